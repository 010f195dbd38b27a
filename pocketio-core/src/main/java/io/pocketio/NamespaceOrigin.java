package io.pocketio;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a namespace comes from.
 *
 * @param parent {@code null} for a namespace of a fixed name
 * @param removable whether it may go again, which only one that a client has brought into being may
 */
record NamespaceOrigin(
        HandlerRegistrations registrations,
        @Nullable DefaultParentNamespace parent,
        Map<String, String> variables,
        boolean removable) {

    static NamespaceOrigin fixed(HandlerRegistrations registrations) {
        return new NamespaceOrigin(registrations, null, Map.of(), false);
    }

    static NamespaceOrigin child(
            DefaultParentNamespace parent, String name, Map<String, String> variables, boolean removable) {
        return new NamespaceOrigin(parent.registrations().ofChild(name), parent, variables, removable);
    }
}
