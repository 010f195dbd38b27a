package io.pocketio.lane;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Lets one through, and then none for a minute: clients must not be able to fill the log. Thread-safe. */
public final class OnceAMinute {

    private static final long QUIET_MILLIS = TimeUnit.MINUTES.toMillis(1);

    /** Milliseconds; never goes back. */
    private final LongSupplier clock;

    private final AtomicLong quietUntil;

    public OnceAMinute(LongSupplier clock) {
        this.clock = clock;
        this.quietUntil = new AtomicLong(clock.getAsLong());
    }

    /** Whether it is time again. */
    public boolean isDue() {
        long now = clock.getAsLong();
        long until = quietUntil.get();
        return now >= until && quietUntil.compareAndSet(until, now + QUIET_MILLIS);
    }
}
