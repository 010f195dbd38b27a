package io.pocketio.event;

import io.pocketio.Namespace;

/**
 * A namespace has come into being while the application runs: Node's {@code new_namespace}. Published before any socket is in it,
 * in the lane of the client that asked for it, as often as clients like to cause it: a listener must be quick, or asynchronous.
 *
 * @since 0.1
 */
public record SocketIoNamespaceEvent(Namespace namespace) {}
