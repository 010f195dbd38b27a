package io.pocketio.redis;

import io.pocketio.cluster.ClusterCounters;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Entries that wait to be appended: where there are too many, the oldest go. Knows as well how many are open, of which it is not known yet
 * what has become of them. Thread-safe.
 */
final class WaitingEntries {

    private static final int MOST = 100_000;

    private final long maxBytes;
    private final ClusterCounters counters;

    /** Guards what follows. */
    private final Object lock = new Object();

    private final Deque<AppendEntry> waiting = new ArrayDeque<>();
    private long bytes;
    private int open;

    WaitingEntries(long maxBytes, ClusterCounters counters) {
        this.maxBytes = maxBytes;
        this.counters = counters;
    }

    /** @return how many have gone for it: never itself, however long it is */
    int add(AppendEntry entry) {
        int dropped = 0;
        synchronized (lock) {
            waiting.addLast(entry);
            open++;
            count(entry.weight());
            while (waiting.size() > 1 && (bytes > maxBytes || waiting.size() > MOST)) {
                count(-waiting.removeFirst().weight());
                dropped++;
            }
            open -= dropped;
        }
        return dropped;
    }

    private void count(long weight) {
        bytes += weight;
        counters.addPendingBytes(weight);
    }

    /** Takes the oldest, which stays open. */
    @Nullable
    AppendEntry next() {
        synchronized (lock) {
            AppendEntry next = waiting.pollFirst();
            if (next != null) {
                count(-next.weight());
            }
            return next;
        }
    }

    /** Some that were taken wait again, ahead of the others. Empties the queue. */
    void takeBack(Deque<AppendEntry> taken) {
        synchronized (lock) {
            while (!taken.isEmpty()) {
                AppendEntry entry = taken.removeLast();
                waiting.addFirst(entry);
                count(entry.weight());
            }
        }
    }

    /** It is known what has become of one that was taken. */
    void settled() {
        synchronized (lock) {
            open--;
            lock.notifyAll();
        }
    }

    /** Waits until none is open, for so many milliseconds at most. */
    void awaitEmpty(long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        synchronized (lock) {
            for (long left = millis; open > 0 && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
                lock.wait(left);
            }
        }
    }
}
