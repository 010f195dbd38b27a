package io.pocketio.engine.legacy;

import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.TransportType;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** What carries messages, by the names in handshakes and paths. In the order in which clients try them. */
enum Carrier {
    WEBSOCKET,
    FLASHSOCKET,
    HTMLFILE,
    XHR_POLLING,
    JSONP_POLLING;

    private static final Carrier[] ALL = values();

    private final String wireName = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** {@code null} for a name of none that is allowed. */
    static @Nullable Carrier of(String wireName, EngineOptions options) {
        for (Carrier carrier : ALL) {
            if (carrier.wireName.equals(wireName)) {
                return carrier.isAllowed(options) ? carrier : null;
            }
        }
        return null;
    }

    /** As a handshake names them. */
    static String offered(EngineOptions options) {
        StringJoiner names = new StringJoiner(",");
        for (Carrier carrier : ALL) {
            if (carrier.isAllowed(options)
                    && (carrier != FLASHSOCKET || options.legacy().flashsocket())) {
                names.add(carrier.wireName);
            }
        }
        return names.toString();
    }

    boolean isWebSocket() {
        return this == WEBSOCKET || this == FLASHSOCKET;
    }

    private boolean isAllowed(EngineOptions options) {
        TransportType type = isWebSocket() ? TransportType.WEBSOCKET : TransportType.POLLING;
        return options.transports().contains(type) && (this != JSONP_POLLING || options.allowJsonp());
    }
}
