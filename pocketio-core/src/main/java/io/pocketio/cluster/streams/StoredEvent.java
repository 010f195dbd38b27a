package io.pocketio.cluster.streams;

import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.adapter.LocalSockets;
import io.pocketio.cluster.StreamId;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.Packet;
import java.util.Collections;
import java.util.Set;

/**
 * An event as the stream has it. Its id is the offset by which a client says that it has got it. Immutable.
 *
 * @param packet without the offset
 */
record StoredEvent(StreamId id, Packet packet, BroadcastTarget target) {

    /** With the offset as last argument, which is what clients take it for. */
    EncodedPacket encoded(LocalSockets sockets) {
        return encoded(packet, target, id.toString(), sockets);
    }

    static EncodedPacket encoded(Packet packet, BroadcastTarget target, String offset, LocalSockets sockets) {
        return target.flags().mark(sockets.encode(packet.with(packet.arguments().append(offset))));
    }

    /** Whether it is sent again to a client that has missed it, and was in those rooms. */
    boolean isMissedIn(Set<String> joined) {
        return !target.flags().isVolatile()
                && (target.rooms().isEmpty() || !Collections.disjoint(target.rooms(), joined))
                && Collections.disjoint(target.except(), joined);
    }
}
