package io.pocketio.adapter.memory;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;

/** Does something now and then, while there is anything to do; no timer runs for nothing. Thread-safe. */
public final class Sweep {

    private final Scheduler scheduler;
    private final Duration interval;
    private final BooleanSupplier task;

    /** What will run next; {@code null} while nothing is left to do. */
    private final AtomicReference<@Nullable Disposable> armed = new AtomicReference<>();

    /** @param task says whether nothing is left */
    public Sweep(Scheduler scheduler, Duration interval, BooleanSupplier task) {
        this.scheduler = scheduler;
        this.interval = interval;
        this.task = task;
    }

    /** Milliseconds on the clock of the timer. */
    public long now() {
        return scheduler.now(TimeUnit.MILLISECONDS);
    }

    /** Something may have to be cleared away later. */
    public void arm() {
        if (armed.get() == null) {
            Disposable.Swap timer = Disposables.swap();
            if (armed.compareAndSet(null, timer)) {
                timer.update(scheduler.schedule(() -> expired(timer), interval.toMillis(), TimeUnit.MILLISECONDS));
            }
        }
    }

    private void expired(Disposable timer) {
        // given up first: what comes from here on arms it again, or is seen by the task
        if (armed.compareAndSet(timer, null) && !task.getAsBoolean()) {
            arm();
        }
    }

    public void close() {
        Disposable timer = armed.getAndSet(null);
        if (timer != null) {
            timer.dispose();
        }
    }
}
