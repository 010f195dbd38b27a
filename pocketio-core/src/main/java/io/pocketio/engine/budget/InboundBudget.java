package io.pocketio.engine.budget;

import io.pocketio.engine.EngineOptions;
import io.pocketio.log.OncePerMinute;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits of the messages of all clients together. Up to half of the limit a client may have as much as its own bounds allow.
 * From there on who wants more has to go when it has more than an equal share of that half, and at the limit whoever wants more. Who
 * holds little is not counted, and stays. Thread-safe.
 */
public final class InboundBudget {

    private static final Logger logger = LoggerFactory.getLogger(InboundBudget.class);

    private final long limit;
    private final OncePerMinute warning;
    private final AtomicLong held = new AtomicLong();
    private final AtomicInteger holders = new AtomicInteger();

    /**
     * @param limit bytes that may wait of all clients
     * @param nanoTime as {@link System#nanoTime}
     */
    public InboundBudget(long limit, LongSupplier nanoTime) {
        this.limit = limit;
        this.warning = new OncePerMinute(nanoTime);
    }

    /** For one more session. */
    public Share share() {
        return new Share(this);
    }

    /** That wait now, of those who hold more than a little. */
    public long bytes() {
        return held.get();
    }

    private boolean change(long before, long now) {
        if (before == 0) {
            holders.incrementAndGet();
        } else if (now == 0) {
            holders.decrementAndGet();
        }
        long total = held.addAndGet(now - before);
        return now <= before || total <= limit / 2 || total <= limit && now <= limit / 2 / Math.max(1, holders.get());
    }

    private void warn() {
        if (warning.test()) {
            logger.warn(
                    "Clients are disconnected: too much of what clients have sent waits, see max-total-inbound-buffer");
        }
    }

    /**
     * What waits of one client's messages. Counts in steps, and nothing below the first, so that what threads have in common is
     * not touched for a message that is handled soon. Thread-safe.
     */
    public static final class Share {

        private static final int STEP = EngineOptions.UNCOUNTED_BYTES;

        private static final AtomicLongFieldUpdater<Share> HELD =
                AtomicLongFieldUpdater.newUpdater(Share.class, "held");

        private final InboundBudget budget;
        private volatile long held;

        /** What the budget knows of. Written under the monitor of this. */
        private volatile long counted;

        private volatile boolean overflowed;

        private Share(InboundBudget budget) {
            this.budget = budget;
        }

        /** There was no room: nothing more is taken from the client. */
        public boolean isOverflowed() {
            return overflowed;
        }

        /**
         * So much more waits, or less.
         *
         * @return whether there is room; {@code false} once
         */
        public boolean change(long bytes) {
            long now = HELD.addAndGet(this, bytes);
            return !isFarFrom(now) || count() || overflow();
        }

        private boolean isFarFrom(long now) {
            return Math.abs(now - counted) >= STEP;
        }

        private synchronized boolean count() {
            boolean hasRoom = true;
            while (isFarFrom(held)) { // again, for who changed it meanwhile has not seen what is counted
                long now = held / STEP * STEP;
                hasRoom = budget.change(counted, now);
                counted = now;
            }
            return hasRoom;
        }

        private synchronized boolean overflow() {
            boolean isFirst = !overflowed;
            overflowed = true;
            budget.warn();
            return !isFirst;
        }
    }
}
