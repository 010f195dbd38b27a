package io.pocketio.adapter;

import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.Packet;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * The sockets of one namespace on this node, as the adapter needs them. Implemented by the server. Thread-safe.
 *
 * @since 0.1
 */
public interface LocalSockets {

    /** All connected sockets; a live view. */
    Collection<? extends LocalSocket> all();

    /** The connected socket of that id. */
    @Nullable
    LocalSocket find(String id);

    EncodedPacket encode(Packet packet);

    /**
     * Sends a packet to each of the sockets. Sockets of one event loop are served in one task.
     *
     * @param packet what is sent, for those who want to see it
     * @param encoded the same as it travels
     * @param recipients read before the method returns
     */
    void deliver(
            Packet packet, EncodedPacket encoded, Iterable<? extends LocalSocket> recipients, BroadcastFlags flags);

    /**
     * As {@link #deliver}, for a packet whose id asks for acknowledgements: {@link AckCollector#expect} is told how many recipients
     * there are, before any of them can answer; then what they answer.
     *
     * @return gives up: answers that come later are ignored
     */
    Disposable deliverWithAck(
            Packet packet,
            EncodedPacket encoded,
            Iterable<? extends LocalSocket> recipients,
            BroadcastFlags flags,
            AckCollector collector);

    SocketDescriptor describe(LocalSocket socket);

    /** Makes a socket leave the namespace. */
    void disconnect(LocalSocket socket, boolean close);

    /** An event that another node has sent. Completes with this node's answer, empty when it gives none. */
    Mono<Arguments> serverSideEvent(String event, Arguments arguments);
}
