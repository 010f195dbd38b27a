package io.pocketio;

import io.pocketio.protocol.Arguments;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Is called for every event of all sockets of a namespace: Node's {@code socket.onAny}, once for all of them.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface AnyEventHandler {

    /** As {@link EventHandler#handle}. The acknowledgement is that of the event, and its handler may answer too: the first answer counts. */
    Mono<Void> handle(SocketIoSocket socket, String event, Arguments arguments, Ack ack);

    /** See {@link EventHandler#executor()}. */
    default @Nullable Executor executor() {
        return null;
    }
}
