package io.pocketio.server.namespace;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Who may enter a namespace when: nobody before its listeners have been told of it, and nobody once it has been removed; and it is
 * not removed while somebody is in it or on the way in. Thread-safe.
 */
public final class Occupancy {

    private static final int REMOVED = -1;

    private final boolean removable;

    /** How many clients are in it or joining, and leases; not counted for one that stays. */
    private final AtomicInteger inside;

    private final Sinks.Empty<Void> opened = Sinks.empty();
    private final AtomicBoolean markedEmpty = new AtomicBoolean();

    private volatile boolean open;

    /** All for whom it is there while it is leased count as one that is in it, until they {@link #exit()}. */
    Occupancy(Stay stay) {
        this.removable = stay != Stay.FOR_GOOD;
        this.inside = new AtomicInteger(stay == Stay.WHILE_LEASED ? 1 : 0);
    }

    boolean isRemovable() {
        return removable;
    }

    /** {@code false} when the namespace has been removed. */
    public boolean enter() {
        return !removable || inside.updateAndGet(count -> count == REMOVED ? REMOVED : count + 1) != REMOVED;
    }

    /** Whether nobody is left, and the namespace may go. */
    boolean exit() {
        return removable && inside.decrementAndGet() == 0;
    }

    /** Closes it for good; {@code false} when somebody is inside, or it is closed already. */
    boolean remove() {
        return removable && inside.compareAndSet(0, REMOVED);
    }

    boolean isRemoved() {
        return inside.get() == REMOVED;
    }

    /** The listeners have been told. */
    void open() {
        open = true;
        opened.tryEmitEmpty();
    }

    public boolean isOpen() {
        return open;
    }

    public Mono<Void> opened() {
        return opened.asMono();
    }

    /** Whether it was not marked. */
    boolean markEmpty() {
        return markedEmpty.compareAndSet(false, true);
    }

    void unmarkEmpty() {
        markedEmpty.set(false);
    }
}
