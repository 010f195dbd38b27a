package io.pocketio.server.handler;

import io.pocketio.protocol.ReservedEvents;

/** Which names of events an application may use. */
public final class EventNames {

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
}
