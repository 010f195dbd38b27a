package io.pocketio.adapter;

import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.Packet;
import java.util.Collection;

/**
 * The sockets of one namespace on this node, as the adapter needs them. Implemented by the server. Thread-safe.
 *
 * @since 0.1
 */
public interface LocalSockets {

    /** All connected sockets; a live view. */
    Collection<? extends LocalSocket> all();

    EncodedPacket encode(Packet packet);

    /**
     * Sends an encoded packet to each of the sockets. Sockets of one event loop are served in one task.
     *
     * @param recipients read before the method returns
     * @param isVolatile whether a socket whose transport is not writable is left out
     */
    void deliver(EncodedPacket packet, Iterable<? extends LocalSocket> recipients, boolean isVolatile);
}
