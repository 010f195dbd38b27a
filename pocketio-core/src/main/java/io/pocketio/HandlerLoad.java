package io.pocketio;

import io.pocketio.engine.EngineSession;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

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
        if (isLow(COUNT.decrementAndGet(this)) && paused) {
            session.lane().execute(this::adjust);
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
