package io.pocketio.engine.budget;

import io.pocketio.engine.EngineOptions;

/**
 * What those hold of whom each holds little, which the budget of those who hold much leaves aside: there may be so many of them that it
 * is much. Counts in steps. The limit is half of that budget, or what sixteen may hold. From three quarters of it on nobody gets more than
 * an equal share of half of it of what grows whether or not reading pauses; at the limit nobody gets more of anything. Thread-safe.
 */
final class Littles {

    /** So little is counted nowhere. */
    static final int STEP = EngineOptions.LITTLE_BYTES;

    /** So that a few may hold what little is, however small the budget. */
    private static final long LEAST = 16L * EngineOptions.UNCOUNTED_BYTES;

    private final long limit;
    private final Holdings holdings;

    /** @param budget bytes that those may hold who hold much */
    Littles(long budget) {
        this.limit = Math.max(LEAST, budget / 2);
        this.holdings = new Holdings(limit);
    }

    /** In whole steps. */
    static int counted(long bytes) {
        return (int) Math.min(bytes, EngineOptions.UNCOUNTED_BYTES) / STEP * STEP;
    }

    /**
     * Somebody holds {@code now} instead of {@code before}, either of which may be zero, but not both.
     *
     * @param growing what of it grows whether or not reading pauses; 0 for anything else
     * @return whether he may
     */
    boolean change(int before, int now, long growing) {
        long total = holdings.change(before, now);
        return now <= before || total <= limit / 4 * 3 || total <= limit && growing <= holdings.equalShare();
    }

    boolean isMoreThanShare(int counted) {
        return holdings.isMoreThanShare(counted);
    }
}
