package io.pocketio.server.handler;

import io.pocketio.SocketIoSocket;
import io.pocketio.protocol.ReservedEvents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Names of events: which an application may use, and how they are shown. */
public final class EventNames {

    private static final Logger logger = LoggerFactory.getLogger(EventNames.class);

    /** Of a name that a client chose, so much is shown in the log. */
    private static final int SHOWN = 64;

    private EventNames() {}

    /** @throws IllegalArgumentException when the name means something to the clients themselves */
    public static void requireSendable(String event) {
        if (ReservedEvents.contains(event)) {
            throw reserved(event);
        }
    }

    public static IllegalArgumentException reserved(String event) {
        return new IllegalArgumentException('"' + event + "\" is a reserved event name");
    }

    /** For an event that is dropped because it has no handler. */
    public static void nobodyHandles(String event, SocketIoSocket socket) {
        if (logger.isDebugEnabled()) {
            logger.debug("Nobody handles {} ({})", printable(event), socket);
        }
    }

    /** A client cannot write lines of its own into the log. */
    public static String printable(String event) {
        StringBuilder shown = new StringBuilder(SHOWN + 1);
        event.chars().limit(SHOWN).forEach(c -> shown.append(Character.isISOControl(c) ? '?' : (char) c));
        return event.length() > SHOWN ? shown.append('…').toString() : shown.toString();
    }
}
