package io.pocketio;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Handles the end of each socket of a namespace.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface DisconnectHandler {

    /** See {@link EventHandler#handle}. */
    Mono<Void> handle(SocketIoSocket socket, DisconnectReason reason);

    /** See {@link EventHandler#executor()}. */
    default @Nullable Executor executor() {
        return null;
    }
}
