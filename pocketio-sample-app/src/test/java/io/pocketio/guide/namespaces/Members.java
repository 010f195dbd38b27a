package io.pocketio.guide.namespaces;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

interface Members {
    Mono<Boolean> mayOpen(String namespace, @Nullable String token);
}
