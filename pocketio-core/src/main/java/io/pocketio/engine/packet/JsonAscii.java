package io.pocketio.engine.packet;

import java.nio.charset.StandardCharsets;

/** Escapes what is not ASCII in the strings of a JSON, and leaves what stands ahead of it as it is. Stateless. */
final class JsonAscii {

    private static final char QUOTE = '"';
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private JsonAscii() {}

    /** @return the same frame when there is nothing to be escaped */
    static Frame escape(Frame frame) {
        if (frame.isAscii()) {
            return frame;
        }
        String text = frame.asText();
        int json = text.indexOf(QUOTE);
        if (json < 0) {
            return frame;
        }
        StringBuilder escaped = new StringBuilder(text.length() + text.length() / 2).append(text, 0, json);
        for (int i = json; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                escaped.append(c);
            } else {
                escaped.append("\\u")
                        .append(HEX[c >> 12])
                        .append(HEX[c >> 8 & 0xf])
                        .append(HEX[c >> 4 & 0xf])
                        .append(HEX[c & 0xf]);
            }
        }
        Frame ascii = Frame.text(escaped.toString().getBytes(StandardCharsets.UTF_8));
        return frame.isCompressible() ? ascii : ascii.uncompressed();
    }
}
