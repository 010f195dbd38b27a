package io.pocketio.engine.polling;

import io.pocketio.engine.packet.EnginePacket;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A script that hands the payload to the page's function of that index. The type is that of a script, so that browsers which are told not
 * to guess types run it. Immutable.
 */
final class JsonpForm extends PollForm {

    private static final byte[] END = "\");".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    /** Of U+2028 and U+2029, which end a line in scripts. */
    private static final byte[] SEPARATORS = {(byte) 0xe2, (byte) 0x80};

    private static final int LINE_SEPARATOR = 0xa8;

    private final String index;
    private final PollForm payload;

    /**
     * @param index digits
     * @param payload text
     */
    JsonpForm(String index, PollForm payload) {
        super("text/javascript; charset=UTF-8");
        this.index = index;
        this.payload = payload;
    }

    @Override
    byte[] encode(List<EnginePacket> packets) {
        byte[] text = payload.encode(packets);
        ByteArrayOutputStream script = new ByteArrayOutputStream(text.length + text.length / 8 + 32);
        script.writeBytes(("___eio[" + index + "](\"").getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < text.length; i++) {
            int b = text[i] & 0xff;
            if (b == '"' || b == '\\') {
                script.write('\\');
                script.write(b);
            } else if (b < ' ' || b == '<' || b == 0x7f) {
                escape(script, b);
            } else if (isLineSeparator(text, i)) {
                escape(script, 0x2028 + (text[i + 2] & 0xff) - LINE_SEPARATOR);
                i += 2;
            } else {
                script.write(b);
            }
        }
        script.writeBytes(END);
        return script.toByteArray();
    }

    private static boolean isLineSeparator(byte[] text, int at) {
        return at + 2 < text.length
                && text[at] == SEPARATORS[0]
                && text[at + 1] == SEPARATORS[1]
                && (text[at + 2] & 0xfe) == LINE_SEPARATOR;
    }

    private static void escape(ByteArrayOutputStream script, int unit) {
        script.write('\\');
        script.write('u');
        for (int shift = 12; shift >= 0; shift -= 4) {
            script.write(HEX[unit >> shift & 0xf]);
        }
    }
}
