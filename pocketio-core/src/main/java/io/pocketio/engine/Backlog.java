package io.pocketio.engine;

import org.jspecify.annotations.Nullable;

/** What waits for one client, as far as it is much. Confined to the session's lane. */
final class Backlog {

    private final Evictable session;
    private final OutboundBudget budget;

    /** {@code null} for most, whose clients are not behind. */
    private OutboundBudget.@Nullable Share share;

    Backlog(Evictable session, OutboundBudget budget) {
        this.session = session;
        this.budget = budget;
    }

    /** Whether what waits counts among what waits for all. */
    boolean counts() {
        return share != null;
    }

    /**
     * Something has been sent, and so much waits now.
     *
     * @return whether it may
     */
    boolean sent(long pending) {
        OutboundBudget.Share counted = share;
        return pending <= budget.limitOfOne() && (counted == null || counted.update(pending));
    }

    /**
     * What waits could not be sent, or has been: it counts, or counts no more.
     *
     * @return whether it may
     */
    boolean changed(long pending) {
        if (pending < EngineOptions.UNCOUNTED_BYTES) {
            release();
            return true;
        }
        OutboundBudget.Share counted = share;
        if (counted == null) {
            counted = budget.share(session);
            share = counted;
        }
        return counted.update(pending);
    }

    /** More waits than may: the session is ended when its turn has come. */
    void overflow() {
        leave();
        budget.evict(session);
    }

    /** What waits is to be freed: it is in memory still, but no reason to end others. */
    void leave() {
        if (share != null) {
            share.leave();
        }
    }

    /** Nothing waits any more. */
    void release() {
        if (share != null) {
            share.release();
            share = null;
        }
    }
}
