package io.pocketio.lane;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * What runs things later that belong to no session, and what time it is for them. Immutable.
 *
 * @param clock milliseconds since 1970
 */
public record TimeSource(Scheduler timer, LongSupplier clock) {

    /** @param own also the clock; {@code null} for Reactor's parallel scheduler and the clock of the machine */
    public static TimeSource of(@Nullable Scheduler own) {
        return own == null
                ? new TimeSource(Schedulers.parallel(), System::currentTimeMillis)
                : new TimeSource(own, () -> own.now(TimeUnit.MILLISECONDS));
    }

    /** Milliseconds since 1970. */
    public long now() {
        return clock.getAsLong();
    }
}
