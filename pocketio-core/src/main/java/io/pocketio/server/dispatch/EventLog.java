package io.pocketio.server.dispatch;

import io.pocketio.SocketIoSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the log speaks of events, whose names are the client's choice. */
final class EventLog {

    private static final Logger logger = LoggerFactory.getLogger(EventLog.class);

    /** Of a name so much is shown. */
    private static final int SHOWN = 64;

    private EventLog() {}

    /** For an event that is dropped because it has no handler. */
    static void nobodyHandles(String event, SocketIoSocket socket) {
        if (logger.isDebugEnabled()) {
            logger.debug("Nobody handles {} ({})", printable(event), socket);
        }
    }

    /** A client cannot write lines of its own into the log. */
    static String printable(String event) {
        StringBuilder shown = new StringBuilder(SHOWN + 1);
        event.chars().limit(SHOWN).forEach(c -> shown.append(Character.isISOControl(c) ? '?' : (char) c));
        return event.length() > SHOWN ? shown.append('…').toString() : shown.toString();
    }
}
