package io.pocketio.engine;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What waits for slow clients, of all sessions of a server together. Up to half of the limit a session may have as much as its own
 * bound allows; from there on no more than an equal share of that half; and at the limit nobody gets more. So those that hold most
 * go first, and who holds little stays. Thread-safe.
 */
final class OutboundBudget {

    /** That each session may have without its being counted: most never have more. */
    static final int FREE_BYTES = 16 * 1024;

    private final long limit;
    private final AtomicLong held = new AtomicLong();
    private final AtomicInteger holders = new AtomicInteger();

    /** Of sessions that are to end: still in memory, but no reason to end others that have their share. */
    private final AtomicLong leaving = new AtomicLong();

    OutboundBudget(long limit) {
        this.limit = limit;
    }

    /** For one more session that is behind. */
    Share share() {
        return new Share(this);
    }

    /** In memory now, of sessions that are behind. */
    long bytes() {
        return held.get() + leaving.get() + (long) FREE_BYTES * holders.get();
    }

    /** That are behind. */
    int sessions() {
        return holders.get();
    }

    /**
     * A session has {@code now} instead of {@code before}, either of which may be zero.
     *
     * @return whether it may
     */
    private boolean change(long before, long now) {
        long total = held.addAndGet(now - before);
        if (now <= before || total <= limit / 2) {
            return true;
        }
        // a client is not too slow because one large message does not leave at once
        boolean isFair = before == 0 || now <= limit / 2 / Math.max(1, holders.get());
        return isFair && total + leaving.get() <= limit;
    }

    /** What one session holds of it. Confined to the session's lane. */
    static final class Share {

        private final OutboundBudget budget;
        private long bytes;
        private boolean leaving;

        private Share(OutboundBudget budget) {
            this.budget = budget;
            budget.holders.incrementAndGet();
        }

        /**
         * So much waits now.
         *
         * @return whether it may
         */
        boolean update(long pending) {
            long before = bytes;
            long now = Math.max(0, pending - FREE_BYTES);
            if (leaving || now == before) {
                return true;
            }
            bytes = now;
            return budget.change(before, now);
        }

        /** The session is to end, and what it holds to be freed with it. */
        void leave() {
            leaving = true;
            budget.leaving.addAndGet(bytes);
            budget.held.addAndGet(-bytes);
            budget.holders.decrementAndGet();
        }

        /** Nothing waits any more. */
        void release() {
            if (leaving) {
                budget.leaving.addAndGet(-bytes);
            } else {
                budget.held.addAndGet(-bytes);
                budget.holders.decrementAndGet();
            }
        }
    }
}
