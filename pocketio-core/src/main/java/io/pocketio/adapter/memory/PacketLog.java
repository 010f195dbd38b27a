package io.pocketio.adapter.memory;

import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.protocol.EncodedPacket;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The latest packets of a namespace in the order in which they were sent, numbered from 1: as many as the server has room for, and
 * so old at most.
 * Confined to who has the lock of its owner.
 */
final class PacketLog {

    private final RecoveryBudget budget;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private long last;

    PacketLog(RecoveryBudget budget) {
        this.budget = budget;
    }

    /** Number of the last packet; 0 before the first. */
    long last() {
        return last;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** The packet becomes number {@link #last()}. */
    void append(EncodedPacket packet, BroadcastTarget target, long now) {
        last++;
        int weight = packet.weight();
        entries.addLast(new Entry(last, packet, target.rooms(), target.except(), now, weight));
        budget.addPacket(weight);
        while (budget.hasTooManyPackets() && !entries.isEmpty()) {
            removeFirst();
        }
    }

    void dropOld(long now) {
        long oldest = now - budget.limits().maxPacketAge().toMillis();
        for (Entry first = entries.peekFirst(); first != null && first.time() < oldest; first = entries.peekFirst()) {
            removeFirst();
        }
    }

    private void removeFirst() {
        budget.removePacket(entries.removeFirst().weight());
    }

    /** The packets behind that number, in order; {@code null} when one of them is not here any more. */
    @Nullable
    List<Entry> behind(long number) {
        int count = (int) Math.min(last - number, Integer.MAX_VALUE);
        if (count > entries.size()) {
            return null;
        }
        Entry[] wanted = new Entry[count];
        Iterator<Entry> latest = entries.descendingIterator();
        for (int i = count - 1; i >= 0; i--) {
            wanted[i] = latest.next();
        }
        return Arrays.asList(wanted);
    }

    void clear() {
        while (!entries.isEmpty()) {
            removeFirst();
        }
    }

    /** A packet and whom it was for. Immutable. */
    record Entry(long number, EncodedPacket packet, Set<String> rooms, Set<String> except, long time, int weight) {

        boolean isFor(Set<String> joined) {
            return (rooms.isEmpty() || meets(rooms, joined)) && !meets(except, joined);
        }

        private static boolean meets(Set<String> some, Set<String> others) {
            for (String room : some) {
                if (others.contains(room)) {
                    return true;
                }
            }
            return false;
        }
    }
}
