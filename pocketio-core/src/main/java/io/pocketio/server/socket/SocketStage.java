package io.pocketio.server.socket;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Where a socket is in its life; {@link SocketLife} moves it on. It is a part of the socket itself because a broadcast asks it of each
 * recipient: what is far apart in memory costs. Any thread may ask; what moves it on is called in the socket's lane.
 */
abstract class SocketStage {

    /** Middlewares decide. What they emit is sent. */
    private static final byte JOINING = 0;

    private static final byte CONNECTED = 1;

    /** On its way out: sends nothing any more, is in its rooms still. */
    private static final byte LEAVING = 2;

    private static final byte GONE = 3;

    private static final VarHandle STAGE = stageHandle();

    /** A byte, as each socket has one: {@link #JOINING} at first. */
    private volatile byte stage;

    private static VarHandle stageHandle() {
        try {
            return MethodHandles.lookup().findVarHandle(SocketStage.class, "stage", byte.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    final boolean isJoining() {
        return stage == JOINING;
    }

    public final boolean isConnected() {
        return stage == CONNECTED;
    }

    public final boolean isGone() {
        return stage == GONE;
    }

    /** See {@link NamespaceMember#maySend}. */
    public final boolean maySend() {
        byte now = stage;
        return now == CONNECTED || now == JOINING;
    }

    /** See {@link NamespaceMember#takesBroadcasts}. */
    public final boolean takesBroadcasts() {
        byte now = stage;
        // what was sent before the client was sent away goes out before the farewell; nothing before the welcome
        return now == CONNECTED || now == LEAVING;
    }

    final void connected() {
        stage = CONNECTED;
    }

    /**
     * From being connected, whoever is first. Any thread.
     *
     * @return whether that was the caller
     */
    final boolean tryToLeave() {
        return STAGE.compareAndSet(this, CONNECTED, LEAVING);
    }

    final void leaving() {
        stage = LEAVING;
    }

    final void gone() {
        stage = GONE;
    }
}
