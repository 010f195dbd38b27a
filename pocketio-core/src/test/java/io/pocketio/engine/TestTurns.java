package io.pocketio.engine;

import java.util.ArrayDeque;
import java.util.Queue;

/** An event loop whose turns end when a test says so. */
public final class TestTurns implements EventLoopTurns {

    private final Queue<Runnable> tasks = new ArrayDeque<>();

    /** What is done until the next {@link #begin()} causes too much elsewhere. */
    public boolean causesTooMuch;

    @Override
    public void atEnd(Runnable task) {
        tasks.add(task);
    }

    @Override
    public void begin() {
        causesTooMuch = false;
    }

    @Override
    public boolean causesTooMuch() {
        return causesTooMuch;
    }

    @Override
    public void inNext(Runnable task) {
        tasks.add(task);
    }

    public boolean isDone() {
        return tasks.isEmpty();
    }

    public void endTurn() {
        int due = tasks.size();
        for (int i = 0; i < due; i++) {
            tasks.remove().run();
        }
    }
}
