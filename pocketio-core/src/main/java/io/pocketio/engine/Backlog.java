package io.pocketio.engine;

import org.jspecify.annotations.Nullable;

/** What waits for one client, as far as it is much. Confined to the session's lane. */
final class Backlog {

    private final EngineSession session;
    private final OutboundBudget budget;
    private final long bound;

    /** {@code null} for most, whose clients are not behind. */
    private OutboundBudget.@Nullable Share share;

    /** @param bound of this session alone */
    Backlog(EngineSession session, OutboundBudget budget, long bound) {
        this.session = session;
        this.budget = budget;
        this.bound = bound;
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
        return pending <= bound && (counted == null || counted.update(pending));
    }

    /**
     * What waits could not be sent, or has been: it counts, or counts no more.
     *
     * @return whether it may
     */
    boolean changed(long pending) {
        if (pending < OutboundBudget.FREE_BYTES) {
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
