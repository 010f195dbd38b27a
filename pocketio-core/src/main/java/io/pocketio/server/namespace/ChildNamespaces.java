package io.pocketio.server.namespace;

import io.pocketio.log.ClientText;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bounds the namespaces that clients bring into being, and removes those that are empty, and leased ones that have gone. Thread-safe. */
final class ChildNamespaces {

    private static final Logger logger = LoggerFactory.getLogger(ChildNamespaces.class);

    private final ConcurrentMap<String, DefaultNamespace> namespaces;
    private final int max;
    private final boolean cleanup;

    private final AtomicInteger count = new AtomicInteger();

    /** Those that nobody has been in at some time, the longest empty first; each at most once. */
    private final Queue<DefaultNamespace> empty = new ConcurrentLinkedQueue<>();

    /** It has been told that there are too many; not again before there are half as many. */
    private final AtomicBoolean warned = new AtomicBoolean();

    /** @param namespaces all of the server, to remove from */
    ChildNamespaces(ConcurrentMap<String, DefaultNamespace> namespaces, NamespaceSettings settings) {
        this.namespaces = namespaces;
        this.max = settings.maxChildren();
        this.cleanup = settings.cleanupEmptyChildren();
    }

    /** Makes room for one more; {@code false} when there is none. */
    boolean reserve() {
        while (true) {
            int now = count.get();
            if (now < max) {
                if (count.compareAndSet(now, now + 1)) {
                    return true;
                }
            } else if (!removeAnEmptyOne()) {
                if (warned.compareAndSet(false, true)) {
                    logger.warn(
                            "Clients are refused: there are {} dynamic namespaces with sockets in them, as many as max-child-namespaces allows",
                            max);
                }
                return false;
            }
        }
    }

    /** Counts one more, whether or not there is room: the application asks for it. Always {@code true}, as there is room then. */
    boolean claim() {
        count.incrementAndGet();
        return true;
    }

    /** Gives back what was reserved or claimed. */
    void release() {
        if (count.decrementAndGet() <= max / 2) {
            warned.set(false);
        }
    }

    /** The last client has left, or one who leased it. */
    void emptied(DefaultNamespace child) {
        if (cleanup || child.holders().isGone()) {
            remove(child);
        } else if (child.occupancy().markEmpty()) {
            empty.add(child);
        }
    }

    /** Those that are to be removed anyway need not wait for their room to be needed. */
    void forgetRetired() {
        empty.removeIf(child -> child.holders().isGone());
    }

    private boolean removeAnEmptyOne() {
        for (DefaultNamespace child = empty.poll(); child != null; child = empty.poll()) {
            // before the attempt: whoever leaves it behind that puts it in the queue again
            child.occupancy().unmarkEmpty();
            if (remove(child)) {
                return true;
            }
        }
        return false;
    }

    /** {@code false} when somebody has entered it meanwhile. */
    private boolean remove(DefaultNamespace child) {
        if (!child.occupancy().remove()) {
            return false;
        }
        namespaces.remove(child.name(), child);
        if (child.origin().stay() == Stay.WHILE_ENTERED) {
            release();
        }
        child.removed();
        logger.debug("Removed namespace {}, which was empty", ClientText.of(child.name()));
        return true;
    }
}
