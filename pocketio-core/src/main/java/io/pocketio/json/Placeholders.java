package io.pocketio.json;

import java.util.List;

/**
 * Where in a JSON text the placeholders of attachments are: objects whose {@code _placeholder} is {@code true}, whatever else
 * they hold and in whichever order. What stands inside a placeholder is no placeholder. For implementations of
 * {@link JsonCodec}; immutable.
 *
 * @since 0.1
 * @see <a href="https://socket.io/docs/v4/socket-io-protocol/#packet-encoding">Socket.IO protocol, packets with binary</a>
 */
public final class Placeholders {

    /** The number of a placeholder whose {@code num} is no index, and of an object that is no placeholder. */
    public static final int NONE = -1;

    private static final Placeholders EMPTY = new Placeholders(List.of());

    private final List<Found> found;

    Placeholders(List<Found> found) {
        this.found = found;
    }

    /** For a text without attachments. */
    public static Placeholders none() {
        return EMPTY;
    }

    /** @param json a slice that is one valid JSON text, nesting bounded; of any other the answer means nothing */
    public static Placeholders find(byte[] json, int offset, int length) {
        return new Placeholders(new PlaceholderSearch(json, offset, offset + length).run());
    }

    public int size() {
        return found.size();
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** Where the placeholder begins, counted from the beginning of the slice. */
    public int start(int index) {
        return found.get(index).start();
    }

    /** Where the text behind the placeholder begins, counted from the beginning of the slice. */
    public int end(int index) {
        return found.get(index).end();
    }

    /** Which attachment the placeholder stands for; {@link #NONE} when its {@code num} is no index. */
    public int number(int index) {
        return found.get(index).number();
    }

    /** How many objects begin before the placeholder; those inside of placeholders are counted too. */
    public int objectsBefore(int index) {
        return found.get(index).objectsBefore();
    }

    /** Whether each placeholder stands for one of that many attachments. */
    public boolean fit(int attachments) {
        for (Found placeholder : found) {
            if (placeholder.number() < 0 || placeholder.number() >= attachments) {
                return false;
            }
        }
        return true;
    }

    record Found(int start, int end, int number, int objectsBefore) {}
}
