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
     * The payload in a form, with the backslashes that clients put before line breaks taken away again; empty, which no payload is, when
     * there is none or it is not encoded as it must be.
     */
    static byte[] payload(byte[] form) {
        byte[] field = FormField.of(form);
        return field == null ? NOTHING : withLineBreaks(field);
    }

    private static byte[] withLineBreaks(byte[] field) {
        ByteArrayOutputStream payload = new ByteArrayOutputStream(field.length);
        int backslashes = 0;
        for (byte b : field) {
            if (b == '\\') {
                backslashes++;
                continue;
            }
            writeEscaped(payload, b, backslashes);
            backslashes = 0;
        }
        writeBackslashes(payload, backslashes);
        return payload.toByteArray();
    }

    /** A line break comes as a backslash and an n; where a text has these two itself, there is one backslash more. */
    private static void writeEscaped(ByteArrayOutputStream payload, int b, int backslashes) {
        if (b != 'n' || backslashes == 0) {
            writeBackslashes(payload, backslashes);
            payload.write(b);
        } else if (backslashes == 1) {
            payload.write('\n');
        } else {
            writeBackslashes(payload, backslashes - 1);
            payload.write(b);
        }
    }

    private static void writeBackslashes(ByteArrayOutputStream payload, int count) {
        for (int i = 0; i < count; i++) {
            payload.write('\\');
        }
    }
}
