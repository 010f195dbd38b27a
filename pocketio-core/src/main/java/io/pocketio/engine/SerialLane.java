package io.pocketio.engine;

import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A queue of tasks that borrows the threads of its callers: whoever finds it free runs his task at once, then those that came
 * meanwhile. Once routed, it borrows only the thread of another lane, and so is never contended. Thread-safe.
 */
final class SerialLane implements Lane {

    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

    /** Tasks that run or wait. */
    private final AtomicInteger pending = new AtomicInteger();

    /** Who runs tasks now. Written by the thread that does. */
    private volatile @Nullable Thread owner;

    private volatile @Nullable Lane route;

    @Override
    public boolean inLane() {
        return owner == Thread.currentThread();
    }

    /** The lane by which tasks come here, {@code null} for none. */
    @Nullable
    Lane route() {
        return route;
    }

    /** From now on tasks come by way of that lane. What was given before runs before: it waits in this lane already. */
    void routeThrough(Lane lane) {
        route = lane;
    }

    @Override
    public void execute(Runnable task) {
        Lane via = route;
        if (inLane()) {
            task.run();
        } else if (via == null || via.inLane()) {
            enter(task);
        } else {
            via.execute(() -> enter(task));
        }
    }

    private void enter(Runnable task) {
        if (tryEnter()) {
            run(task);
            exit();
            return;
        }
        waiting.add(task);
        if (pending.getAndIncrement() == 0) {
            owner = Thread.currentThread();
            run(nextTask());
            exit();
        }
    }

    /** Enters a free lane without a task object. Who got in has to {@link #exit()}. */
    boolean tryEnter() {
        if (pending.compareAndSet(0, 1)) {
            owner = Thread.currentThread();
            return true;
        }
        return false;
    }

    /** Runs what has come meanwhile, then leaves. */
    void exit() {
        while (true) {
            owner = null;
            if (pending.decrementAndGet() == 0) {
                return;
            }
            owner = Thread.currentThread();
            run(nextTask());
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
