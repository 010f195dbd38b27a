package io.pocketio.engine.budget;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What many hold of something that is bounded for all of them together. An equal share is that of half of the limit: more than this is what
 * a holder may be asked to give back. Thread-safe.
 */
final class Holdings {

    private final long limit;
    private final AtomicLong held = new AtomicLong();
    private final AtomicInteger holders = new AtomicInteger();

    Holdings(long limit) {
        this.limit = limit;
    }

    /** Somebody holds something from now on. */
    void enter() {
        holders.incrementAndGet();
    }

    /** Somebody holds nothing any more. */
    void leave() {
        holders.decrementAndGet();
    }

    /**
     * A holder has so much more, or less.
     *
     * @return what all hold now
     */
    long add(long bytes) {
        return held.addAndGet(bytes);
    }

    /**
     * Somebody holds {@code now} instead of {@code before}; he is no holder while that is zero, which not both may be.
     *
     * @return what all hold now
     */
    long change(long before, long now) {
        if (before == 0) {
            enter();
        } else if (now == 0) {
            leave();
        }
        return add(now - before);
    }

    long bytes() {
        return held.get();
    }

    int holders() {
        return holders.get();
    }

    long equalShare() {
        return limit / 2 / Math.max(1, holders.get());
    }

    /** Whether all hold much, and who holds so much more than an equal share. */
    boolean isMoreThanShare(long bytes) {
        return held.get() > limit / 2 && bytes > equalShare();
    }
}
