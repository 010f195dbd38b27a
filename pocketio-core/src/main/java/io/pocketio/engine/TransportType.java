package io.pocketio.engine;

import java.util.Locale;

/**
 * A way to carry packets.
 *
 * @since 0.1
 */
public enum TransportType {
    POLLING,
    WEBSOCKET;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The word in the query parameter {@code transport} and in the handshake. */
    public String wireName() {
        return wireName;
    }
}
