package io.pocketio.engine.handshake;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** The little JSON that the engine itself writes. It never passes through a mapper of the application. */
final class ProtocolJson {

    private ProtocolJson() {}

    static String quote(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isPlain(text.charAt(i))) {
                return quoteEscaped(text);
            }
        }
        return '"' + text + '"';
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c < 0x7f && c != '"' && c != '\\';
    }

    private static String quoteEscaped(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
