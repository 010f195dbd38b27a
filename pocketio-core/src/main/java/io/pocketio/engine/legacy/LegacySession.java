package io.pocketio.engine.legacy;

import io.pocketio.engine.transport.Transport;

/** A session as the door of these clients sees it. */
public interface LegacySession {

    /** See {@link io.pocketio.engine.EngineSession#execute}. Any thread. */
    void execute(Runnable task);

    /** What carries the session now. In the lane, but for what any thread may ask it. */
    Transport carrier();

    /** So many bytes more of what the client has sent wait, or fewer. Any thread. */
    void holds(long bytes);

    /** The client has said goodbye. In the lane. */
    void closedByClient();

    /** In the lane. */
    boolean isClosed();
}
