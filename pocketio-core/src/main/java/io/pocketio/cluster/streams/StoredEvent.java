package io.pocketio.cluster.streams;

import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.adapter.LocalSockets;
import io.pocketio.cluster.StreamId;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.Packet;
import java.util.Collections;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An event as the stream has it. Its id is the offset by which a client says that it has got it. Thread-safe. */
final class StoredEvent {

    /** Beside the bytes of the entry, which are there as often as somebody wants it. */
    private static final int OVERHEAD = 512;

    private static final int COPIES = 2;

    private final StreamId id;
    private final Packet packet;
    private final BroadcastTarget target;
    private final int bytes;

    /** Made by the first who wants it; of two at once each may make his own. */
    private volatile @Nullable EncodedPacket encoded;

    /**
     * @param packet without the offset
     * @param bytes of the entry
     */
    StoredEvent(StreamId id, Packet packet, BroadcastTarget target, int bytes) {
        this.id = id;
        this.packet = packet;
        this.target = target;
        this.bytes = bytes;
    }

    StreamId id() {
        return id;
    }

    /** Without the offset. */
    Packet packet() {
        return packet;
    }

    BroadcastTarget target() {
        return target;
    }

    /** What it takes in memory, about. */
    int weight() {
        return OVERHEAD + COPIES * bytes;
    }

    /** With the offset as last argument, which is what clients take it for. */
    EncodedPacket encoded(LocalSockets sockets) {
        EncodedPacket made = encoded;
        if (made == null) {
            made = encoded(packet, target, id.toString(), sockets);
            encoded = made;
        }
        return made;
    }

    static EncodedPacket encoded(Packet packet, BroadcastTarget target, String offset, LocalSockets sockets) {
        return target.flags().mark(sockets.encode(packet.with(packet.arguments().append(offset))));
    }

    /** Whether clients that have missed it are sent it again. */
    boolean isKept() {
        return !target.flags().isVolatile();
    }

    /** Whether it is sent again to a client that has missed it, and was in those rooms. */
    boolean isMissedIn(Set<String> joined) {
        return isKept()
                && (target.rooms().isEmpty() || !Collections.disjoint(target.rooms(), joined))
                && Collections.disjoint(target.except(), joined);
    }
}
