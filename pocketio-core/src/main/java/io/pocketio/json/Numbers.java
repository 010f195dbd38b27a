package io.pocketio.json;

/**
 * Tells numbers that JSON has from NaN and the infinities, which it has not. For implementations of {@link JsonCodec}; stateless.
 *
 * @since 0.1
 */
public final class Numbers {

    private Numbers() {}

    /** Whether the text of a number is one: what is none begins with a letter, behind a sign if there is one. */
    public static boolean isNumber(String text) {
        int first = text.startsWith("-") ? 1 : 0;
        return text.length() > first && text.charAt(first) >= '0' && text.charAt(first) <= '9';
    }
}
