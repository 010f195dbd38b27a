package io.pocketio.engine.budget;

import io.pocketio.engine.EngineOptions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;

/**
 * What waits for slow clients, of all sessions of a server together. Up to half of the limit a session may have as much as its own
 * bound allows. From there on those that hold more than an equal share of that half go one after the other, whoever asks for more:
 * the longest stuck first, so that a client that is behind for a moment outlasts those that hoard. From five eighths on who asks
 * for more than that share goes himself, and at the limit nobody gets more. Those who hold little have a limit
 * of their own. Thread-safe.
 */
public final class OutboundBudget {

    private final long limitOfOne;
    private final long limit;
    private final AtomicLong held = new AtomicLong();
    private final AtomicInteger holders = new AtomicInteger();

    /** Of sessions that are to end: still in memory, but no reason to end others that have their share. */
    private final AtomicLong leaving = new AtomicLong();

    private final Littles littles;
    private final Evictions evictions;
    private final Set<Share> shares = ConcurrentHashMap.newKeySet();

    /** Counts whatever tells that a client is not stuck. */
    private final AtomicLong progress = new AtomicLong();

    /**
     * @param limitOfOne bytes that may wait for one session
     * @param limit bytes that may wait for all that are behind
     * @param scheduler of the pauses between those that are ended
     */
    public OutboundBudget(long limitOfOne, long limit, Scheduler scheduler) {
        this.limitOfOne = limitOfOne;
        this.limit = limit;
        this.littles = new Littles(limit);
        this.evictions = new Evictions(scheduler);
    }

    long limitOfOne() {
        return limitOfOne;
    }

    /** What waits for polls, of sessions that are not behind. */
    Littles littles() {
        return littles;
    }

    /** For one more session that is behind. */
    Share share(Evictable session) {
        Share share = new Share(this, session);
        shares.add(share);
        return share;
    }

    /** Ends a session, at once or when its turn has come. In its lane, once for each. */
    void evict(Evictable session) {
        evictions.add(session);
    }

    /** In memory now, of sessions that are behind. */
    public long bytes() {
        // in this order: who is about to leave is not to be counted twice
        return leaving.get() + held.get() + (long) EngineOptions.UNCOUNTED_BYTES * holders.get();
    }

    /** That are behind. */
    public int sessions() {
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
        evictions.search(this::longestStuck);
        // a client is not too slow because one large message does not leave at once
        boolean isFair = before == 0 || total <= limit / 8 * 5 || now <= equalShare();
        return isFair && total + leaving.get() <= limit;
    }

    private long equalShare() {
        return limit / 2 / Math.max(1, holders.get());
    }

    /** Of those that hold more than an equal share the one that has taken nothing for the longest. */
    private @Nullable Evictable longestStuck() {
        long most = equalShare();
        Share longest = null;
        for (Share share : shares) {
            if (share.bytes > most
                    && !share.leaving
                    && (longest == null || share.lastProgress < longest.lastProgress)) {
                longest = share;
            }
        }
        return longest == null ? null : longest.session;
    }

    /** What one session holds of it. Confined to the session's lane; others only look at it. */
    static final class Share {

        private final OutboundBudget budget;
        private final Evictable session;
        private volatile long bytes;
        private volatile boolean leaving;
        private volatile long lastProgress;

        private Share(OutboundBudget budget, Evictable session) {
            this.budget = budget;
            this.session = session;
            this.lastProgress = budget.progress.incrementAndGet();
            budget.holders.incrementAndGet();
        }

        /**
         * So much waits now.
         *
         * @return whether it may
         */
        boolean update(long pending) {
            long before = bytes;
            long now = Math.max(0, pending - EngineOptions.UNCOUNTED_BYTES);
            if (leaving || now == before) {
                return true;
            }
            bytes = now;
            if (now < before) {
                lastProgress = budget.progress.incrementAndGet();
            }
            return budget.change(before, now);
        }

        /** The session is to end, and what it holds to be freed with it. */
        void leave() {
            if (leaving) {
                return;
            }
            leaving = true;
            budget.leaving.addAndGet(bytes);
            budget.held.addAndGet(-bytes);
            budget.holders.decrementAndGet();
        }

        /** Nothing waits any more. */
        void release() {
            budget.shares.remove(this);
            if (leaving) {
                budget.leaving.addAndGet(-bytes);
            } else {
                budget.held.addAndGet(-bytes);
                budget.holders.decrementAndGet();
            }
        }
    }
}
