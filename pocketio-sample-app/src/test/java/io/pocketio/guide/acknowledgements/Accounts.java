package io.pocketio.guide.acknowledgements;

import reactor.core.publisher.Mono;

interface Accounts {
    Mono<Balance> balance(String account);
}
