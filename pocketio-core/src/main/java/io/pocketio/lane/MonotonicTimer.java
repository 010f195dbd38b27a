package io.pocketio.lane;

import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/**
 * A scheduler with a clock that follows no change of the machine's: one that is set back would keep for ever what is to be kept for
 * a while, one that is set forward would drop it. Thread-safe.
 */
final class MonotonicTimer implements Scheduler {

    private final Scheduler runs;

    MonotonicTimer(Scheduler runs) {
        this.runs = runs;
    }

    @Override
    public long now(TimeUnit unit) {
        return unit.convert(System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public Disposable schedule(Runnable task) {
        return runs.schedule(task);
    }

    @Override
    public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
        return runs.schedule(task, delay, unit);
    }

    @Override
    public Disposable schedulePeriodically(Runnable task, long initialDelay, long period, TimeUnit unit) {
        return runs.schedulePeriodically(task, initialDelay, period, unit);
    }

    @Override
    public Worker createWorker() {
        return runs.createWorker();
    }
}
