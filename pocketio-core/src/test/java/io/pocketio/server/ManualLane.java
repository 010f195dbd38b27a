package io.pocketio.server;

import io.pocketio.lane.Lane;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** A lane with a thread of its own, as an event loop has one, that runs when a test says so. Also an executor of that kind. */
public final class ManualLane implements Lane {

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private @Nullable Thread owner;

    @Override
    public boolean inLane() {
        return owner == Thread.currentThread();
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    public int waiting() {
        return tasks.size();
    }

    public void runNext() {
        owner = Thread.currentThread();
        try {
            tasks.remove().run();
        } finally {
            owner = null;
        }
    }

    public void run() {
        while (!tasks.isEmpty()) {
            runNext();
        }
    }
}
