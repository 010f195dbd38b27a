package io.pocketio.lane;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Schedulers;

/**
 * A queue of tasks that borrows the threads of its callers: whoever finds it free runs his own task at once, and hands what came
 * meanwhile to another thread, so that nobody is made to work for others. Once routed, tasks run in another lane only. Thread-safe.
 *
 * @since 0.1
 */
public final class SerialLane implements Lane {

    private static final Logger logger = LoggerFactory.getLogger(SerialLane.class);

    /** Runs what is posted, and what a caller leaves behind, while there is no route. */
    private final Executor workers;

    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

    /** Somebody has the lane, and gives it up or hands it over. */
    private final AtomicBoolean taken = new AtomicBoolean();

    /** Who runs tasks now. Written by the thread that has the lane. */
    private volatile @Nullable Thread owner;

    /** Written by the thread that has the lane, so that it does not change under a task. */
    private volatile @Nullable Lane route;

    public SerialLane() {
        this(Workers.SCHEDULER::schedule);
    }

    /** @param workers run what is posted, and what a caller leaves behind: not on his stack */
    public SerialLane(Executor workers) {
        this.workers = workers;
    }

    @Override
    public boolean inLane() {
        return owner == Thread.currentThread();
    }

    @Override
    public Lane home() {
        Lane via = route;
        return via == null ? this : via;
    }

    /**
     * From now on tasks run in that lane only, those that wait already among them. Called in this lane. The first call is final: another
     * way would let new tasks overtake those that are on their way by this one.
     */
    public void routeThrough(Lane lane) {
        if (route == null) {
            route = lane;
        }
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

    @Override
    public void post(Runnable task) {
        Lane via = route;
        if (via != null) {
            via.post(() -> enter(task)); // behind what the caller has given to it before
        } else {
            waiting.add(task);
            handOverWhatWaits();
        }
    }

    @Override
    public boolean inTurn() {
        Lane via = route;
        return inLane() && (via == null || !via.inLane() || via.inTurn());
    }

    private void enter(Runnable task) {
        if (!takeIfFree()) {
            waiting.add(task);
            handOverWhatWaits();
        } else if (belongsElsewhere()) {
            // routed while this thread was on its way
            owner = null;
            waiting.add(task);
            handOver();
        } else {
            run(task);
            exit();
        }
    }

    /** Not past tasks that wait: the caller's own may be among them. */
    @Override
    public boolean tryEnter() {
        if (!takeIfFree()) {
            return false;
        }
        if (belongsElsewhere()) {
            exit();
            return false;
        }
        return true;
    }

    private boolean takeIfFree() {
        if (waiting.isEmpty() && taken.compareAndSet(false, true)) {
            owner = Thread.currentThread();
            return true;
        }
        return false;
    }

    /** What has come meanwhile runs elsewhere, or later in the lane where tasks are routed to. */
    @Override
    public void exit() {
        owner = null;
        taken.set(false);
        handOverWhatWaits();
    }

    /** Looks after the lane was given up, as callers look after they have queued: one of the two sees the task. */
    private void handOverWhatWaits() {
        if (!waiting.isEmpty() && taken.compareAndSet(false, true)) {
            handOver();
        }
    }

    private void handOver() {
        Lane via = route;
        if (via == null) {
            try {
                workers.execute(this::drain);
            } catch (RejectedExecutionException full) { // what waits must not wait for ever
                Schedulers.parallel().schedule(this::drain);
            }
        } else {
            via.post(this::drain);
        }
    }

    /** Runs what waits, some of it when it is much: the thread serves others, too. Called by who has been handed the lane. */
    private void drain() {
        Turn turn = new Turn().resume();
        while (!belongsElsewhere() && !turn.isOver()) {
            Runnable task = waiting.poll();
            if (task == null) {
                exit();
                return;
            }
            owner = Thread.currentThread();
            run(task);
            owner = null;
        }
        handOver();
    }

    private boolean belongsElsewhere() {
        Lane via = route;
        return via != null && !via.inLane();
    }

    /** A task that fails must not leave the lane locked for ever. */
    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable failure) {
            logger.error("A task of a session failed", failure);
        }
    }
}
