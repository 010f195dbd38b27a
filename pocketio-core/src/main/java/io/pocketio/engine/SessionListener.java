package io.pocketio.engine;

import io.pocketio.engine.packet.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Receives what happens to one session. Called in the session's lane, so one call at a time.
 *
 * @since 0.1
 */
public interface SessionListener {

    /** A message from the client, text or binary, without its packet type. The frame may be kept. */
    void message(Frame message);

    /**
     * The session has ended; nothing is called after it. Exactly once.
     *
     * @param cause what broke, when something did
     */
    void closed(CloseReason reason, @Nullable Throwable cause);
}
