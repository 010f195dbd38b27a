package io.pocketio.server.connection;

import io.pocketio.DisconnectReason;
import io.pocketio.engine.CloseReason;
import io.pocketio.server.socket.SocketLife;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Why sockets end whose session has ended. Stateless. */
final class Endings {

    private static final Logger logger = LoggerFactory.getLogger(Endings.class);

    private Endings() {}

    /** Whatever goes wrong with one socket, others have to end, too. */
    static void end(SocketLife socket, DisconnectReason reason) {
        try {
            socket.end(reason);
        } catch (Throwable failure) {
            logger.error("A socket could not be ended in good order ({})", socket, failure);
        }
    }

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
