package io.pocketio.engine;

import io.pocketio.engine.packet.Revision;
import java.util.List;
import java.util.Map;

/**
 * The engine's word on a WebSocket upgrade, given before the upgrade so that a refusal is an HTTP error and not a dead socket.
 *
 * @since 0.1
 */
public sealed interface Admission {

    /**
     * Upgrade, then call {@link EngineServer#accept}.
     *
     * @param revision what the client speaks
     * @param responseHeaders to be sent with the upgrade
     */
    record Granted(
            EngineRequest request,
            String sid,
            boolean newSession,
            Revision revision,
            Map<String, List<String>> responseHeaders)
            implements Admission {

        /** Without the session's id, which is a secret. */
        @Override
        public String toString() {
            return "Granted[" + request + ", newSession=" + newSession + "]";
        }
    }

    /** Answer this and close the connection. */
    record Refused(EngineResponse response) implements Admission {}
}
