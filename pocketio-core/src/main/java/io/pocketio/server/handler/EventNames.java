package io.pocketio.server.handler;

import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.ReservedEvents;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which names of events an application may use. */
public final class EventNames {

    /** Events of namespaces themselves. */
    private static final Set<String> OF_SERVERS = Set.of("connect", "connection", "new_namespace");

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

    /**
     * For what servers send to each other.
     *
     * @throws IllegalArgumentException when the name means something to a namespace itself
     */
    public static void requireSendableToServers(String event) {
        if (OF_SERVERS.contains(event)) {
            throw reserved(event);
        }
    }

    private static IllegalArgumentException reserved(String event) {
        return new IllegalArgumentException('"' + event + "\" is a reserved event name");
    }
}
