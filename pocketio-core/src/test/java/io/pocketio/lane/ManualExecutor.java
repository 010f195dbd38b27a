package io.pocketio.lane;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** An executor that runs what it was given when a test says so. */
public class ManualExecutor implements Executor {

    private final Queue<Runnable> tasks = new ArrayDeque<>();

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    public final int waiting() {
        return tasks.size();
    }

    public void runNext() {
        tasks.remove().run();
    }

    public final void run() {
        while (!tasks.isEmpty()) {
            runNext();
        }
    }
}
