package io.pocketio.engine.session;

import io.pocketio.engine.CloseReason;
import io.pocketio.engine.SessionListener;
import io.pocketio.engine.packet.Frame;
import org.jspecify.annotations.Nullable;

/** Listens until the application has said who does, which may close the session first. Confined to the session's lane. */
final class Opening implements SessionListener {

    private @Nullable CloseReason ended;
    private @Nullable Throwable cause;

    @Override
    public void message(Frame message) {
        // nobody is there to hear it
    }

    @Override
    public void closed(CloseReason reason, @Nullable Throwable cause) {
        ended = reason;
        this.cause = cause;
    }

    /** From here on another listens. */
    static void handOver(SessionListener before, SessionListener opened) {
        if (before instanceof Opening opening && opening.ended != null) {
            opened.closed(opening.ended, opening.cause);
        }
    }
}
