package io.pocketio.engine;

import reactor.core.publisher.Mono;

/**
 * Makes the ids of sessions like {@link SessionIdGenerator}, when that takes time, or what the request tells.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ReactiveSessionIdGenerator {

    /**
     * An id never given before, hard to guess. An error, or none, refuses the handshake with "Bad request". Any thread may call,
     * several at a time.
     *
     * @param request the handshake; its body is empty
     */
    Mono<String> generate(EngineRequest request);

    /** Asks the generator, on the caller's thread. */
    static ReactiveSessionIdGenerator of(SessionIdGenerator generator) {
        return new ImmediateSessionIds(generator);
    }
}
