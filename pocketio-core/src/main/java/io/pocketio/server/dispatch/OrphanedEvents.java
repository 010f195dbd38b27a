package io.pocketio.server.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * What waits for handlers on behalf of connections that have ended. Such events are handled like others, as long as they are few: who
 * has gone cannot be made to wait, and may come again and leave more. Thread-safe.
 */
public final class OrphanedEvents {

    private static final Logger logger = LoggerFactory.getLogger(OrphanedEvents.class);

    private final long maxBytes;
    private final AtomicLong bytes = new AtomicLong();

    /** It has been told that there are too many; not again before there is half as much. */
    private final AtomicBoolean warned = new AtomicBoolean();

    /** Of handlers that were at work when their connection was closed with the server. Concurrent: any thread. */
    private final Queue<Mono<Void>> last = new ConcurrentLinkedQueue<>();

    public OrphanedEvents(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** A connection has ended. {@code false} when what it leaves is to be dropped. */
    public boolean keep(InboundLoad load) {
        long weight = load.weight();
        if (weight == 0) {
            return true;
        }
        if (bytes.addAndGet(weight) > maxBytes) {
            bytes.addAndGet(-weight);
            if (warned.compareAndSet(false, true)) {
                logger.warn("Events of clients that have gone are dropped: handlers are too far behind");
            }
            return false;
        }
        load.idle().subscribe(nothing -> {}, failure -> {}, () -> release(weight));
        return true;
    }

    /** A connection has been closed with the server, which waits for what handlers have in hand. In the lane of the connection. */
    public void finish(InboundLoad load) {
        last.add(load.idle());
    }

    /** Completes when handlers have done what they had in hand when the server was closed. */
    public Mono<Void> finished() {
        List<Mono<Void>> handlers = new ArrayList<>();
        for (Mono<Void> next = last.poll(); next != null; next = last.poll()) {
            handlers.add(next);
        }
        return Mono.when(handlers);
    }

    private void release(long weight) {
        if (bytes.addAndGet(-weight) <= maxBytes / 2) {
            warned.set(false);
        }
    }
}
