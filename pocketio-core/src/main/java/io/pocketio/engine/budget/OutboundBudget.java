package io.pocketio.engine.budget;

import io.pocketio.engine.EngineOptions;
import io.pocketio.log.OncePerMinute;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;

/**
 * What waits for slow clients, of all sessions of a server together. Up to half of the limit a session may have as much as its own
 * bound allows. From there on those that hold more than an equal share of that half go one after the other, whoever asks for more:
 * the longest stuck first, so that a client that is behind for a moment outlasts those that hoard. Those that have a little, of whom
 * there may be many for the sake of one broadcast, and whose end frees little, go from five eighths on, and only while nobody else is
 * to go. From five eighths on who asks for more than that share goes himself, too, from seven on even when he had nothing, and at the
 * limit nobody gets more. A session's share is what waits for it; what waits for the polls of many is in memory once, and counts once
 * against the limits. What sessions hold that are about to end counts at the limit alone, not in the steps before it. Thread-safe.
 */
public final class OutboundBudget {

    private static final Logger logger = LoggerFactory.getLogger(OutboundBudget.class);

    private final long limitOfOne;
    private final long limit;
    private final Holdings holdings;

    /** All that counts. What of it sessions have that are to end is in memory still, but no holding: no reason to end others. */
    private final AtomicLong counted = new AtomicLong();

    /** Of what counts, what others may have, too. */
    private final AtomicLong shared = new AtomicLong();

    /** Of that, what sessions have that are not to end. */
    private final AtomicLong sharedStaying = new AtomicLong();

    private final LongSupplier sharedInMemory;

    /** What sessions have that are behind and do not poll, beside their shares. */
    private final AtomicLong aside = new AtomicLong();

    private final AtomicInteger behind = new AtomicInteger();
    private final Evictions evictions;
    private final Set<Share> shares = ConcurrentHashMap.newKeySet();
    private final OncePerMinute warning;

    /** Counts whatever tells that a client is not stuck. */
    private final AtomicLong progress = new AtomicLong();

    /**
     * @param limitOfOne bytes that may wait for one session
     * @param limit bytes that may wait for all that are behind
     * @param sharedInMemory bytes of the packets that sessions share: what waits for many counted once
     * @param scheduler of the pauses between those that are ended
     * @param nanoTime as {@link System#nanoTime}
     */
    public OutboundBudget(
            long limitOfOne, long limit, LongSupplier sharedInMemory, Scheduler scheduler, LongSupplier nanoTime) {
        this.limitOfOne = limitOfOne;
        this.limit = limit;
        this.holdings = new Holdings(limit);
        this.sharedInMemory = sharedInMemory;
        this.evictions = new Evictions(scheduler);
        this.warning = new OncePerMinute(nanoTime);
    }

    long limitOfOne() {
        return limitOfOne;
    }

    /**
     * For one more session for which something waits.
     *
     * @param isForPoll whether it counts from the first step of {@link EngineOptions#LITTLE_BYTES} on, not only when it is behind
     * @param isShared whether it is among what is told of as shared: others may have it, too
     */
    Share share(Evictable session, boolean isForPoll, boolean isShared) {
        Share share = new Share(this, session, isForPoll, isShared);
        shares.add(share);
        return share;
    }

    /** Ends a session, at once or when its turn has come. In its lane, once for each. */
    void evict(Evictable session) {
        evictions.add(session);
    }

    /** In memory now, of sessions that are behind, or have no poll there. */
    public long bytes() {
        return aside.get() + inMemory();
    }

    /** Of what counts in shares. */
    private long inMemory() {
        return once(counted.get(), shared.get());
    }

    /**
     * Of what counts in shares what is not about to be freed anyway: what others may be ended for.
     *
     * @param held what {@link #holdings} have
     */
    private long staying(long held) {
        return Math.min(once(held, sharedStaying.get()), inMemory());
    }

    /** What sessions share, which is in memory once, counted once at the most. */
    private long once(long bytes, long ofShared) {
        return Math.max(0, bytes - Math.max(0, ofShared - sharedInMemory.getAsLong()));
    }

    /** For which {@link EngineOptions#UNCOUNTED_BYTES} or more wait. */
    public int sessionsBehind() {
        return behind.get();
    }

    /**
     * A session has its bytes now instead of {@code before}, either of which may be zero.
     *
     * @return whether it may
     */
    private boolean change(Share share, long before) {
        long now = share.bytes;
        counted.addAndGet(now - before);
        long held = holdings.add(now - before);
        if (now <= before || held <= limit / 2) {
            return true;
        }
        long total = staying(held);
        if (total <= limit / 2) {
            return true;
        }
        evictions.search(this::longestStuck);
        // one large message does not make a client too slow; but the last eighth is for those who hold little
        boolean isFair = !share.isMoreThanEqual() || total <= limit / 8 * (before == 0 ? 7 : 5);
        boolean isAllowed = isFair && inMemory() <= limit;
        if (!isAllowed) {
            warn();
        }
        return isAllowed;
    }

