package io.pocketio.protocol;

import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.engine.packet.EnginePacketType;
import io.pocketio.engine.packet.Frame;
import io.pocketio.json.Attachments;
import io.pocketio.json.JsonCodec;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The text of one packet while it is made: the JSON grows behind room for the head, and the head, known only when all
 * attachments are, is put in front of it last, from its end to its beginning. So nothing is copied together. Confined to one packet.
 */
public final class PacketBuffer extends OutputStream {

    /** Of the longest number. */
    public static final int MAX_DIGITS = 19;

    /** JSON that fits without growing. */
    private static final int INITIAL_ROOM = 128;

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes;
    private int head;
    private int at;

    /** @param maxHead bytes that may be put in front */
    public PacketBuffer(int maxHead) {
        this.head = maxHead + 1; // the type of the Engine.IO packet
        this.at = head;
        this.bytes = new byte[head + INITIAL_ROOM];
    }

    @Override
    public void write(int value) {
        ensureRoom(1);
        bytes[at++] = (byte) value;
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        ensureRoom(length);
        System.arraycopy(source, offset, bytes, at, length);
        at += length;
    }

    public void ascii(String text) {
        int length = text.length();
        ensureRoom(length);
        for (int i = 0; i < length; i++) {
            bytes[at++] = (byte) text.charAt(i);
        }
    }

    /** The text as a JSON string. */
    public void quoted(String text) {
        int length = text.length();
        ensureRoom(length + 2);
        bytes[at++] = '"';
        int i = 0;
        while (i < length && isPlain(text.charAt(i))) {
            bytes[at++] = (byte) text.charAt(i++);
        }
        while (i < length) {
            int codePoint = text.codePointAt(i);
            character(codePoint);
            i += Character.charCount(codePoint);
        }
        write('"');
    }

    /** Whether it is one byte and stands for itself in a JSON string. */
    private static boolean isPlain(int codePoint) {
        return codePoint >= ' ' && codePoint < 0x80 && codePoint != '"' && codePoint != '\\';
    }

    private void character(int codePoint) {
        if (isPlain(codePoint)) {
            write(codePoint);
        } else if (codePoint < 0x80) {
            escape(codePoint);
        } else if (Character.getType(codePoint) == Character.SURROGATE) {
            // Half of a pair: there is no UTF-8 of it.
            unicodeEscape(codePoint);
        } else {
            byte[] utf8 = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
            write(utf8, 0, utf8.length);
        }
    }

    private void escape(int character) {
        switch (character) {
            case '"', '\\' -> ascii("\\" + (char) character);
            case '\b' -> ascii("\\b");
            case '\f' -> ascii("\\f");
            case '\n' -> ascii("\\n");
            case '\r' -> ascii("\\r");
            case '\t' -> ascii("\\t");
            default -> unicodeEscape(character);
        }
    }

    private void unicodeEscape(int unit) {
        ascii("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            write(HEX[unit >> shift & 0xf]);
        }
    }

    /**
     * All arguments as a JSON array.
     *
     * @param first what stands ahead of them, {@code null} for nothing
     * @see Arguments#write
     */
    public void array(@Nullable String first, Arguments arguments, JsonCodec codec, Attachments attachments) {
        write('[');
        if (first != null) {
            quoted(first);
        }
        int size = arguments.size();
        for (int i = 0; i < size; i++) {
            if (i > 0 || first != null) {
                write(',');
            }
            argument(arguments, i, codec, attachments);
        }
        write(']');
    }

    /** One argument as JSON; see {@link Arguments#write}. */
    public void argument(Arguments arguments, int index, JsonCodec codec, Attachments attachments) {
        try {
            arguments.write(index, codec, this, attachments);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void ensureRoom(int count) {
        if (bytes.length - at < count) {
            // With room for what closes the packet, which would otherwise double it once more.
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, at + count + INITIAL_ROOM));
        }
    }

    /** The array that holds the text from {@link #start()} on for {@link #length()} bytes, until more is written. */
    public byte[] array() {
        return bytes;
    }

    public int start() {
        return head;
    }

    public int length() {
        return at - head;
    }

    public void prepend(byte value) {
        bytes[--head] = value;
    }

    public void prepend(byte[] values) {
        head -= values.length;
        System.arraycopy(values, 0, bytes, head, values.length);
    }

    /** @param number not negative */
    public void prepend(long number) {
        long rest = number;
        do {
            bytes[--head] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
    }

    /** The text as a message; nothing may be written any more. */
    public EnginePacket toMessage() {
        return EnginePacket.encodedMessage(bytes, head - 1, at - head + 1);
    }

    /** The text as a message of those that have no Engine.IO packet around them; nothing may be written any more. */
    public EnginePacket toBareMessage() {
        return EnginePacket.bare(EnginePacketType.MESSAGE, Frame.text(bytes, head, at - head));
    }
}
