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
     * <p>To refuse, throw or return an error: a {@link ConnectRejectedException} is told to the client with message and data, any
     * other error is told as "Connection rejected" and logged, unless it is the client's fault (a
     * {@link io.pocketio.json.CodecException}, as {@link Handshake#auth(Class)} throws it). A refused socket has never been
     * connected, so disconnect handlers are not called for it; the {@code Mono} is cancelled when the client goes meanwhile.
     *
     * @return completes to let the socket pass
     */
    Mono<Void> apply(SocketIoSocket socket);
}
