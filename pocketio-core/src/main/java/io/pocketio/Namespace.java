package io.pocketio;

import io.pocketio.protocol.Arguments;
import java.util.Collection;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A channel of its own over the shared connections, with its sockets, handlers and rooms. As a {@link Broadcast} it reaches all
 * of its sockets. Thread-safe.
 *
 * @since 0.1
 */
public interface Namespace extends NamespaceHandlers, Broadcast {

    /** Starts with a slash. */
    String name();

    /** The variables of the path template that this namespace came from; empty when it came from none. */
    Map<String, String> variables();

    /** The connected sockets of this node; a live view. */
    Collection<SocketIoSocket> sockets();

    /** Membership of this namespace's rooms. */
    Rooms rooms();

    /**
     * Sends an event to this namespace on all other nodes of the cluster: to the servers, not to clients.
     *
     * @throws IllegalArgumentException when the name is {@code connect}, {@code connection} or {@code new_namespace}
     */
    void serverSideEmit(String event, @Nullable Object... arguments);

    /**
     * As {@link #serverSideEmit}, and gives the other nodes' answers as they come. Sent on subscription. Completes with the last
     * answer; at once when there is no other node. Fails with a {@link MissingAnswersException} behind the answers that came,
     * after the server's {@code ackTimeout}.
     */
    Flux<Arguments> serverSideEmitWithAck(String event, @Nullable Object... arguments);

    /** How many nodes the cluster has for this namespace, this one among them; 1 without a cluster. Asked for on subscription. */
    Mono<Integer> serverCount();

    /** Called for each event that another node has sent by {@link #serverSideEmit}. Must not block. Disposing removes the listener. */
    Disposable onServerSideEvent(String event, BiConsumer<Arguments, Ack> listener);
}
