package io.pocketio.protocol;

import io.pocketio.json.PlainText;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Tells JSON (RFC 8259) from other text and finds where the elements of an array begin and end, without making anything of
 * them. Reads bytes that are valid UTF-8, without recursion: what a client may nest is counted, not stacked. Confined to one
 * text.
 */
public final class JsonScanner {

    /** Instead of a position: the text is no JSON. */
    public static final int INVALID = -1;

    /** Instead of a position: the text is nested too deeply, whether it is JSON or not. */
    public static final int TOO_DEEP = -2;

    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};
    private static final long[] NO_LEVELS = {};

    private final byte[] json;
    private final int to;
    private final int maxDepth;
    private int at;

    /** How many containers are open. */
    private int depth;

    /** Which of the open containers are objects: one bit each, the innermost is the lowest. */
    private long kinds;

    /** The bits that were pushed out of {@link #kinds}, 64 levels each. */
    private long[] outerKinds = NO_LEVELS;

    private boolean isTooDeep;

    private JsonScanner(byte[] json, int from, int to, int maxDepth) {
        this.json = json;
        this.at = from;
        this.to = to;
        this.maxDepth = maxDepth;
    }

    /**
     * The bounds of an array's elements.
     *
     * @param maxDepth how many containers may be open at a time, the array itself among them
     * @return their count, then for each element where it begins and the position behind it; {@code null} when the text is not
     *     exactly one array
     */
    public static int @Nullable [] elements(byte[] json, int from, int to, int maxDepth) {
        return new JsonScanner(json, from, to, maxDepth).elements();
    }

    /** The position behind the value that begins at {@code from}, if only whitespace follows it; negative if not. */
    public static int end(byte[] json, int from, int to, int maxDepth) {
        JsonScanner scanner = new JsonScanner(json, from, to, maxDepth);
        if (!scanner.value()) {
            return scanner.isTooDeep ? TOO_DEEP : INVALID;
        }
        int end = scanner.at;
        return scanner.isAtEnd() ? end : INVALID;
    }

    /**
     * Where the values of an object's members lie; of members with the same name, that of the last, as in JavaScript.
     *
     * @param json an object from {@code from} to {@code to}, known to be valid
     * @return for each of the names where its value begins and the position behind it; two zeros when there is no such member
     */
    public static int[] members(byte[] json, int from, int to, String... names) {
        return new JsonScanner(json, from, to, Integer.MAX_VALUE).members(names);
    }

    private int[] members(String... names) {
        int[] bounds = new int[2 * names.length];
        open();
        int separator = next() == '}' ? '}' : ',';
        while (separator == ',') {
            next();
            int index = indexOfName(names);
            name();
            int start = at;
            value();
            if (index >= 0) {
                bounds[2 * index] = start;
                bounds[2 * index + 1] = at;
            }
            separator = next();
            at++;
        }
        return bounds;
    }

    /** Which of the names begins right here; -1 if none does. */
    private int indexOfName(String... names) {
        int start = at;
        string();
        String name = NameCache.unquoted(json, start, at);
        at = start;
        return Arrays.asList(names).indexOf(name);
    }

    private int @Nullable [] elements() {
        if (next() != '[' || !open()) {
            return null;
        }
        int[] bounds = new int[9];
        int length = 1;
        if (next() == ']') {
            at++;
            return isAtEnd() ? bounds : null;
        }
        int separator;
        do {
            next();
            if (length == bounds.length) {
                bounds = Arrays.copyOf(bounds, 2 * length - 1);
            }
            bounds[length++] = at;
            if (!value()) {
                return null;
            }
            bounds[length++] = at;
            separator = next();
            at++;
        } while (separator == ',');
        bounds[0] = length / 2;
        // doubled while growing, and kept as long as a handler is at work
        int[] exact = length * 2 > bounds.length ? bounds : Arrays.copyOf(bounds, length);
        return separator == ']' && isAtEnd() ? exact : null;
    }

    /** A value that begins right here. */
    private boolean value() {
        int outside = depth;
        do {
            if (!begin() || !finish(outside)) {
                return false;
            }
        } while (depth > outside);
        return true;
    }

    /** All that opens here, down to the first value that holds no other. */
    private boolean begin() {
        while (at < to && (json[at] == '{' || json[at] == '[')) {
            if (!open()) {
                return false;
            }
            if (next() == closing()) {
                close();
                return true;
            }
            if (isInObject() && !name()) {
                return false;
            }
        }
        return scalar();
    }

    /** All that closes here, up to the next value or until only {@code outside} containers are open. */
    private boolean finish(int outside) {
        while (depth > outside) {
            int next = next();
            if (next == ',') {
                at++;
                next();
                return !isInObject() || name();
            }
            if (next != closing()) {
                return false;
            }
            close();
        }
        return true;
    }

    private boolean open() {
        if (depth == maxDepth) {
            isTooDeep = true;
            return false;
        }
        if (depth > 0 && depth % Long.SIZE == 0) {
            outerKinds = Arrays.copyOf(outerKinds, depth / Long.SIZE);
            outerKinds[depth / Long.SIZE - 1] = kinds;
        }
        kinds = kinds << 1 | (json[at++] == '{' ? 1 : 0);
        depth++;
        return true;
    }

    private void close() {
        at++;
        depth--;
        kinds = depth > 0 && depth % Long.SIZE == 0 ? outerKinds[depth / Long.SIZE - 1] : kinds >>> 1;
    }

    private boolean isInObject() {
        return (kinds & 1) == 1;
    }

    private int closing() {
        return isInObject() ? '}' : ']';
    }

    /** A member's name and what separates it from its value. */
    private boolean name() {
        if (at == to || json[at] != '"' || !string() || next() != ':') {
            return false;
        }
        at++;
        next();
        return true;
    }

    private boolean scalar() {
        if (at == to) {
            return false;
        }
        return switch (json[at]) {
            case '"' -> string();
            case 't' -> literal(TRUE);
            case 'f' -> literal(FALSE);
            case 'n' -> literal(NULL);
            default -> number();
        };
    }

    private boolean literal(byte[] literal) {
        int end = at + literal.length;
        if (end > to || !Arrays.equals(json, at, end, literal, 0, literal.length)) {
            return false;
        }
        at = end;
        return true;
    }

    private boolean string() {
        int end = PlainText.skip(json, at + 1, to);
        while (end < to && json[end] == '\\') {
            int next = escape(end + 1);
            if (next == INVALID) {
                return false;
            }
            end = PlainText.skip(json, next, to);
        }
        at = end + 1;
        return end < to && json[end] == '"';
    }

    /** The position behind an escape, given the one behind its backslash. */
    private int escape(int from) {
        if (from == to) {
            return INVALID;
        }
        return switch (json[from]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> from + 1;
            case 'u' ->
                to - from > 4
                                && isHex(json[from + 1])
                                && isHex(json[from + 2])
                                && isHex(json[from + 3])
                                && isHex(json[from + 4])
                        ? from + 5
                        : INVALID;
            default -> INVALID;
        };
    }

    private static boolean isHex(byte b) {
        return isDigit(b) || b >= 'a' && b <= 'f' || b >= 'A' && b <= 'F';
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private boolean number() {
        if (json[at] == '-') {
            at++;
        }
        if (at < to && json[at] == '0') {
            at++;
        } else if (!digits()) {
            return false;
        }
        if (at < to && json[at] == '.') {
            at++;
            if (!digits()) {
                return false;
            }
        }
        if (at < to && (json[at] | 0x20) == 'e') {
            at++;
            if (at < to && (json[at] == '+' || json[at] == '-')) {
                at++;
            }
            return digits();
        }
        return true;
    }

    /** At least one. */
    private boolean digits() {
        int first = at;
        while (at < to && isDigit(json[at])) {
            at++;
        }
        return at > first;
    }

    /** Moves to the next byte that is no whitespace; -1 when there is none. */
    private int next() {
        while (at < to) {
            byte b = json[at];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return b & 0xff;
            }
            at++;
        }
        return -1;
    }

    private boolean isAtEnd() {
        return next() == -1;
    }
}
