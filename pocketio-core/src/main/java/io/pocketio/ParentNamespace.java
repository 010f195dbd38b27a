package io.pocketio;

import java.util.Collection;

/**
 * Namespaces that come into being when a client asks for them. As a {@link Broadcast} it reaches the sockets of all children; and
 * what is added to it holds for each of them. Node's {@code ParentNamespace}. Thread-safe.
 *
 * @since 0.1
 */
public interface ParentNamespace extends NamespaceHandlers, Broadcast {

    /** Those that exist now; a live view. */
    Collection<Namespace> children();
}
