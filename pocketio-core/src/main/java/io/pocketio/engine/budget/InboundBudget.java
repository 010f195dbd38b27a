package io.pocketio.engine.budget;

import io.pocketio.engine.EngineOptions;
import io.pocketio.log.OncePerMinute;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits of the messages of all clients together. Up to half of the limit a client may have as much as its own bounds allow.
 * From there on reading pauses of who has more than an equal share of that half. What such a pause cannot keep from growing, such as a
 * message that has not come in full, ends its client when it is more than that share and than two messages of the largest size. At the
 * limit whoever wants more has to go. Those who hold little have a limit of their own, half as high. Thread-safe.
 */
public final class InboundBudget {

    private static final Logger logger = LoggerFactory.getLogger(InboundBudget.class);

    /** So many messages of the largest size a client may have below the limit, whatever others have. */
    private static final long MESSAGES_OF_EACH = 2;

    private final long limit;
    private final long allowance;
    private final Holdings holdings;
    private final Littles littles;
    private final OncePerMinute warning;

    /**
     * @param limit bytes that may wait of all clients
     * @param maxMessage bytes of the largest message
     * @param nanoTime as {@link System#nanoTime}
     */
    public InboundBudget(long limit, long maxMessage, LongSupplier nanoTime) {
        this.limit = limit;
        this.allowance = MESSAGES_OF_EACH * maxMessage;
        this.holdings = new Holdings(limit);
        this.littles = new Littles(limit);
        this.warning = new OncePerMinute(nanoTime);
    }

    /** For one more session. */
    public Share share() {
        return new Share(this);
    }

    /** That wait now, of those who hold more than a little. */
    public long bytes() {
        return holdings.bytes();
    }

    /** @param growing what of it grows whether or not reading pauses; 0 when something else has become more */
    private boolean change(long before, long now, long growing) {
        long total = holdings.change(before, now);
        if (now <= before || total <= limit / 2) {
            return true;
        }
        if (total > limit) {
            return growing == 0 && holdings.holders() <= 1; // alone: its own bounds are enough
        }
        boolean isAllowed = growing <= allowance && total <= limit / 4 * 3; // the rest is for those who hold little
        return isAllowed || holdings.holders() <= 1 || growing <= holdings.equalShare();
    }

    private void warn() {
        if (warning.test()) {
            logger.warn(
                    "Clients are disconnected: too much of what clients have sent waits, see max-total-inbound-buffer");
        }
    }

    /**
     * What waits of one client's messages. Counts in steps, among those who hold little below the first large one, and nothing below
     * the first small one, so that what threads have in common is not touched for a message that is handled soon. Thread-safe.
     */
    public static final class Share {

        private static final int STEP = EngineOptions.UNCOUNTED_BYTES;

        private static final AtomicLongFieldUpdater<Share> HELD =
                AtomicLongFieldUpdater.newUpdater(Share.class, "held");
        private static final AtomicLongFieldUpdater<Share> GROWING =
                AtomicLongFieldUpdater.newUpdater(Share.class, "growing");

        private final InboundBudget budget;
        private volatile long held;

        /** Of it, what grows whether or not reading pauses. */
        private volatile long growing;

        /** What the budget knows of. Written under the monitor of this. */
        private volatile long counted;

        /** Or, while that is nothing, what counts among the {@link Littles}. Written under the monitor of this. */
        private volatile int little;

        private volatile boolean overflowed;

        private Share(InboundBudget budget) {
            this.budget = budget;
        }

        /** There was no room: nothing more is taken from the client. */
        public boolean isOverflowed() {
            return overflowed;
        }

        /** Whether reading is to pause: all have much, and this client more than an equal share. */
        public boolean isExceeded() {
            int small = little;
            return counted != 0 && budget.holdings.isMoreThanShare(counted)
                    || small != 0 && budget.littles.isMoreThanShare(small);
        }

        /**
         * So much more waits, or less, that grows whether or not reading pauses.
         *
         * @return whether there is room; {@code false} once
         */
        public boolean change(long bytes) {
            long parts = GROWING.addAndGet(this, bytes);
            return change(bytes, bytes > 0 ? parts : 0);
        }

        /**
         * So much more waits, or less, that does not grow while reading pauses.
         *
         * @return as of {@link #change}
         */
        public boolean changeInHand(long bytes) {
            return change(bytes, 0);
        }

        private boolean change(long bytes, long parts) {
            long now = HELD.addAndGet(this, bytes);
            return !isFarFrom(now) || count(parts) || overflow();
        }

        private boolean isFarFrom(long now) {
            return counted == 0 ? Math.abs(now - little) >= Littles.STEP : Math.abs(now - counted) >= STEP;
        }

        private synchronized boolean count(long parts) {
            boolean hasRoom = true;
            while (isFarFrom(held)) { // again, for who changed it meanwhile has not seen what is counted
                long now = held;
                hasRoom &= counted == 0 && now < STEP ? countLittle(now, parts) : countMuch(now, parts);
            }
            return hasRoom;
        }

        private boolean countMuch(long bytes, long parts) {
            countLittle(0, parts);
            long before = counted;
            counted = bytes / STEP * STEP;
            return budget.change(before, counted, parts);
        }

        private boolean countLittle(long bytes, long parts) {
            int before = little;
            little = Littles.counted(bytes);
            return little == before || budget.littles.change(before, little, parts);
        }

        private synchronized boolean overflow() {
            boolean isFirst = !overflowed;
            overflowed = true;
            budget.warn();
            return !isFirst;
        }
    }
}
