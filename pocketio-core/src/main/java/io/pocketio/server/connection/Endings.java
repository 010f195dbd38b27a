package io.pocketio.server.connection;

import io.pocketio.DisconnectReason;
import io.pocketio.engine.CloseReason;

/** Why sockets end whose session has ended. Stateless. */
final class Endings {

    private Endings() {}

    static DisconnectReason reason(CloseReason ofSession) {
        return switch (ofSession) {
            case TRANSPORT_ERROR -> DisconnectReason.TRANSPORT_ERROR;
            case TRANSPORT_CLOSE -> DisconnectReason.TRANSPORT_CLOSE;
            case FORCED_CLOSE -> DisconnectReason.FORCED_CLOSE;
            case PING_TIMEOUT -> DisconnectReason.PING_TIMEOUT;
            case PARSE_ERROR -> DisconnectReason.PARSE_ERROR;
            case SERVER_SHUTTING_DOWN -> DisconnectReason.SERVER_SHUTTING_DOWN;
            case OUTBOUND_OVERFLOW -> DisconnectReason.OUTBOUND_OVERFLOW;
            case INBOUND_OVERFLOW -> DisconnectReason.INBOUND_OVERFLOW;
        };
    }
}
