package io.pocketio.engine.legacy;

import io.pocketio.engine.EngineRequest;
import io.pocketio.engine.FrameChannel;
import io.pocketio.engine.FrameListener;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The sessions of a server as the door of these clients sees them. Any thread may call. */
public interface LegacySessions {

    /** Whether no request is answered now. */
    boolean areClosed();

    /** {@code null} when no such session of these clients is open. */
    @Nullable
    LegacySession findLegacy(String sid);

    /**
     * Opens a session over HTTP.
     *
     * @param handshake the request that it keeps
     * @param first is given the session, in its lane, before it sends anything
     */
    LegacySession openLegacy(String sid, EngineRequest handshake, Consumer<LegacySession> first);

    /** Opens a session over a WebSocket. In the channel's lane. */
    FrameListener openLegacy(String sid, EngineRequest handshake, FrameChannel channel);
}
