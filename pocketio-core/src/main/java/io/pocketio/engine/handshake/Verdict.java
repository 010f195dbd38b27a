package io.pocketio.engine.handshake;

import io.pocketio.engine.EngineError;
import org.jspecify.annotations.Nullable;

/** What the engine makes of a request that asks for a new session. Immutable. */
public sealed interface Verdict {

    /** @param sid of the session that may be opened */
    record Accepted(String sid) implements Verdict {}

    /**
     * @param words for the client
     * @param cause what failed, if something did
     */
    record Refused(Refusal reason, String words, @Nullable Throwable cause) implements Verdict {

        static Refused of(Refusal reason) {
            return new Refused(reason, reason.words(), null);
        }

        EngineError error() {
            return reason.error();
        }

        @Override
        public String toString() {
            return reason.toString();
        }
    }
}
