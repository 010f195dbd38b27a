package io.pocketio;

import reactor.core.publisher.Mono;

/**
 * Decides whether a namespace that a client asks for may come into being: Node's function form of {@code io.of}.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface NamespaceMatcher {

    /**
     * Called in the lane of the client's session; must not block. Empty counts as {@code false}, and so does an error, which is
     * logged. Matchers are asked in the order of registration, the first that accepts takes the namespace.
     *
     * @param name starts with a slash; the client's choice
     * @param handshake with the client's {@code auth}
     */
    Mono<Boolean> matches(String name, Handshake handshake);
}
