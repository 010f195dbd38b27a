package io.pocketio.lane;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A lane that is a thread, as an event loop is one. */
public final class ThreadLane implements Lane, AutoCloseable {

    private volatile @Nullable Thread thread;

    private final ExecutorService executor = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "loop");
        thread = made;
        return made;
    });

    @Override
    public boolean inLane() {
        return Thread.currentThread() == thread;
    }

    @Override
    public void execute(Runnable task) {
        if (inLane()) {
            task.run();
        } else {
            executor.execute(task);
        }
    }

    @Override
    public void post(Runnable task) {
        executor.execute(task);
    }

    /** Waits until all that was given before has run. */
    public void settle() throws Exception {
        executor.submit(() -> {}).get(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
