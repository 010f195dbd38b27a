package io.pocketio.cluster.wire;

import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.MalformedPacketException;

/** An event as an array, of its name and its arguments. Immutable. */
public record EventForm(String name, Arguments arguments) {

    /** @throws MalformedPacketException when it is no array, or has no name */
    public static EventForm read(WireValue event) {
        String name = event.elements(1)[0].name();
        Arguments arguments = event.arguments(1);
        if (name == null || arguments == null) {
            throw new MalformedPacketException("an event without a name");
        }
        return new EventForm(name, arguments);
    }
}
