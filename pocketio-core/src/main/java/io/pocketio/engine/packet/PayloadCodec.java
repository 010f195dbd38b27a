package io.pocketio.engine.packet;

import java.util.List;

/**
 * The bodies of HTTP long-polling in Engine.IO 4: packets with a separator between them.
 *
 * @since 0.1
 * @see <a href="https://socket.io/docs/v4/engine-io-protocol/#http-long-polling-1">Engine.IO protocol, payloads</a>
 */
public final class PayloadCodec {

    private static final byte SEPARATOR = 0x1e;

    private PayloadCodec() {}

    public static byte[] encode(List<EnginePacket> packets) {
        int length = packets.size() - 1;
        for (EnginePacket packet : packets) {
            length += packet.payloadLength();
        }
        byte[] payload = new byte[Math.max(length, 0)];
        int at = 0;
        for (EnginePacket packet : packets) {
            if (at > 0) {
                payload[at++] = SEPARATOR;
            }
            Frame part = packet.payloadForm();
            System.arraycopy(part.array(), part.offset(), payload, at, part.length());
            at += part.length();
        }
        return payload;
    }

    /** Starts to read a payload. The array is not copied. */
    public static PayloadReader read(byte[] payload) {
        return new SeparatedReader(payload, SEPARATOR);
    }
}
