package io.pocketio.msgpack;

import io.pocketio.json.Placeholders;
import io.pocketio.json.PlainText;
import java.util.Arrays;

/**
 * How many elements the arrays and objects of a valid JSON text have: MessagePack says it before they come. Confined to one text.
 */
final class JsonSizes {

    private final byte[] json;
    private final int from;
    private final int to;
    private final Placeholders placeholders;

    /** Of all containers, in the order in which they begin. */
    private int[] sizes = new int[16];

    private int count;

    /** Which containers are open, the innermost is the last. */
    private int[] open = new int[8];

    private int depth;

    private JsonSizes(byte[] json, int from, int to, Placeholders placeholders) {
        this.json = json;
        this.from = from;
        this.to = to;
        this.placeholders = placeholders;
    }

    /** @param placeholders are passed over */
    static int[] of(byte[] json, int from, int to, Placeholders placeholders) {
        JsonSizes sizes = new JsonSizes(json, from, to, placeholders);
        sizes.count();
        return sizes.sizes;
    }

    private void count() {
        int placeholder = 0;
        boolean isEmpty = false;
        int at = from;
        while (at < to) {
            byte b = json[at];
            if (b == '{' && isPlaceholder(placeholder, at)) {
                at = from + placeholders.end(placeholder++);
                isEmpty = false;
                continue;
            }
            at = b == '"' ? endOfString(json, at, to) : at + 1;
            switch (b) {
                case '{', '[' -> open();
                case '}', ']' -> close(isEmpty);
                case ',' -> sizes[open[depth - 1]]++;
                default -> {}
            }
            isEmpty = b == '{' || b == '[' || isEmpty && isWhitespace(b);
        }
    }

    private boolean isPlaceholder(int index, int at) {
        return index < placeholders.size() && from + placeholders.start(index) == at;
    }

    private void open() {
        if (count == sizes.length) {
            sizes = Arrays.copyOf(sizes, 2 * count);
        }
        if (depth == open.length) {
            open = Arrays.copyOf(open, 2 * depth);
        }
        open[depth++] = count;
        sizes[count++] = 0;
    }

    private void close(boolean isEmpty) {
        depth--;
        if (!isEmpty) {
            sizes[open[depth]]++;
        }
    }

    /** The position behind the closing quotation mark of the string that begins there. */
    static int endOfString(byte[] json, int start, int to) {
        int at = PlainText.skip(json, start + 1, to);
        while (json[at] != '"') {
            at = PlainText.skip(json, at + 2, to);
        }
        return at + 1;
    }

    private static boolean isWhitespace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
