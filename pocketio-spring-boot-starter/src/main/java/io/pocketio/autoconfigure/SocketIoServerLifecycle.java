package io.pocketio.autoconfigure;

import io.pocketio.SocketIoServer;
import reactor.core.publisher.Mono;

/** Opens and closes a server with the application. Thread-safe. */
final class SocketIoServerLifecycle extends ClientsLifecycle {

    private final SocketIoServer server;

    SocketIoServerLifecycle(SocketIoServer server) {
        this.server = server;
    }

    @Override
    void open() {
        server.open();
    }

    @Override
    Mono<Void> close() {
        return server.close();
    }
}
