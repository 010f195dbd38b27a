package io.pocketio.autoconfigure;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;

/**
 * Ends clients when a context stops, before the web server's grace period, which open polls would use up; and takes clients again when it
 * starts again. Thread-safe.
 */
abstract class ClientsLifecycle implements SmartLifecycle {

    private static final Logger logger = LoggerFactory.getLogger(ClientsLifecycle.class);

    private volatile boolean running;

    /** Clients may come. */
    abstract void open();

    /** No more may come from here on. Completes when those that are there have been ended. */
    abstract Mono<Void> close();

    @Override
    public final void start() {
        open();
        running = true;
    }

    /** The context waits for the callback, though not for ever (see {@code spring.lifecycle.timeout-per-shutdown-phase}). */
    @Override
    public final void stop(Runnable callback) {
        running = false;
        close().doFinally(signal -> callback.run())
                .subscribe(closed -> {}, failure -> logger.warn("Clients could not be disconnected", failure));
    }

    @Override
    public final void stop() {
        stop(() -> {});
    }

    @Override
    public final boolean isRunning() {
        return running;
    }

    /** The highest phase stops first; the web server's graceful shutdown is 1024 below. */
    @Override
    public final int getPhase() {
        return DEFAULT_PHASE;
    }

    /** The web server is none of those that a pause of the context stops, as between tests: its clients are to stay, too. */
    @Override
    public final boolean isPauseable() {
        return false;
    }
}
