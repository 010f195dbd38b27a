package io.pocketio.engine.packet;

import java.util.List;
import java.util.function.Consumer;

/**
 * The bodies of HTTP long-polling: packets with a separator between them.
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

    /**
     * Hands on packet for packet up to the first invalid one.
     *
     * @return whether all of the payload was valid
     */
    public static boolean decode(byte[] payload, Consumer<EnginePacket> packets) {
        int start = 0;
        while (start <= payload.length) {
            int end = indexOfSeparator(payload, start);
            EnginePacket packet = EnginePacket.decode(Frame.text(payload, start, end - start));
            if (packet == null) {
                return false;
            }
            packets.accept(packet);
            start = end + 1;
        }
        return true;
    }

    private static int indexOfSeparator(byte[] payload, int from) {
        int at = from;
        while (at < payload.length && payload[at] != SEPARATOR) {
            at++;
        }
        return at;
    }
}
