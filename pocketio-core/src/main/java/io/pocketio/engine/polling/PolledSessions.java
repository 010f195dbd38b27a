package io.pocketio.engine.polling;

import io.pocketio.engine.EngineRequest;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The sessions of a server as the HTTP side of long-polling sees them. Any thread may call. */
public interface PolledSessions {

    /** Whether no request is answered now. */
    boolean areClosed();

    /** {@code null} when no such session is open. */
    @Nullable
    PolledSession find(String sid);

    /**
     * Opens a session over polling.
     *
     * @param first is given the session, in its lane, before it sends anything
     */
    void open(String sid, EngineRequest request, Consumer<PolledSession> first);
}
