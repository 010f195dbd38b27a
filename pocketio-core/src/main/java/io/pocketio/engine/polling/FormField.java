package io.pocketio.engine.polling;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** The field of a URL-encoded form that holds what a page sends, where it may send forms alone. Stateless. */
public final class FormField {

    /** Of clients of all generations. */
    private static final char NAME = 'd';

    private static final int HEX = 16;
    private static final byte[] NOTHING = {};

    private FormField() {}

    /** The first one, decoded: empty when there is none, {@code null} when it is not encoded as it must be. */
    public static byte @Nullable [] of(byte[] form) {
        int at = 0;
        while (at < form.length) {
            int end = endOfField(form, at);
            if (end - at > 1 && form[at] == NAME && form[at + 1] == '=') {
                return decode(form, at + 2, end);
            }
            at = end + 1;
        }
        return NOTHING;
    }

    private static int endOfField(byte[] form, int from) {
        int at = from;
        while (at < form.length && form[at] != '&') {
            at++;
        }
        return at;
    }

    private static byte @Nullable [] decode(byte[] form, int from, int to) {
        ByteArrayOutputStream value = new ByteArrayOutputStream(to - from);
        for (int i = from; i < to; i++) {
            byte b = form[i];
            if (b == '%') {
                int code = i + 2 < to ? code(form[i + 1], form[i + 2]) : -1;
                if (code < 0) {
                    return null;
                }
                value.write(code);
                i += 2;
            } else {
                value.write(b == '+' ? ' ' : b);
            }
        }
        return value.toByteArray();
    }

    private static int code(byte high, byte low) {
        int first = Character.digit(high, HEX);
        int second = Character.digit(low, HEX);
        return first < 0 || second < 0 ? -1 : first * HEX + second;
    }
}
