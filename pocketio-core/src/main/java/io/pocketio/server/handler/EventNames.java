package io.pocketio.server.handler;

import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.ReservedEvents;
import org.jspecify.annotations.Nullable;

/** Which names of events an application may use. */
public final class EventNames {

    private EventNames() {}

    /** @throws IllegalArgumentException when the name means something to the clients themselves */
    public static void requireSendable(String event) {
        if (ReservedEvents.contains(event)) {
            throw reserved(event);
        }
    }

    /**
     * Before it is sent.
     *
     * @throws IllegalArgumentException when the name means something to the clients themselves, or there is no array of arguments
     */
    public static void requireSendable(String event, @Nullable Object[] arguments) {
        requireSendable(event);
        Arguments.requireArray(arguments);
    }

    public static IllegalArgumentException reserved(String event) {
        return new IllegalArgumentException('"' + event + "\" is a reserved event name");
    }
}
