package io.pocketio;

import io.pocketio.protocol.ReservedEvents;

/** Which names an application may give to its events. */
final class Events {

    private Events() {}

    /** @throws IllegalArgumentException when the name means something to the clients themselves */
    static void requireSendable(String event) {
        if (ReservedEvents.contains(event)) {
            throw new IllegalArgumentException('"' + event + "\" is a reserved event name");
        }
    }
}
