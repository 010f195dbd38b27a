package io.pocketio.cluster.streams;

import io.pocketio.adapter.memory.RecoveryBudget;
import io.pocketio.cluster.StreamId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * The latest events of a namespace as they were read, so that those who come back all at once are given the same packets, and need not read
 * them from the stream again. As many as the server has room for. Confined to who has the lock of its owner.
 */
final class RecentEvents {

    private final RecoveryBudget budget;
    private final Deque<StoredEvent> events = new ArrayDeque<>();

    /** The last one that is not here any more, or never was. */
    private StreamId dropped = StreamId.BEGINNING;

    RecentEvents(RecoveryBudget budget) {
        this.budget = budget;
    }

    /** Those behind that one are about to come. */
    void begin(StreamId behind) {
        clear();
        dropped = behind;
    }

    /** @param event one that clients may miss */
    void add(StoredEvent event) {
        events.addLast(event);
        budget.addPacket(event.weight());
        while (budget.hasTooManyPackets() && !events.isEmpty()) {
            removeFirst();
        }
    }

    private void removeFirst() {
        StoredEvent first = events.removeFirst();
        dropped = first.id();
        budget.removePacket(first.weight());
    }

    /** Whether all that were read behind that one are here. */
    boolean reachBackTo(StreamId id) {
        return !dropped.isBehind(id);
    }

    /** Those behind that one, in order. */
    List<StoredEvent> behind(StreamId id) {
        Deque<StoredEvent> found = new ArrayDeque<>();
        Iterator<StoredEvent> latest = events.descendingIterator();
        while (latest.hasNext()) {
            StoredEvent event = latest.next();
            if (!event.id().isBehind(id)) {
                break;
            }
            found.addFirst(event);
        }
        return new ArrayList<>(found);
    }

    void clear() {
        while (!events.isEmpty()) {
            removeFirst();
        }
    }
}