    private void warn() {
        if (warning.test()) {
            logger.warn(
                    "Clients are disconnected that do not read, or poll, as fast as they are sent to: more waits for all"
                            + " clients than max-total-outbound-buffer allows. More of it is not logged for a minute");
        }
    }

    private @Nullable Evictable longestStuck() {
        Share behindMost = longestStuck(true);
        Share longest =
                behindMost == null && staying(holdings.bytes()) > limit / 8 * 5 ? longestStuck(false) : behindMost;
        if (longest == null) {
            return null;
        }
        warn();
        return longest.session;
    }

    /**
     * Of those that hold more than an equal share the one that has taken nothing for the longest.
     *
     * @param isMuch among those that are behind, or else among those that have a little
     */
    private @Nullable Share longestStuck(boolean isMuch) {
        Share longest = null;
        for (Share share : shares) {
            if (share.isMuch() == isMuch
                    && share.isMoreThanEqual()
                    && (longest == null || share.lastProgress < longest.lastProgress)) {
                longest = share;
            }
        }
        return longest;
    }

    /** Of those that are behind, or else of all. */
    private long equalShare(boolean isMuch) {
        return isMuch ? limit / 2 / Math.max(1, behind.get()) : holdings.equalShare();
    }

    /** What one session holds of it. Confined to the session's lane; others only look at it. */
    static final class Share {

        private final OutboundBudget budget;
        private final Evictable session;
        private final boolean isForPoll;
        private final boolean isShared;
        private boolean isBehind;
        private volatile long bytes;
        private volatile boolean leaving;
        private volatile long lastProgress;

        private Share(OutboundBudget budget, Evictable session, boolean isForPoll, boolean isShared) {
            this.budget = budget;
            this.session = session;
            this.isForPoll = isForPoll;
            this.isShared = isShared;
            this.lastProgress = budget.progress.incrementAndGet();
            budget.holdings.enter();
            setAside(EngineOptions.UNCOUNTED_BYTES);
        }

        private void setAside(long more) {
            if (!isForPoll) {
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
            long now = counted(pending);
            if (leaving) {
                return true;
            }
            setBehind(!isForPoll || pending >= EngineOptions.UNCOUNTED_BYTES);
            if (now == before) {
                return true;
            }
            bytes = now;
            if (now < before) {
                lastProgress = budget.progress.incrementAndGet();
            }
            share(now - before);
            return budget.change(this, before);
        }

        private long counted(long pending) {
            return isForPoll
                    ? pending / EngineOptions.LITTLE_BYTES * EngineOptions.LITTLE_BYTES
                    : Math.max(0, pending - EngineOptions.UNCOUNTED_BYTES);
        }

        private void setBehind(boolean now) {
            if (now != isBehind) {
                isBehind = now;
                budget.behind.addAndGet(now ? 1 : -1);
            }
        }

        private void share(long more) {
            if (isShared) {
                budget.shared.addAndGet(more);
                budget.sharedStaying.addAndGet(leaving ? 0 : more);
            }
        }

        /** For which {@link EngineOptions#UNCOUNTED_BYTES} or more wait, or did when it began to leave. */
        boolean isBehind() {
            return isBehind;
        }

        /** Whether it may be told to give up what it holds. */
        boolean isMoreThanEqual() {
            return !leaving && bytes > budget.equalShare(isMuch());
        }

        /** As {@link #isBehind}, as others see it. */
        private boolean isMuch() {
            return isForPoll ? bytes >= EngineOptions.UNCOUNTED_BYTES : bytes > 0;
        }

        /** The session is to end, and what it holds to be freed with it. */
        void leave() {
            if (leaving) {
                return;
            }
            leaving = true;
            budget.holdings.add(-bytes); // first, so that meanwhile less seems to stay, not more
            if (isShared) {
                budget.sharedStaying.addAndGet(-bytes);
            }
            quit();
        }

        private void quit() {
            budget.holdings.leave();
            setAside(-EngineOptions.UNCOUNTED_BYTES);
            if (isBehind) {
                budget.behind.decrementAndGet();
            }
        }

        /** Nothing waits any more. */
        void release() {
            budget.shares.remove(this);
            share(-bytes);
            budget.counted.addAndGet(-bytes);
            if (!leaving) {
                budget.holdings.add(-bytes);
                quit();
            }
        }
    }
}
