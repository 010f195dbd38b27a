package io.pocketio.engine.budget;

import io.pocketio.engine.EngineOptions;
import io.pocketio.log.OncePerMinute;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;

/**
 * What waits for slow clients, of all sessions of a server together. Up to half of the limit a session may have as much as its own
 * bound allows. From there on those that hold more than an equal share of that half go one after the other, whoever asks for more:
 * the longest stuck first, so that a client that is behind for a moment outlasts those that hoard. From five eighths on who asks
 * for more than that share goes himself, and at the limit nobody gets more. Those who hold little have a limit
 * of their own. A session's share is what waits for it; what waits for many at once is in memory once, and counts once against the limits.
 * Thread-safe.
 */
public final class OutboundBudget {

    private static final Logger logger = LoggerFactory.getLogger(OutboundBudget.class);

    private final long limitOfOne;
    private final long limit;
    private final Holdings holdings;

    /** Of sessions that are to end: still in memory, but no reason to end others that have their share. */
    private final AtomicLong leaving = new AtomicLong();

    /** What of these, and of those that are leaving, others may have, too. */
    private final Repeated repeated;

    private final Repeated repeatedLittles;
    private final Littles littles;

    /** What each of those that are behind has beside its share. */
    private final AtomicLong aside = new AtomicLong();

    private final Evictions evictions;
    private final Set<Share> shares = ConcurrentHashMap.newKeySet();
    private final OncePerMinute warning;

    /** Counts whatever tells that a client is not stuck. */
    private final AtomicLong progress = new AtomicLong();

    /**
     * @param limitOfOne bytes that may wait for one session
     * @param limit bytes that may wait for all that are behind
     * @param inMemory bytes that wait for polls, of all sessions: what waits for many counted once
     * @param scheduler of the pauses between those that are ended
     * @param nanoTime as {@link System#nanoTime}
     */
    public OutboundBudget(
            long limitOfOne, long limit, LongSupplier inMemory, Scheduler scheduler, LongSupplier nanoTime) {
        this.limitOfOne = limitOfOne;
        this.limit = limit;
        this.holdings = new Holdings(limit);
        this.repeated = new Repeated(inMemory);
        this.repeatedLittles = new Repeated(inMemory);
        this.littles = new Littles(limit, () -> repeatedLittles.bytes(0));
        this.evictions = new Evictions(scheduler);
        this.warning = new OncePerMinute(nanoTime);
    }

    long limitOfOne() {
        return limitOfOne;
    }

    /**
     * Of a session's packets that wait for polls {@code now} counts among what little waits instead of {@code before}.
     *
     * @param isShared whether others may have them, too
     * @return whether it may
     */
    boolean changeLittle(int before, int now, boolean isShared) {
        if (isShared) {
            repeatedLittles.add(now - before);
        }
        return littles.change(before, now, 0) || refused();
    }

    /**
     * For one more session that is behind.
     *
     * @param isShared whether what waits for it are packets that others may have, too, and a little of it counts on its own
     */
    Share share(Evictable session, boolean isShared) {
        Share share = new Share(this, session, isShared);
        shares.add(share);
        return share;
    }

    /** Ends a session, at once or when its turn has come. In its lane, once for each. */
    void evict(Evictable session) {
        evictions.add(session);
    }

    /** In memory now, of sessions that are behind, or have no poll there. Read in an order in which who is about to leave counts once. */
    public long bytes() {
        long all = leaving.get() + holdings.bytes() + aside.get() + littles.counted();
        return Math.max(0, all - repeated.bytes(repeatedLittles.counted.get()));
    }

    /** Of what counts in shares. Read in that order, too. */
    private long inMemory() {
        return Math.max(0, leaving.get() + holdings.bytes() - repeated.bytes(0));
    }

    /** That are behind. */
    public int sessions() {
        return holdings.holders();
    }

    /**
     * A session has {@code now} instead of {@code before}, either of which may be zero.
     *
     * @return whether it may
     */
    private boolean change(long before, long now) {
        long counted = holdings.add(now - before);
        if (now <= before || counted <= limit / 2) {
            return true;
        }
        long all = inMemory();
        long total = Math.min(counted, all);
        if (total <= limit / 2) {
            return true;
        }
        evictions.search(this::longestStuck);
        // a client is not too slow because one large message does not leave at once
        boolean isFair = before == 0 || total <= limit / 8 * 5 || now <= holdings.equalShare();
        return isFair && all <= limit || refused();
    }

    private boolean refused() {
        warn();
        return false;
    }

    private void warn() {
        if (warning.test()) {
            logger.warn(
                    "Clients are disconnected that do not read, or poll, as fast as they are sent to: more waits for all"
                            + " clients than max-total-outbound-buffer allows. More of it is not logged for a minute");
        }
    }

    /** Of those that hold more than an equal share the one that has taken nothing for the longest. */
    private @Nullable Evictable longestStuck() {
        long most = holdings.equalShare();
        Share longest = null;
        for (Share share : shares) {
            if (share.bytes > most
                    && !share.leaving
                    && (longest == null || share.lastProgress < longest.lastProgress)) {
                longest = share;
            }
        }
        if (longest == null) {
            return null;
        }
        warn();
        return longest.session;
    }

    /** Bytes that count for each of those who have them, as far as they are in memory once. Thread-safe. */
    private static final class Repeated {

        private final AtomicLong counted = new AtomicLong();
        private final LongSupplier inMemory;

        Repeated(LongSupplier inMemory) {
            this.inMemory = inMemory;
        }

        void add(long bytes) {
            counted.addAndGet(bytes);
        }

        /** So many of what counts are not in memory, and of so many more that count elsewhere. */
        long bytes(long more) {
            return Math.max(0, counted.get() + more - inMemory.getAsLong());
        }
    }

    /** What one session holds of it. Confined to the session's lane; others only look at it. */
    static final class Share {

        private final OutboundBudget budget;
        private final Evictable session;
        private final boolean isShared;
        private volatile long bytes;
        private volatile boolean leaving;
        private volatile long lastProgress;

        private Share(OutboundBudget budget, Evictable session, boolean isShared) {
            this.budget = budget;
            this.session = session;
            this.isShared = isShared;
            this.lastProgress = budget.progress.incrementAndGet();
            budget.holdings.enter();
            setAside(EngineOptions.UNCOUNTED_BYTES);
        }

        private void setAside(long more) {
            if (!isShared) {
                budget.aside.addAndGet(more);
            }
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
            repeat(now - before);
            return budget.change(before, now);
        }

        private void repeat(long more) {
            if (isShared) {
                budget.repeated.add(more);
            }
        }

        /** The session is to end, and what it holds to be freed with it. */
        void leave() {
            if (leaving) {
                return;
            }
            leaving = true;
            budget.leaving.addAndGet(bytes);
            budget.holdings.add(-bytes);
            quit();
        }

        private void quit() {
            budget.holdings.leave();
            setAside(-EngineOptions.UNCOUNTED_BYTES);
        }

        /** Nothing waits any more. */
        void release() {
            budget.shares.remove(this);
            repeat(-bytes);
            if (leaving) {
                budget.leaving.addAndGet(-bytes);
            } else {
                budget.holdings.add(-bytes);
                quit();
            }
        }
    }
}
