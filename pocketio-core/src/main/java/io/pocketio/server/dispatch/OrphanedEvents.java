package io.pocketio.server.dispatch;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

    private void release(long weight) {
        if (bytes.addAndGet(-weight) <= maxBytes / 2) {
            warned.set(false);
        }
    }
}
