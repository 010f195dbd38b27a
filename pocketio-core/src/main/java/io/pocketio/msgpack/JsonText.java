package io.pocketio.msgpack;

import io.pocketio.json.PlainText;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON that grows, in bytes that can be read where they are. Confined to its caller.
 *
 * @since 0.1
 */
public final class JsonText extends OutputStream {

    private static final int INITIAL_ROOM = 128;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[INITIAL_ROOM];
    private int length;

    /** The text is in its first {@link #length()} bytes, until more is written. */
    public byte[] array() {
        return bytes;
    }

    public int length() {
        return length;
    }

    @Override
    public void write(int value) {
        ensureRoom(1);
        bytes[length++] = (byte) value;
    }

    @Override
    public void write(byte[] source, int offset, int count) {
        ensureRoom(count);
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
    }

    /** A comma, unless what comes is the first in its array or object. */
    void separate() {
        byte last = bytes[length - 1];
        if (last != '[' && last != '{') {
            write(',');
        }
    }

    void ascii(String text) {
        int count = text.length();
        ensureRoom(count);
        for (int i = 0; i < count; i++) {
            bytes[length++] = (byte) text.charAt(i);
        }
    }

    void number(long number) {
        if (number == Long.MIN_VALUE) {
            ascii(Long.toString(number));
            return;
        }
        if (number < 0) {
            write('-');
        }
        digits(Math.abs(number));
    }

    private void digits(long number) {
        int count = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            count++;
        }
        ensureRoom(count);
        length += count;
        int at = length;
        long rest = number;
        do {
            bytes[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
    }

    /** A string, given as UTF-8. */
    void string(byte[] utf8, int from, int to) {
        ensureRoom(to - from + 2);
        write('"');
        int at = from;
        while (at < to) {
            int next = PlainText.skip(utf8, at, to);
            write(utf8, at, next - at);
            if (next < to) {
                escape(utf8[next++]);
            }
            at = next;
        }
        write('"');
    }

    private void escape(byte character) {
        write('\\');
        switch (character) {
            case '"', '\\' -> write(character);
            case '\n' -> write('n');
            case '\r' -> write('r');
            case '\t' -> write('t');
            default -> {
                ascii("u00");
                write(HEX[character >> 4]);
                write(HEX[character & 0xf]);
            }
        }
    }

    private void ensureRoom(int count) {
        if (bytes.length - length < count) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count + INITIAL_ROOM));
        }
    }
}
