package io.pocketio.engine.budget;

import io.pocketio.engine.packet.EnginePacket;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Bytes of memory, about, of the packets that wait for polls of the clients of a server. One that waits for many of them, as a broadcast
 * does, counts once, from the first to the last of them; beside it only its place in the queue of each. Thread-safe.
 */
public final class WaitingPackets {

    /** In a queue that has grown by half of what it needs. */
    private static final int PLACE = 8;

    /** For how many clients. Here, not in the packets, of which most never wait. */
    private final ConcurrentMap<Same, Integer> clients = new ConcurrentHashMap<>();

    private final LongAdder bytes = new LongAdder();

    /** It waits for one client more. */
    public void add(EnginePacket packet) {
        boolean isFirst = clients.merge(new Same(packet), 1, Integer::sum) == 1;
        bytes.add(isFirst ? PLACE + packet.weight() : PLACE);
    }

    /** It waits for one client less, for which it has been added. */
    public void remove(EnginePacket packet) {
        boolean isLast =
                clients.computeIfPresent(new Same(packet), (same, count) -> count == 1 ? null : count - 1) == null;
        bytes.add(isLast ? -PLACE - packet.weight() : -PLACE);
    }

    public long bytes() {
        return bytes.sum();
    }

    /** A packet, and none that only looks like it. */
    private record Same(EnginePacket packet) {

        @Override
        @SuppressWarnings("ReferenceEquality")
        public boolean equals(Object other) {
            return other instanceof Same that && packet == that.packet;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(packet);
        }
    }
}
