package io.pocketio.server.dispatch;

import io.pocketio.SocketIoSocket;
import io.pocketio.log.ClientText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the log speaks of events, whose names are the client's choice. */
final class EventLog {

    private static final Logger logger = LoggerFactory.getLogger(EventLog.class);

    private EventLog() {}

    /** For an event that is dropped because it has no handler. */
    static void nobodyHandles(String event, SocketIoSocket socket) {
        if (logger.isDebugEnabled()) {
            logger.debug("Nobody handles {} ({})", ClientText.of(event), socket);
        }
    }
}
