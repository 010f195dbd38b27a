package io.pocketio.server.socket;

import io.pocketio.adapter.Adapter;
import io.pocketio.adapter.BroadcastFlags;
import io.pocketio.adapter.LocalSocket;
import io.pocketio.adapter.RecoverableSockets;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.Packet;
import org.jspecify.annotations.Nullable;

/** How what is sent reaches the sockets of one namespace. Thread-safe. */
public interface Delivery {

    /**
     * The adapter of the namespace, before anything is sent.
     *
     * @throws IllegalStateException when it cannot do what this delivery needs
     */
    void use(Adapter adapter);

    /** The way of what one socket sends. */
    Outgoing outgoing(OutgoingHost host);

    /** Sends a packet to each of the sockets, see {@link io.pocketio.adapter.LocalSockets#deliver}. */
    void deliver(
            Packet packet, EncodedPacket encoded, Iterable<? extends LocalSocket> recipients, BroadcastFlags flags);

    /** The sockets as an adapter sees them that lets clients come back; {@code null} when they cannot. */
    @Nullable
    RecoverableSockets recoverable();
}
