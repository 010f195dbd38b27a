package io.pocketio.server.broadcast;

import java.time.Duration;

/** Times to wait for answers, as an application names them. */
public final class AckTimeouts {

    /** More milliseconds than anybody waits, and few enough to be added to others. */
    private static final Duration LONGEST = Duration.ofDays(10_000);

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
        return timeout.compareTo(LONGEST) < 0 ? timeout : LONGEST;
    }
}
