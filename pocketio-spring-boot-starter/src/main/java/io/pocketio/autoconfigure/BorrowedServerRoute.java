package io.pocketio.autoconfigure;

import io.pocketio.SocketIoServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * The route of a context whose server belongs to a parent. When the context stops, the clients that have come through it are to leave
 * before its web server's grace period, as those of {@link SocketIoServerLifecycle}, and the others are to stay. Thread-safe.
 */
final class BorrowedServerRoute implements SmartLifecycle {

    private static final Logger logger = LoggerFactory.getLogger(BorrowedServerRoute.class);

    private final SocketIoServer server;

    private volatile boolean running;

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
    public void start() {
        stopped = false;
        running = true;
    }

    @Override
    public void stop(Runnable callback) {
        stopped = true;
        running = false;
        server.close(session -> session.request().context().getOrDefault(BorrowedServerRoute.class, null) == this)
                .doFinally(signal -> callback.run())
                .subscribe(closed -> {}, failure -> logger.warn("Clients could not be disconnected", failure));
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }

    @Override
    public boolean isPauseable() {
        return false;
    }
}
