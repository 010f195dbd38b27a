package io.pocketio.engine;

import reactor.core.publisher.Mono;

/**
 * Decides whether a client may open a session, before the engine spends anything on it. Asked for handshakes only, not for
 * follow-up requests or upgrades of a session.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface AllowRequest {

    /**
     * Empty to allow; a message to refuse with, {@code "Forbidden"} being the usual one; an error refuses with
     * {@code "Forbidden"}.
     */
    Mono<String> check(EngineRequest request);
}
