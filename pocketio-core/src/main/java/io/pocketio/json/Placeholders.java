package io.pocketio.json;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
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

    private static final byte[] START = "{\"_placeholder\":true,\"num\":".getBytes(StandardCharsets.US_ASCII);

    /** Numbers that are looked at without a search. */
    private static final int MAX_DIGITS = 4;

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
        int number = whole(json, offset, offset + length);
        return number == NONE
                ? new Placeholders(new PlaceholderSearch(json, offset, offset + length).run())
                : new Placeholders(List.of(new Found(0, length, number, 0)));
    }

    /** The number of a placeholder that is the whole slice, written as clients write it: no search, no list. */
    private static int whole(byte[] json, int from, int to) {
        int digits = to - 1 - from - START.length;
        if (digits < 1
                || digits > MAX_DIGITS
                || json[to - 1] != '}'
                || !Arrays.equals(json, from, from + START.length, START, 0, START.length)) {
            return NONE;
        }
        int number = 0;
        for (int at = from + START.length; at < to - 1; at++) {
            if (json[at] < '0' || json[at] > '9') {
                return NONE;
            }
            number = 10 * number + json[at] - '0';
        }
        return number;
    }

    /** The JSON of a placeholder. */
    public static void write(int number, OutputStream out) throws IOException {
        out.write(START);
        out.write(Integer.toString(number).getBytes(StandardCharsets.US_ASCII));
        out.write('}');
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

    /**
     * For each of that many attachments the first that stands for it, and no others: an object of a client's that an application sends on
     * may look like one, and as often as the client likes.
     */
    public Placeholders firstOfEach(int attachments) {
        BitSet seen = new BitSet(attachments);
        List<Found> first = new ArrayList<>(found.size());
        for (Found placeholder : found) {
            int number = placeholder.number();
            if (number >= 0 && number < attachments && !seen.get(number)) {
                seen.set(number);
                first.add(placeholder);
            }
        }
        return first.size() == found.size() ? this : new Placeholders(first);
    }

    record Found(int start, int end, int number, int objectsBefore) {}
}
