package io.pocketio.autoconfigure;

import io.pocketio.SocketIoServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Closes the server when the application stops: before the web server's grace period, which open polls would use up. Thread-safe.
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

    /** A pause of the context, as between tests, would close the server for good. */
    @Override
    public boolean isPauseable() {
        return false;
    }
}
