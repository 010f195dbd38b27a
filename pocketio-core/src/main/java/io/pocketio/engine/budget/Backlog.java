package io.pocketio.engine.budget;

import io.pocketio.engine.CloseReason;
import io.pocketio.engine.EngineOptions;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits for one client, or of what it has sent, and what comes of its being too much. Confined to the session's lane, unless a
 * method says otherwise.
 */
public final class Backlog {

    private static final Logger logger = LoggerFactory.getLogger(Backlog.class);

    private static final AtomicReferenceFieldUpdater<Backlog, InboundBudget.@Nullable Share> INBOUND =
            AtomicReferenceFieldUpdater.newUpdater(Backlog.class, InboundBudget.Share.class, "inbound");

    private final Evictable session;
    private final OutboundBudget budget;
    private final boolean sharesPackets;

    /** {@code null} for most, for whose clients nothing waits that counts. */
    private OutboundBudget.@Nullable Share share;

    /** Written in the lane, read by any thread. */
    private volatile boolean overflowed;

    /** {@code null} for most, of whom nothing waits. Any thread. */
    private volatile InboundBudget.@Nullable Share inbound;

    /** @param sharesPackets whether what waits for polls is what the budget knows of as it is in memory, once for many */
    public Backlog(Evictable session, OutboundBudget budget, boolean sharesPackets) {
        this.session = session;
        this.budget = budget;
        this.sharesPackets = sharesPackets;
    }

    /**
     * Too much waits for the client, or of what it has sent: nothing more may be sent, and the session ends when its turn has come. Any
     * thread may ask.
     */
    public boolean isOverflowed() {
        InboundBudget.Share share = inbound;
        return overflowed || share != null && share.isOverflowed();
    }

    /** Of what there was too much. */
    public CloseReason reason() {
        return overflowed ? CloseReason.OUTBOUND_OVERFLOW : CloseReason.INBOUND_OVERFLOW;
    }

    /** What waits of what the client has sent: made when first asked for. Any thread. */
    public InboundBudget.Share inbound(InboundBudget ofAll) {
        InboundBudget.Share known = inbound;
        if (known != null) {
            return known;
        }
        INBOUND.compareAndSet(this, null, ofAll.share());
        return Objects.requireNonNull(inbound);
    }

    /** See {@link InboundBudget.Share#isExceeded}. Any thread. */
    public boolean isInboundShareExceeded() {
        InboundBudget.Share share = inbound;
        return share != null && share.isExceeded();
    }

    /**
     * Something has been sent, and so much waits now.
     *
     * @return whether it may
     */
    public boolean sent(long pending) {
        OutboundBudget.Share counted = share;
        boolean isAllowed = pending <= budget.limitOfOne() && (counted == null || counted.update(pending));
        if (!isAllowed) {
            overflow();
        }
        return isAllowed;
    }

    /**
     * What waits could not be sent, or has been: it counts, or counts no more.
     *
     * @param isForPoll whether it is told of each time that less waits, so that a little counts, too
     */
    public void changed(long pending, boolean isForPoll) {
        if (pending < (isForPoll ? EngineOptions.LITTLE_BYTES : EngineOptions.UNCOUNTED_BYTES)) {
            release();
            return;
        }
        OutboundBudget.Share counted = share;
        if (counted == null) {
            counted = budget.share(session, isForPoll, isForPoll && sharesPackets);
            share = counted;
        }
        boolean isAllowed = counted.update(pending);
        if (overflowed) {
            leave();
        } else if (!isAllowed) {
            overflow();
        }
    }

    /** Whether that is to be told of, by {@link #changed}: of a little only what no poll is there to take. Any thread. */
    public static boolean waits(long pending, boolean isPollThere) {
        return pending >= EngineOptions.UNCOUNTED_BYTES || pending >= EngineOptions.LITTLE_BYTES && !isPollThere;
    }

    private void overflow() {
        if (session.isOpen()) {
            logger.debug("Too much waits for the client, or for all clients together ({})", session);
            overflowed = true;
            leave();
            budget.evict(session);
        }
    }

    /** The turn of the session has come: whether it is to end, because it has overflowed, or still holds what others need. */
    public boolean isToEnd() {
        boolean isStuck = share != null && share.isMoreThanEqual();
        if (isStuck && session.isOpen()) {
            overflowed = true;
        }
        return overflowed || isStuck;
    }

    /**
     * The session ends: what waits is to be freed.
     *
     * @return whether its client does not take that
     */
    public boolean end(CloseReason reason) {
        boolean isGivenUp = isOverflowed() || share != null && share.isBehind() && reason == CloseReason.PING_TIMEOUT;
        leave();
        return isGivenUp;
    }

    /** What waits is to be freed: it is in memory still, but no reason to end others. */
    public void leave() {
        if (share != null) {
            share.leave();
        }
    }

    /** Nothing waits any more. */
    public void release() {
        if (share != null) {
            share.release();
            share = null;
        }
    }
}
