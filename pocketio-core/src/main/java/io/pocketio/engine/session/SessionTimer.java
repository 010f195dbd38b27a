package io.pocketio.engine.session;

import io.pocketio.lane.TimerWheel;
import reactor.core.Disposable;

/** A task that a session runs later, in its lane. Disposing of it is final. */
final class SessionTimer extends TimerWheel.Timer implements Disposable {

    private final LiveSession session;
    private final TimerWheel wheel;
    private final Runnable task;

    /** Any thread. */
    private volatile boolean disposed;

    SessionTimer(LiveSession session, TimerWheel wheel, Runnable task) {
        this.session = session;
        this.wheel = wheel;
        this.task = task;
    }

    @Override
    public void expired() {
        session.post(() -> {
            if (!disposed && !session.isClosed()) {
                disposed = true;
                task.run();
            }
        });
    }

    @Override
    public void dispose() {
        disposed = true;
        wheel.disarm(this);
    }

    @Override
    public boolean isDisposed() {
        return disposed;
    }
}
