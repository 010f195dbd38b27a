package io.pocketio.server.socket;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * Where a socket is in its life; {@link SocketLife} moves it on. It is a part of the socket itself because a broadcast asks it of each
 * recipient: what is far apart in memory costs. Any thread may ask; what moves it on is called in the socket's lane.
 */
abstract class SocketStage {

    private enum Stage {
        /** Middlewares decide. What they emit is sent. */
        JOINING,
        CONNECTED,
        /** On its way out: sends nothing any more, is in its rooms still. */
        LEAVING,
        GONE
    }

    private static final AtomicReferenceFieldUpdater<SocketStage, Stage> STAGE =
            AtomicReferenceFieldUpdater.newUpdater(SocketStage.class, Stage.class, "stage");

    private volatile Stage stage = Stage.JOINING;

    final boolean isJoining() {
        return stage == Stage.JOINING;
    }

    public final boolean isConnected() {
        return stage == Stage.CONNECTED;
    }

    public final boolean isGone() {
        return stage == Stage.GONE;
    }

    /** See {@link NamespaceMember#maySend}. */
    public final boolean maySend() {
        Stage now = stage;
        return now == Stage.CONNECTED || now == Stage.JOINING;
    }

    /** See {@link NamespaceMember#takesBroadcasts}. */
    public final boolean takesBroadcasts() {
        Stage now = stage;
        // what was sent before the client was sent away goes out before the farewell; nothing before the welcome
        return now == Stage.CONNECTED || now == Stage.LEAVING;
    }

    final void connected() {
        stage = Stage.CONNECTED;
    }

    /**
     * From being connected, whoever is first. Any thread.
     *
     * @return whether that was the caller
     */
    final boolean tryToLeave() {
        return STAGE.compareAndSet(this, Stage.CONNECTED, Stage.LEAVING);
    }

    final void leaving() {
        stage = Stage.LEAVING;
    }

    final void gone() {
        stage = Stage.GONE;
    }
}
