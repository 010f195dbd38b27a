package io.pocketio.server.namespace;

import io.pocketio.server.handler.HandlerTable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a namespace comes from.
 *
 * @param parent {@code null} for a namespace of a fixed name
 * @param stay {@link Stay#WHILE_ENTERED} for one that a client or a lease has brought into being, and for no other
 */
record NamespaceOrigin(
        HandlerTable handlers, @Nullable DefaultParentNamespace parent, Map<String, String> variables, Stay stay) {

    static NamespaceOrigin fixed(HandlerTable handlers, Stay stay) {
        return new NamespaceOrigin(handlers, null, Map.of(), stay);
    }

    static NamespaceOrigin child(DefaultParentNamespace parent, String name, Map<String, String> variables, Stay stay) {
        return new NamespaceOrigin(parent.handlerTable().ofChild(name), parent, variables, stay);
    }

    /** Whether there is a parent still, which guards the way in. */
    boolean isGuarded() {
        return parent != null && !parent.holders().isGone();
    }
}
