package io.pocketio.protocol;

import java.util.Set;

/**
 * Event names that mean something to the clients themselves and so cannot be sent.
 *
 * @since 0.1
 */
public final class ReservedEvents {

    private static final Set<String> NAMES =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    private ReservedEvents() {}

    public static boolean contains(String event) {
        return NAMES.contains(event);
    }
}
