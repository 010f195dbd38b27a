package io.pocketio.server.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import reactor.core.publisher.Mono;

/** Handlers that are at work when their connection is closed with the server, which waits for them. Thread-safe. */
public final class LastHandlers {

    private final Queue<Mono<Void>> atWork = new ConcurrentLinkedQueue<>();

    /** A connection has been closed with the server. In its lane. */
    public void add(InboundLoad load) {
        atWork.add(load.idle());
    }

    /** Completes when all that were added have done what they had in hand. */
    public Mono<Void> finished() {
        List<Mono<Void>> handlers = new ArrayList<>();
        for (Mono<Void> next = atWork.poll(); next != null; next = atWork.poll()) {
            handlers.add(next);
        }
        return Mono.when(handlers);
    }
}
