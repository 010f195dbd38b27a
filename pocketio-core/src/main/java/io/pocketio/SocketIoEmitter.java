package io.pocketio;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * Sends to the clients of a cluster from a process that has none itself, such as a batch or a servlet application: events, and what is done
 * with sockets. It begins with the main namespace. It hears nothing, so what waits for an answer is unsupported, and so is what is only for
 * this process. Immutable, as all broadcasts. Thread-safe.
 *
 * @since 0.1
 */
public interface SocketIoEmitter extends Broadcast {

    /** The same for another namespace; a slash that is missing at its beginning is added. */
    @Override
    SocketIoEmitter of(String namespace);

    /**
     * Sends an event to this namespace on all nodes of the cluster: to the servers, not to clients.
     *
     * @throws IllegalArgumentException when the name is {@code connect}, {@code connection} or {@code new_namespace}, the array is
     *     {@code null}, or an argument cannot be written as JSON
     */
    void serverSideEmit(String event, @Nullable Object... arguments);

    /** @throws UnsupportedOperationException always: there are no sockets here */
    @Override
    Broadcast local();

    /** @throws UnsupportedOperationException always: there is nothing to wait for */
    @Override
    Broadcast timeout(Duration timeout);

    /** @throws UnsupportedOperationException always: what clients answer does not come here */
    @Override
    Flux<BroadcastReply> emitWithAck(String event, @Nullable Object... arguments);

    /** @throws UnsupportedOperationException always: what nodes answer does not come here */
    @Override
    Flux<RemoteSocket> fetchSockets();
}
