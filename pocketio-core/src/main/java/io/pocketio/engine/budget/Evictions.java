package io.pocketio.engine.budget;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;

/**
 * Ends sessions whose clients are too slow: some at once, and when there are more, the others in slices with a pause between them.
 * One broadcast can make thousands of clients too slow, and ending one takes as long as sending to a hundred. Thread-safe.
 */
final class Evictions {

    private static final int SLICE = 8;
    private static final long PAUSE_MILLIS = 2;

    private final Scheduler scheduler;
    private final Queue<Evictable> waiting = new ConcurrentLinkedQueue<>();

    /** Sessions of this slice that may be ended still. */
    private final AtomicInteger left = new AtomicInteger(SLICE);

    /** The next slice is under way. */
    private final AtomicBoolean scheduled = new AtomicBoolean();

    /** A session has been looked for in this pause. */
    private final AtomicBoolean searched = new AtomicBoolean();

    /** To be ended with the next slice. */
    private volatile @Nullable Evictable found;

    Evictions(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Called in the session's lane, once for each session. */
    void add(Evictable session) {
        if (waiting.isEmpty() && left.getAndDecrement() > 0) {
            session.post(session::evict); // not within what is being sent
        } else {
            waiting.add(session);
        }
        schedule();
    }

    /** Ends, in the next slice, the session that is found, if any. Looks once in a pause: there may be thousands to look at. */
    void search(Supplier<@Nullable Evictable> finder) {
        if (searched.compareAndSet(false, true)) {
            found = finder.get();
            schedule();
        }
    }

    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            scheduler.schedule(this::nextSlice, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void nextSlice() {
        scheduled.set(false);
        Evictable stuck = found;
        if (stuck != null) {
            found = null;
            stuck.post(stuck::evict);
        }
        searched.set(false);
        int taken = 0;
        for (Evictable next = waiting.poll(); next != null; next = taken < SLICE ? waiting.poll() : null) {
            Evictable session = next;
            session.post(session::evict);
            taken++;
        }
        left.set(SLICE - taken);
        if (taken > 0) {
            schedule();
        }
    }
}
