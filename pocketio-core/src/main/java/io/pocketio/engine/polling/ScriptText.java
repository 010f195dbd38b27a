package io.pocketio.engine.polling;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Text as a string in a script that a page is to run, whether the script is the answer or stands in a page. Stateless. */
public final class ScriptText {

    /** Of a script, so that browsers which are told not to guess types run it. */
    public static final String CONTENT_TYPE = "text/javascript; charset=UTF-8";

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    /** Of U+2028 and U+2029, which end a line in scripts. */
    private static final byte[] SEPARATORS = {(byte) 0xe2, (byte) 0x80};

    private static final int LINE_SEPARATOR = 0xa8;

    private ScriptText() {}

    /** Writes it with quotes around it, and escapes what would end the string, its line, or the script. */
    public static void write(byte[] utf8, int offset, int length, ByteArrayOutputStream script) {
        script.write('"');
        int end = offset + length;
        int at = offset;
        while (at < end) {
            int from = at;
            while (at < end && isPlain(utf8, at, end)) {
                at++;
            }
            script.write(utf8, from, at - from); // in one call: each takes a lock
            if (at < end) {
                at += writeSpecial(utf8, at, script);
            }
        }
        script.write('"');
    }

    private static boolean isPlain(byte[] text, int at, int end) {
        int b = text[at] & 0xff;
        return b >= ' ' && b != '"' && b != '\\' && b != '<' && b != 0x7f && !isLineSeparator(text, at, end);
    }

    /** @return how many bytes it has taken */
    private static int writeSpecial(byte[] text, int at, ByteArrayOutputStream script) {
        int b = text[at] & 0xff;
        if (b == '"' || b == '\\') {
            script.write('\\');
            script.write(b);
            return 1;
        }
        if (text[at] == SEPARATORS[0]) {
            escape(0x2028 + (text[at + 2] & 0xff) - LINE_SEPARATOR, script);
            return 3;
        }
        escape(b, script);
        return 1;
    }

    private static boolean isLineSeparator(byte[] text, int at, int end) {
        return at + 2 < end
                && text[at] == SEPARATORS[0]
                && text[at + 1] == SEPARATORS[1]
                && (text[at + 2] & 0xfe) == LINE_SEPARATOR;
    }

    /** Without a formatter: a client may have a long text of nothing else written. */
    private static void escape(int unit, ByteArrayOutputStream script) {
        script.write('\\');
        script.write('u');
        for (int shift = 12; shift >= 0; shift -= 4) {
            script.write(HEX[unit >> shift & 0xf]);
        }
    }
}
