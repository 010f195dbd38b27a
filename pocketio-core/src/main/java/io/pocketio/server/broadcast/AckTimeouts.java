package io.pocketio.server.broadcast;

import io.pocketio.lane.Durations;
import java.time.Duration;

/** Times to wait for answers, as an application names them. */
public final class AckTimeouts {

    private AckTimeouts() {}

    /**
     * The time, as far as a clock goes.
     *
     * @throws IllegalArgumentException when it is not positive
     */
    public static Duration checked(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be positive, not " + timeout);
        }
        return Durations.clamped(timeout);
    }
}
