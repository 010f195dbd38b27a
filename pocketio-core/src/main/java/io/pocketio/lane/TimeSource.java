package io.pocketio.lane;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * What runs things later that belong to no session, and what time it is for them. Immutable.
 *
 * @param own also the clock; {@code null} for Reactor's parallel scheduler, as it is at each call, and the clock of the machine
 */
public record TimeSource(@Nullable Scheduler own) {

    public Scheduler timer() {
        return own == null ? Schedulers.parallel() : own;
    }

    /** Milliseconds since 1970. */
    public long now() {
        return own == null ? System.currentTimeMillis() : own.now(TimeUnit.MILLISECONDS);
    }
}
