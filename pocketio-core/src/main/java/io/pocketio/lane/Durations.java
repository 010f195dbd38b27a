package io.pocketio.lane;

import java.time.Duration;

/** Durations of any length, such as {@code ChronoUnit.FOREVER} has, as numbers that can be added to the time. Stateless. */
public final class Durations {

    /** 27 years: more than anybody waits, and a number of nanoseconds that can be added to another one. */
    public static final Duration LONGEST = Duration.ofDays(10_000);

    private Durations() {}

    /** The duration, if it is not longer than {@link #LONGEST}. */
    public static Duration clamped(Duration duration) {
        return shorter(duration, LONGEST);
    }

    public static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Not less than zero, and no more than {@link #LONGEST} has. */
    public static long millis(Duration duration) {
        return duration.isNegative() ? 0 : clamped(duration).toMillis();
    }

    /** Not less than zero, and no more than {@link #LONGEST} has. */
    public static long nanos(Duration duration) {
        return duration.isNegative() ? 0 : clamped(duration).toNanos();
    }
}
