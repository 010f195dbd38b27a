package io.pocketio.engine;

import java.util.Objects;
import reactor.core.publisher.Mono;

/** Ids that are there when they are asked for. Thread-safe. */
public record ImmediateSessionIds(SessionIdGenerator generator) implements ReactiveSessionIdGenerator {

    /** On the caller's thread. */
    public String next() {
        return Objects.requireNonNull(generator.generate(), "No id was generated");
    }

    @Override
    public Mono<String> generate(EngineRequest request) {
        return Mono.fromSupplier(this::next);
    }
}
