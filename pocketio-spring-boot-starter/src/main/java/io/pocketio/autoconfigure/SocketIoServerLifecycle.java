package io.pocketio.autoconfigure;

import io.pocketio.SocketIoServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Closes the server when the application stops, before the web server's grace period, which open polls would use up; and opens
 * it again when the application starts again. Thread-safe.
 */
final class SocketIoServerLifecycle implements SmartLifecycle {

    private static final Logger logger = LoggerFactory.getLogger(SocketIoServerLifecycle.class);

    private final SocketIoServer server;

    private volatile boolean running;

    SocketIoServerLifecycle(SocketIoServer server) {
        this.server = server;
    }

    @Override
    public void start() {
        server.open();
        running = true;
    }

    /** The context waits for the callback, though not for ever (see {@code spring.lifecycle.timeout-per-shutdown-phase}). */
    @Override
    public void stop(Runnable callback) {
        running = false;
        server.close()
                .doFinally(signal -> callback.run())
                .subscribe(closed -> {}, failure -> logger.warn("Closing the Socket.IO server has failed", failure));
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** The highest phase stops first; the web server's graceful shutdown is 1024 below. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }

    /** The web server is none of those that a pause of the context stops, as between tests: its clients are to stay, too. */
    @Override
    public boolean isPauseable() {
        return false;
    }
}
