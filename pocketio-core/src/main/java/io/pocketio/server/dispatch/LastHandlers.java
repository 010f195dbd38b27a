package io.pocketio.server.dispatch;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/** Handlers that are at work although their connection has ended: a server that closes waits for them. Thread-safe. */
public final class LastHandlers {

    /** Each until it completes. */
    private final Set<Mono<Void>> atWork = ConcurrentHashMap.newKeySet();

    /** A connection has ended, and its sockets have. In its lane. */
    public void add(InboundLoad load) {
        if (load.isIdle()) {
            return;
        }
        Mono<Void> idle = load.idle();
        atWork.add(idle);
        idle.subscribe(nothing -> {}, failure -> {}, () -> atWork.remove(idle));
    }

    /** Completes when all that were added have done what they had in hand. */
    public Mono<Void> finished() {
        return Mono.when(List.copyOf(atWork));
    }
}
