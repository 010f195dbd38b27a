package io.pocketio.autoconfigure;

import io.pocketio.SocketIoServer;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * The route of a context whose server belongs to a parent. When the context stops, the clients that have come through it are to leave
 * before its web server's grace period, as those of {@link SocketIoServerLifecycle}, and the others are to stay. Thread-safe.
 */
final class BorrowedServerRoute extends ClientsLifecycle {

    private final SocketIoServer server;

    /** Not merely not running: the web server may start first. */
    private volatile boolean stopped;

    BorrowedServerRoute(SocketIoServer server) {
        this.server = server;
    }

    boolean isTo(SocketIoServer other) {
        return server == other;
    }

    /** Marks the requests that pass, until this stops; refuses them then. */
    HandlerFunction<ServerResponse> of(HandlerFunction<ServerResponse> handler) {
        return request -> stopped
                ? ServerResponse.status(HttpStatus.SERVICE_UNAVAILABLE).build()
                : handler.handle(request).contextWrite(context -> context.put(BorrowedServerRoute.class, this));
    }

    @Override
    void open() {
        stopped = false;
    }

    @Override
    Mono<Void> close() {
        stopped = true;
        return server.close(
                session -> session.request().context().getOrDefault(BorrowedServerRoute.class, null) == this);
    }
}
