package io.pocketio.adapter;

import io.pocketio.json.JsonCodec;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.Packet;
import java.util.Collection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

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

    /** Writes what the application sends, and reads what comes into the types that it asks for. */
    JsonCodec json();

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
     * As {@link #deliver}, and asks for acknowledgements: gives the packet an id that is free on this node and encodes it. The
     * collector is told of the recipients, then of what they answer, and of those that go.
     *
     * @param packet without an id
     * @param recipients read before the method returns
     * @return gives up: what is answered later is ignored
     */
    Disposable deliverWithAck(
            Packet packet, Iterable<? extends LocalSocket> recipients, BroadcastFlags flags, AckCollector collector);

    SocketDescriptor describe(LocalSocket socket);

    /** Makes a socket leave the namespace. */
    void disconnect(LocalSocket socket, boolean close);

    /**
     * An event that another node has sent.
     *
     * @param reply called with this node's answer, at most once, now or later; {@code null} when none is wanted
     */
    void serverSideEvent(String event, Arguments arguments, @Nullable Consumer<Arguments> reply);

    /**
     * The same sockets, for an adapter that has a {@link Recovery}.
     *
     * @throws IllegalStateException when the server does without
     */
    default RecoverableSockets recoverable() {
        throw new IllegalStateException("Connection state recovery is off");
    }
}
