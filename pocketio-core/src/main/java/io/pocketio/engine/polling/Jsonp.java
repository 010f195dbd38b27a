package io.pocketio.engine.polling;

import io.pocketio.engine.EngineRequest;
import java.io.ByteArrayOutputStream;

/** Reads what clients of JSONP send: an index in the query, and forms. Stateless. */
final class Jsonp {

    /** More than any page counts. */
    private static final int MAX_INDEX_LENGTH = 10;

    private static final byte[] NOTHING = {};

    private Jsonp() {}

    /** The digits of what the client says, so that nothing else gets into a script; 0 when there are none. */
    static String index(EngineRequest handshake) {
        String said = handshake.jsonpIndex();
        StringBuilder digits = new StringBuilder(1);
        for (int i = 0; i < said.length() && digits.length() < MAX_INDEX_LENGTH; i++) {
            if (said.charAt(i) >= '0' && said.charAt(i) <= '9') {
                digits.append(said.charAt(i));
            }
        }
        return digits.isEmpty() ? "0" : digits.toString();
    }

    /**
     * The first field of that name in a URL-encoded form, with the backslashes that clients put before line breaks taken away again; empty,
     * which no payload is, when there is none or it is not encoded as it must be.
     */
    static byte[] formField(byte[] form, String name) {
        int at = 0;
        while (at < form.length) {
            int end = indexOf(form, '&', at, form.length);
            if (isNamed(form, at, end, name)) {
                return decode(form, at + name.length() + 1, end);
            }
            at = end + 1;
        }
        return NOTHING;
    }

    private static boolean isNamed(byte[] form, int from, int to, String name) {
        if (to - from <= name.length() || form[from + name.length()] != '=') {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (form[from + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int indexOf(byte[] form, char what, int from, int to) {
        int at = from;
        while (at < to && form[at] != what) {
            at++;
        }
        return at;
    }

    private static byte[] decode(byte[] form, int from, int to) {
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(to - from);
        int backslashes = 0;
        for (int i = from; i < to; i++) {
            int b = form[i] == '+' ? ' ' : form[i];
            if (b == '%') {
                b = i + 2 < to ? Character.digit(form[i + 1], 16) << 4 | Character.digit(form[i + 2], 16) : -1;
                if (b < 0) {
                    return NOTHING;
                }
                i += 2;
            }
            if (b == '\\') {
                backslashes++;
                continue;
            }
            writeEscaped(decoded, b, backslashes);
            backslashes = 0;
        }
        writeBackslashes(decoded, backslashes);
        return decoded.toByteArray();
    }

    /** A line break comes as a backslash and an n; where a text has these two itself, there is one backslash more. */
    private static void writeEscaped(ByteArrayOutputStream decoded, int b, int backslashes) {
        if (b != 'n' || backslashes == 0) {
            writeBackslashes(decoded, backslashes);
            decoded.write(b);
        } else if (backslashes == 1) {
            decoded.write('\n');
        } else {
            writeBackslashes(decoded, backslashes - 1);
            decoded.write(b);
        }
    }

    private static void writeBackslashes(ByteArrayOutputStream decoded, int count) {
        for (int i = 0; i < count; i++) {
            decoded.write('\\');
        }
    }
}
