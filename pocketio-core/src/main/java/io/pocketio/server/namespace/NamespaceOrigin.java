package io.pocketio.server.namespace;

import io.pocketio.server.handler.HandlerTable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a namespace comes from.
 *
 * @param parent {@code null} for a namespace of a fixed name
 * @param removable whether it may go again, which only one that a client has brought into being may
 */
record NamespaceOrigin(
        HandlerTable handlers,
        @Nullable DefaultParentNamespace parent,
        Map<String, String> variables,
        boolean removable) {

    static NamespaceOrigin fixed(HandlerTable handlers) {
        return new NamespaceOrigin(handlers, null, Map.of(), false);
    }

    static NamespaceOrigin child(
            DefaultParentNamespace parent, String name, Map<String, String> variables, boolean removable) {
        return new NamespaceOrigin(parent.handlerTable().ofChild(name), parent, variables, removable);
    }
}
