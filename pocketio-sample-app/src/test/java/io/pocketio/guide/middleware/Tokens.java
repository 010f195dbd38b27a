package io.pocketio.guide.middleware;

import reactor.core.publisher.Mono;

/** Gives nothing for a token that is nobody's. */
interface Tokens {
    Mono<String> userOf(String token);
}
