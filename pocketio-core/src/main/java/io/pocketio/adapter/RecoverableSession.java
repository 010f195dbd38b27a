package io.pocketio.adapter;

import io.pocketio.collect.ClientKeys;
import io.pocketio.log.ClientText;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a socket whose client may come back. Offsets are the adapter's own.
 *
 * @param pid the secret by which the client names it
 * @param sid of the socket
 * @param rooms in which the socket was, its own-id room among them
 * @param data what the application keeps about the client; not copied
 * @param since the client has what was sent to it up to here, whatever it says
 * @param last offset of the last stored packet that was given to the socket behind {@code since}; {@code null} when there was none
 * @param left where the log was when the socket ended
 * @since 0.1
 */
public record RecoverableSession(
        String pid,
        String sid,
        Set<String> rooms,
        Map<String, Object> data,
        String since,
        @Nullable String last,
        String left) {

    public RecoverableSession {
        rooms = ClientKeys.setOf(rooms);
    }

    /** Not the secret, and nothing of the application. */
    @Override
    public String toString() {
        return "session of sid=" + ClientText.of(sid);
    }
}
