package io.pocketio;

import io.pocketio.engine.EngineSession;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Counts what of one connection is in the hands of handlers: queued, running, or returned with a result that is pending. Above
 * the limit reading from the client pauses; it goes on below half of it. Any thread may call.
 */
final class HandlerLoad {

    private static final AtomicIntegerFieldUpdater<HandlerLoad> COUNT =
            AtomicIntegerFieldUpdater.newUpdater(HandlerLoad.class, "count");

    private final EngineSession session;
    private final int limit;

    private volatile int count;

    /** Somebody waits for the count to fall to zero. */
    private volatile Sinks.@Nullable Empty<Void> idle;

    /** Written in the session's lane, read by any thread. */
    private volatile boolean paused;

    HandlerLoad(EngineSession session, int limit) {
        this.session = session;
        this.limit = limit;
    }

    void enter() {
        if (COUNT.incrementAndGet(this) > limit && !paused) {
            session.lane().execute(this::adjust);
        }
    }

    void exit() {
        int left = COUNT.decrementAndGet(this);
        if (isLow(left) && paused) {
            session.lane().execute(this::adjust);
        }
        if (left == 0) {
            tellIdle();
        }
    }

    /** Completes when no handler is at work any more. For a connection that has ended. */
    Mono<Void> idle() {
        Sinks.Empty<Void> sink = Sinks.empty();
        idle = sink;
        if (count == 0) {
            tellIdle();
        }
        return sink.asMono();
    }

    private void tellIdle() {
        Sinks.Empty<Void> sink = idle;
        if (sink != null) {
            sink.tryEmitEmpty();
        }
    }

    private void adjust() {
        if (!paused && count > limit) {
            paused = true;
            session.setReading(false);
        }
        // not "else": who left before "paused" was set has not asked to go on
        if (paused && isLow(count)) {
            paused = false;
            session.setReading(true);
        }
    }

    private boolean isLow(int current) {
        return current < Math.max(1, limit / 2);
    }
}
