package io.pocketio.lane;

import org.jspecify.annotations.Nullable;

/** A lane with a thread of its own, as an event loop has one, that runs when a test says so. */
public final class ManualLane extends ManualExecutor implements Lane {

    private final SendingOrder order = new SendingOrder();
    private @Nullable Thread owner;

    @Override
    public boolean inLane() {
        return owner == Thread.currentThread();
    }

    @Override
    public void execute(Runnable task) {
        if (inLane()) {
            task.run();
        } else {
            super.execute(task);
        }
    }

    @Override
    public void post(Runnable task) {
        super.execute(task);
    }

    @Override
    public void append(Runnable sending) {
        post(order.appended(sending));
    }

    @Override
    public boolean inTurn() {
        return inLane() && order.inTurn();
    }

    @Override
    public void runNext() {
        owner = Thread.currentThread();
        try {
            super.runNext();
        } finally {
            owner = null;
        }
    }
}
