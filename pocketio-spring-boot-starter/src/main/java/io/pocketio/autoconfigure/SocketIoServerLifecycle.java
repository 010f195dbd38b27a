package io.pocketio.autoconfigure;

import io.pocketio.SocketIoServer;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** Opens and closes a server with the application. Thread-safe. */
final class SocketIoServerLifecycle extends ClientsLifecycle {

    private final SocketIoServer server;
    private final Duration drain;

    /** @param drain in which clients are disconnected when the application ends */
    SocketIoServerLifecycle(SocketIoServer server, Duration drain) {
        this.server = server;
        this.drain = drain;
    }

    @Override
    void open() {
        server.open();
    }

    @Override
    Mono<Void> close() {
        return server.close(drain);
    }
}
