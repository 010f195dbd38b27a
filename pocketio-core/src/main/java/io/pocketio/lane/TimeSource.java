package io.pocketio.lane;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * What runs things later that belong to no session, and what time it is for them. Immutable.
 *
 * @param own also the clock; {@code null} for schedulers of this class's choice, and clocks of the machine
 */
public record TimeSource(@Nullable Scheduler own) {

    /**
     * Says when it is time. Whatever takes some is handed on: to a lane by {@link Lane#post}, or to the {@link #workers()}. Its clock
     * follows no change of the machine's, unless it is the application's and does.
     */
    public Scheduler timer() {
        return own == null ? TimerThread.SCHEDULER : own;
    }

    /** Does what takes some time, or is the application's and may block. */
    public Scheduler workers() {
        return own == null ? Workers.SCHEDULER : own;
    }

    /** Milliseconds since some moment; for how long something takes. */
    public long millis() {
        return timer().now(TimeUnit.MILLISECONDS);
    }

    /** The same in nanoseconds. */
    public long nanos() {
        return timer().now(TimeUnit.NANOSECONDS);
    }

    /** Milliseconds since 1970; for what is shown, not for how long something takes. */
    public long epochMillis() {
        return own == null ? System.currentTimeMillis() : own.now(TimeUnit.MILLISECONDS);
    }

    /** No application runs anything on it. Made when the first server wants it. */
    private static final class TimerThread {

        static final Scheduler SCHEDULER = new MonotonicTimer(Schedulers.newSingle("pocketio-timer", true));
    }
}
