package io.pocketio.json;

/**
 * Tells numbers that JSON has from what it has no form for, such as NaN, the infinities and fractions. For implementations of {@link JsonCodec}; stateless.
 *
 * @since 0.1
 */
public final class Numbers {

    private Numbers() {}

    /** Whether the text is a number as <a href="https://www.rfc-editor.org/rfc/rfc8259#section-6">JSON</a> writes it. */
    public static boolean isNumber(String text) {
        int start = text.startsWith("-") ? 1 : 0;
        int end = digitsEnd(text, start);
        boolean isWhole = end == start + 1 || end > start && text.charAt(start) != '0';
        if (!isWhole) {
            return false;
        }
        if (has(text, end, '.', '.')) {
            int fraction = end + 1;
            end = digitsEnd(text, fraction);
            if (end == fraction) {
                return false;
            }
        }
        if (has(text, end, 'e', 'E')) {
            int exponent = has(text, end + 1, '+', '-') ? end + 2 : end + 1;
            end = digitsEnd(text, exponent);
            return end > exponent && end == text.length();
        }
        return end == text.length();
    }

    private static boolean has(String text, int at, char one, char other) {
        return at < text.length() && (text.charAt(at) == one || text.charAt(at) == other);
    }

    private static int digitsEnd(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }
}
