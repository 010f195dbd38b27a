package io.pocketio.cluster;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where an entry is in its stream. Immutable.
 *
 * @param millis since 1970, by the clock of who keeps the stream
 * @param sequence among those of one millisecond
 * @since 0.1
 */
public record StreamId(long millis, long sequence) implements Comparable<StreamId> {

    /** Ahead of all entries. */
    public static final StreamId BEGINNING = new StreamId(0, 0);

    private static final Pattern FORM = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

    private static final Comparator<StreamId> ORDER =
            Comparator.comparingLong(StreamId::millis).thenComparingLong(StreamId::sequence);

    /** @return {@code null} when it is no id, or one that no clock will come to */
    public static @Nullable StreamId parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches() ? new StreamId(Long.parseLong(form.group(1)), Long.parseLong(form.group(2))) : null;
    }

    /** @throws IllegalArgumentException when it is no id */
    public static StreamId of(String text) {
        StreamId id = parse(text);
        if (id == null) {
            throw new IllegalArgumentException("No id of a stream's entry");
        }
        return id;
    }

    /** One that is ahead of this one, and behind all that are ahead of it. */
    public StreamId previous() {
        return sequence > 0 ? new StreamId(millis, sequence - 1) : new StreamId(millis - 1, Long.MAX_VALUE);
    }

    public boolean isBehind(StreamId other) {
        return compareTo(other) > 0;
    }

    /** The one that is behind the other. */
    public static StreamId later(StreamId one, StreamId other) {
        return one.isBehind(other) ? one : other;
    }

    @Override
    public int compareTo(StreamId other) {
        return ORDER.compare(this, other);
    }

    /** As Redis writes it. */
    @Override
    public String toString() {
        return millis + "-" + sequence;
    }
}
