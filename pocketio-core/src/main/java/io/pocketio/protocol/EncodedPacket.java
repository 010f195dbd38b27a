package io.pocketio.protocol;

import io.pocketio.engine.packet.EnginePacket;
import java.util.List;

/**
 * A packet as it travels: a head and its attachments, to be sent with nothing between them. Encoded once, sent to any number
 * of clients. Immutable.
 *
 * @since 0.1
 */
public record EncodedPacket(List<EnginePacket> packets) {

    public EncodedPacket {
        packets = List.copyOf(packets);
    }

    /** Bytes of memory, about: small packets take many times what they are on the wire. */
    public int weight() {
        int weight = 0;
        for (EnginePacket packet : packets) {
            weight += packet.weight();
        }
        return weight;
    }

    /** The same packet, sharing its bytes, not to be compressed by any transport. */
    public EncodedPacket uncompressed() {
        return new EncodedPacket(
                packets.stream().map(EnginePacket::uncompressed).toList());
    }
}
