package io.pocketio.engine.packet;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.LongAdder;

/**
 * Bytes of memory, about, of the packets that wait for the clients of a server. One that waits for many of them, as a broadcast does, counts
 * once, from the first to the last of them; beside it only its place in the queue of each. Thread-safe.
 *
 * @since 0.1
 */
public final class WaitingPackets {

    /** In a queue that has grown by half of what it needs. */
    private static final int PLACE = 8;

    private final LongAdder bytes = new LongAdder();

    /** It waits for one client more. */
    public void add(EnginePacket packet) {
        boolean isFirst = packet.waits(this).begin(this);
        bytes.add(isFirst ? PLACE + packet.weight() : PLACE);
    }

    /** It waits for one client less, for which it has been added. */
    public void remove(EnginePacket packet) {
        boolean isLast = packet.waits(this).end(this);
        bytes.add(isLast ? -PLACE - packet.weight() : -PLACE);
    }

    public long bytes() {
        return bytes.sum();
    }

    /** For how many clients of a server a packet waits. At any other server it counts anew each time. */
    static final class Waits {

        private static final AtomicIntegerFieldUpdater<Waits> CLIENTS =
                AtomicIntegerFieldUpdater.newUpdater(Waits.class, "clients");

        private final WaitingPackets server;
        private volatile int clients;

        Waits(WaitingPackets server) {
            this.server = server;
        }

        private boolean begin(WaitingPackets at) {
            return at != server || CLIENTS.getAndIncrement(this) == 0;
        }

        private boolean end(WaitingPackets at) {
            return at != server || CLIENTS.decrementAndGet(this) == 0;
        }
    }
}
