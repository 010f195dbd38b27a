package io.pocketio.server.namespace;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Who of the application holds a namespace, or a parent of some: somebody for good, or leases. What leases alone hold goes with the last
 * of them. Thread-safe.
 */
final class Holders {

    private static final int GONE = -1;

    /** Somebody holds it for good. Added to the number of leases. */
    private static final int KEPT = 1 << 30;

    /** How many leases there are, and whether it is kept; or that it has gone. */
    private final AtomicInteger state;

    private Holders(int initially) {
        state = new AtomicInteger(initially);
    }

    static Holders forGood() {
        return new Holders(KEPT);
    }

    /** Of a namespace. A parent whose children stay while they are entered holds each of these by a lease. */
    static Holders of(Stay stay) {
        return switch (stay) {
            case FOR_GOOD -> forGood();
            case WHILE_LEASED -> leases();
            case WHILE_ENTERED -> new Holders(1);
        };
    }

    /** Nobody yet: what has been made for a lease is about to get it. */
    static Holders leases() {
        return new Holders(0);
    }

    /** Holds it for good; {@code false} when it has gone. */
    boolean keep() {
        return state.updateAndGet(now -> now == GONE ? GONE : now | KEPT) != GONE;
    }

    /** Holds it until {@link #endLease}; {@code false} when it has gone. */
    boolean lease() {
        return state.updateAndGet(now -> now == GONE ? GONE : now + 1) != GONE;
    }

    /** Once for each lease. Whether it was the last, and nobody holds it for good: it has gone. */
    boolean endLease() {
        return state.getAndUpdate(now -> now == 1 ? GONE : now == GONE || now == KEPT ? now : now - 1) == 1;
    }

    /** What somebody holds for good goes nevertheless; {@code false} when nobody does, or leases hold it, too. */
    boolean end() {
        return state.compareAndSet(KEPT, GONE);
    }

    boolean isGone() {
        return state.get() == GONE;
    }
}
