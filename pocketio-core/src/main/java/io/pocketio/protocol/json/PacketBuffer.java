package io.pocketio.protocol.json;

import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.protocol.Packet;
import io.pocketio.protocol.PacketType;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The text of one packet while it is made: the JSON grows behind room for the head, and the head, known only when all
 * attachments are, is filled in last. So nothing is copied together. Confined to one packet.
 */
final class PacketBuffer extends OutputStream {

    /** Engine packet type, packet type, number of attachments with its dash, id. */
    private static final int MAX_HEAD = 1 + 1 + 11 + 20;

    /** JSON that fits without growing. */
    private static final int INITIAL_ROOM = 128;

    private static final byte[] ROOT = {};
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final byte[] namespace;
    private byte[] bytes;
    private int head;
    private int at;

    PacketBuffer(String namespace) {
        this.namespace =
                namespace.equals(Packet.MAIN_NAMESPACE) ? ROOT : (namespace + ',').getBytes(StandardCharsets.UTF_8);
        this.head = MAX_HEAD + this.namespace.length;
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

    void ascii(String text) {
        int length = text.length();
        ensureRoom(length);
        for (int i = 0; i < length; i++) {
            bytes[at++] = (byte) text.charAt(i);
        }
    }

    /** The text as a JSON string. */
    void quoted(String text) {
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

    private void ensureRoom(int count) {
        if (bytes.length - at < count) {
            // With room for what closes the packet, which would otherwise double it once more.
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, at + count + INITIAL_ROOM));
        }
    }

    /** Fills in the head; nothing may be written any more. */
    EnginePacket toPacket(PacketType type, int attachments, long id) {
        if (id != Packet.NO_ID) {
            prepend(id);
        }
        head -= namespace.length;
        System.arraycopy(namespace, 0, bytes, head, namespace.length);
        if (type == PacketType.BINARY_EVENT || type == PacketType.BINARY_ACK) {
            bytes[--head] = JsonPacketCodec.ATTACHMENTS_END;
            prepend(attachments);
        }
        bytes[--head] = type.digit();
        head--;
        return EnginePacket.encodedMessage(bytes, head, at - head);
    }

    private void prepend(long number) {
        long rest = number;
        do {
            bytes[--head] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
    }
}
