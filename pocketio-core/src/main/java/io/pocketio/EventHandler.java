package io.pocketio;

import io.pocketio.protocol.Arguments;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Handles one event of all sockets of a namespace.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface EventHandler {

    /**
     * Called in the socket's lane, unless {@link #executor()} says otherwise. A {@link io.pocketio.json.CodecException} is taken
     * for the client's fault, any other error for the handler's; the client is told of neither.
     *
     * @return completes when the event is handled; subscribed to with the context of the handshake request. What is handled
     *     already returns {@link Mono#empty()}
     */
    Mono<Void> handle(SocketIoSocket socket, Arguments arguments, Ack ack);

    /** Where the handler runs when it blocks: the socket's next handler waits for it. {@code null} for the lane. */
    default @Nullable Executor executor() {
        return null;
    }
}
