package io.pocketio.adapter.memory;

import io.pocketio.adapter.RecoveryLimits;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What all namespaces of one server together may keep for clients that were cut off: clients may bring namespaces into being, so that
 * a bound for each would be none. Who is above a bound gives up what it has itself. Thread-safe.
 *
 * @since 0.1
 */
public final class RecoveryBudget {

    private final RecoveryLimits limits;
    private final AtomicInteger packets = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger sessions = new AtomicInteger();

    public RecoveryBudget(RecoveryLimits limits) {
        this.limits = limits;
    }

    RecoveryLimits limits() {
        return limits;
    }

    public void addPacket(int weight) {
        packets.incrementAndGet();
        bytes.addAndGet(weight);
    }

    public void removePacket(int weight) {
        packets.decrementAndGet();
        bytes.addAndGet(-weight);
    }

    public boolean hasTooManyPackets() {
        return packets.get() > limits.maxPackets() || bytes.get() > limits.maxBytes();
    }

    void addSessions(int count) {
        sessions.addAndGet(count);
    }

    boolean hasTooManySessions() {
        return sessions.get() > limits.maxSessions();
    }
}
