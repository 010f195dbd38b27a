package io.pocketio;

import io.pocketio.protocol.ReservedEvents;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Names of events: which an application may use, and how they are shown. */
final class Events {

    private static final Logger logger = LoggerFactory.getLogger(Events.class);

    /** Of a name that a client chose, so much is shown in the log. */
    private static final int SHOWN = 64;

    /** More milliseconds than anybody waits, and few enough to be added to others. */
    private static final Duration LONGEST = Duration.ofDays(10_000);

    private Events() {}

    /** @throws IllegalArgumentException when the name means something to the clients themselves */
    static void requireSendable(String event) {
        if (ReservedEvents.contains(event)) {
            throw reserved(event);
        }
    }

    static IllegalArgumentException reserved(String event) {
        return new IllegalArgumentException('"' + event + "\" is a reserved event name");
    }

    /**
     * A time to wait for an answer, as far as a clock goes.
     *
     * @throws IllegalArgumentException when it is not positive
     */
    static Duration timeout(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be positive, not " + timeout);
        }
        return timeout.compareTo(LONGEST) < 0 ? timeout : LONGEST;
    }

    /** For an event that is dropped because it has no handler. */
    static void nobodyHandles(String event, DefaultSocket socket) {
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
