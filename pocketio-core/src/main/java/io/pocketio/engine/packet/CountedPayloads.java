package io.pocketio.engine.packet;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The bodies of HTTP long-polling in Engine.IO 3: packets with their lengths ahead, as text, with base64 for what is binary, or as
 * bytes.
 *
 * @since 0.1
 * @see <a href="https://github.com/socketio/engine.io-protocol/tree/v3#payload">Engine.IO protocol, revision 3, payload</a>
 */
public final class CountedPayloads {

    static final byte TEXT = 0;
    static final byte BINARY = 1;
    static final byte END_OF_LENGTH = (byte) 255;

    private CountedPayloads() {}

    /** Whether one of the packets is binary. */
    public static boolean haveBinary(List<EnginePacket> packets) {
        return packets.stream().anyMatch(packet -> packet.frame().isBinary());
    }

    /** Whether the text of one of the packets has characters beyond ASCII. */
    public static boolean haveMoreThanAscii(List<EnginePacket> packets) {
        return packets.stream().map(EnginePacket::frame).anyMatch(frame -> !frame.isBinary() && !frame.isAscii());
    }

    /**
     * As text.
     *
     * @param json whether characters beyond ASCII are in strings of JSON, where they are escaped: clients of Socket.IO 1 would take the
     *     payload for broken otherwise
     */
    public static byte[] encodeText(List<EnginePacket> packets, boolean json) {
        Frame[] parts = new Frame[packets.size()];
        byte[][] lengths = new byte[parts.length][];
        int size = 0;
        for (int i = 0; i < parts.length; i++) {
            parts[i] = packets.get(i).countedForm(json);
            lengths[i] = (Utf8.utf16Length(parts[i]) + ":").getBytes(StandardCharsets.ISO_8859_1);
            size += lengths[i].length + parts[i].length();
        }
        byte[] payload = new byte[size];
        int at = 0;
        for (int i = 0; i < parts.length; i++) {
            at = append(lengths[i], payload, at);
            at = append(parts[i], payload, at);
        }
        return payload;
    }

    /** As bytes. */
    public static byte[] encodeBinary(List<EnginePacket> packets) {
        int size = 0;
        for (EnginePacket packet : packets) {
            int length = length(packet.frame());
            size += 2 + Integer.toString(length).length() + length;
        }
        byte[] payload = new byte[size];
        int at = 0;
        for (EnginePacket packet : packets) {
            Frame frame = packet.frame();
            payload[at++] = frame.isBinary() ? BINARY : TEXT;
            String digits = Integer.toString(length(frame));
            for (int i = 0; i < digits.length(); i++) {
                payload[at++] = (byte) (digits.charAt(i) - '0');
            }
            payload[at++] = END_OF_LENGTH;
            if (frame.isBinary()) {
                payload[at++] = OtherForms.BINARY_MESSAGE;
            }
            at = append(frame, payload, at);
        }
        return payload;
    }

    private static int length(Frame frame) {
        return frame.isBinary() ? frame.length() + 1 : frame.length();
    }

    private static int append(byte[] bytes, byte[] payload, int at) {
        System.arraycopy(bytes, 0, payload, at, bytes.length);
        return at + bytes.length;
    }

    private static int append(Frame frame, byte[] payload, int at) {
        System.arraycopy(frame.array(), frame.offset(), payload, at, frame.length());
        return at + frame.length();
    }

    /** Starts to read a payload that is text. The array is not copied. */
    public static PayloadReader readText(byte[] payload, TwiceEncoded encoding) {
        return new CountedTextReader(payload, encoding);
    }

    /** Starts to read a payload of bytes. The array is not copied. */
    public static PayloadReader readBinary(byte[] payload) {
        return new CountedBinaryReader(payload);
    }
}
