package io.pocketio.engine.transport;

import io.pocketio.engine.EngineRequest;

/**
 * Knows the first clients of Engine.IO 3, those of Socket.IO 1.0 to 1.3 and what is like them, by the requests that open their sessions.
 * Stateless.
 */
public final class FirstClients {

    private FirstClients() {}

    /**
     * Whether the request has a parameter {@code t} as they have: a time in milliseconds, a hyphen and a number. Later clients have no
     * hyphen between digits there.
     */
    public static boolean haveSent(EngineRequest poll) {
        String timestamp = poll.query().get("t");
        if (timestamp == null) {
            return false;
        }
        int hyphen = timestamp.indexOf('-');
        return hyphen > 0 && areDigits(timestamp, 0, hyphen) && areDigits(timestamp, hyphen + 1, timestamp.length());
    }

    /**
     * Whether the client may be one that encodes text twice over WebSocket, or reads nothing but ASCII there. It names revision 2, or polls
     * as above, or opens a WebSocket without offering an extension, as browsers do, and Node's clients since Socket.IO 1.4.
     */
    static boolean mayHaveOpened(EngineRequest handshake) {
        boolean plainWebSocket = handshake.webSocket() && handshake.header("sec-websocket-extensions") == null;
        return "2".equals(handshake.query().get("EIO")) || plainWebSocket || haveSent(handshake);
    }

    private static boolean areDigits(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return from < to;
    }
}
