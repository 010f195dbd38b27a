package io.pocketio;

import io.pocketio.protocol.Arguments;
import reactor.core.publisher.Mono;

/**
 * Decides whether an event of a socket is handled: Node's {@code socket.use}.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface EventMiddleware {

    /**
     * Called in the socket's lane, in the order of events: the next event waits until this one has passed. Must not block. To
     * drop the event, throw or return an error, an {@link EventRejectedException} where it is on purpose: the socket's error
     * listeners are told ({@link SocketIoSocket#onError}), the client is not, and stays connected. Without an error listener the
     * error is logged: one on purpose at DEBUG, any other as ERROR.
     *
     * @return completes to let the event pass
     */
    Mono<Void> apply(SocketIoSocket socket, String event, Arguments arguments);
}
