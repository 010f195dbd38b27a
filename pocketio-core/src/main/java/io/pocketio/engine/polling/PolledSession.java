package io.pocketio.engine.polling;

import io.pocketio.engine.EngineRequest;
import io.pocketio.engine.TransportType;
import io.pocketio.engine.packet.Revision;
import org.jspecify.annotations.Nullable;

/** A session as the HTTP side of long-polling sees it. */
public interface PolledSession {

    /** See {@link io.pocketio.engine.EngineSession#execute}. Any thread. */
    void execute(Runnable task);

    /** What carries the session now. Any thread may ask. */
    TransportType transport();

    /** The request that opened the session. Any thread may ask. */
    EngineRequest request();

    /** What the client speaks. Any thread may ask. */
    Revision revision();

    /** Over polling, if that is what carries the session. In the lane. */
    @Nullable
    PollingTransport polling();

    /** So many bytes more of what the client has sent wait, or fewer. Any thread. */
    void holds(long bytes);

    /** In the lane. */
    boolean isClosed();
}
