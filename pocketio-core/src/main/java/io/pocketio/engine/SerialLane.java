package io.pocketio.engine;

import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A queue of tasks that borrows the threads of its callers: whoever finds it free runs his task at once, then those that came
 * meanwhile. Thread-safe.
 */
final class SerialLane implements Lane {

    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

    /** Tasks that run or wait. */
    private final AtomicInteger pending = new AtomicInteger();

    /** Who runs tasks now. Written by the thread that does. */
    private volatile @Nullable Thread owner;

    @Override
    public boolean inLane() {
        return owner == Thread.currentThread();
    }

    @Override
    public void execute(Runnable task) {
        if (inLane()) {
            task.run();
        } else if (pending.compareAndSet(0, 1)) {
            drain(task);
        } else {
            waiting.add(task);
            if (pending.getAndIncrement() == 0) {
                drain(nextTask());
            }
        }
    }

    private void drain(Runnable first) {
        owner = Thread.currentThread();
        Runnable task = first;
        while (true) {
            run(task);
            if (pending.get() == 1) {
                owner = null;
            }
            if (pending.decrementAndGet() == 0) {
                return;
            }
            owner = Thread.currentThread();
            task = nextTask();
        }
    }

    /** What was counted has been queued before, so there is one. */
    private Runnable nextTask() {
        return Objects.requireNonNull(waiting.poll());
    }

    /** A task that fails must not leave the lane locked for ever. */
    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable failure) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
        }
    }
}
