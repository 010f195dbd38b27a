package io.pocketio;

import reactor.core.publisher.Mono;

/**
 * Decides whether a socket may connect to a namespace: Node's {@code io.use}.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ConnectMiddleware {

    /**
     * Called in the socket's lane, for a socket that is not connected yet; {@code emit} on it reaches the client before it is
     * told that it is connected.
     *
     * @return completes to let the socket pass. An error of {@link ConnectRejectedException} is told to the client with message
     *     and data; any other is logged and told as "Connection rejected"
     */
    Mono<Void> apply(SocketIoSocket socket);
}
