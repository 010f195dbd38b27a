package io.pocketio;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Handles the connection of each socket of a namespace, before any of its events. A socket whose
 * handler fails is disconnected, once all of its connect handlers have been called.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ConnectHandler {

    /** See {@link EventHandler#handle}. */
    Mono<Void> handle(SocketIoSocket socket);

    /** See {@link EventHandler#executor()}. */
    default @Nullable Executor executor() {
        return null;
    }
}
