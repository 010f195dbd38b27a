package io.pocketio.server.namespace;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Who of the application holds a namespace, or a parent of some: somebody for good, or leases. What leases alone hold goes with the last
 * of them. Thread-safe.
 */
final class Holders {

    private static final int FOR_GOOD = -1;
    private static final int GONE = -2;

    /** How many there are, or one of the above. */
    private final AtomicInteger leases;

    private Holders(int initially) {
        leases = new AtomicInteger(initially);
    }

    static Holders forGood() {
        return new Holders(FOR_GOOD);
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
        int now = leases.get();
        return now == FOR_GOOD || leases.updateAndGet(count -> count == GONE ? GONE : FOR_GOOD) == FOR_GOOD;
    }

    /** Holds it until {@link #endLease}; {@code false} when it has gone. */
    boolean lease() {
        return leases.updateAndGet(count -> count < 0 ? count : count + 1) != GONE;
    }

    /** Once for each lease. Whether it was the last, and nobody holds it for good: it has gone. */
    boolean endLease() {
        return leases.getAndUpdate(count -> count == 1 ? GONE : count < 0 ? count : count - 1) == 1;
    }

    /** What somebody holds for good goes nevertheless; {@code false} when nobody does. */
    boolean end() {
        return leases.compareAndSet(FOR_GOOD, GONE);
    }

    boolean isGone() {
        return leases.get() == GONE;
    }
}
