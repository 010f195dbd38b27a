package io.pocketio.engine;

import java.util.Objects;
import reactor.core.publisher.Mono;

/**
 * Ids that are there when they are asked for: what {@link ReactiveSessionIdGenerator#of} makes. The engine asks for them without
 * the operators that others need. Thread-safe.
 *
 * @since 0.1
 */
public record ImmediateSessionIds(SessionIdGenerator generator) implements ReactiveSessionIdGenerator {

    /** The next id, on the caller's thread. */
    public String next() {
        return Objects.requireNonNull(generator.generate(), "No id was generated");
    }

    @Override
    public Mono<String> generate(EngineRequest request) {
        return Mono.fromSupplier(this::next);
    }
}
