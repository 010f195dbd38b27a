package io.pocketio.server.socket;

import io.pocketio.DisconnectReason;
import java.util.concurrent.atomic.LongAdder;

/** Counts sockets that leave, by the reason for it. Thread-safe. */
public final class DisconnectCounts {

    private final LongAdder[] counts = new LongAdder[DisconnectReason.values().length];

    public DisconnectCounts() {
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new LongAdder();
        }
    }

    public void increment(DisconnectReason reason) {
        counts[reason.ordinal()].increment();
    }

    public long of(DisconnectReason reason) {
        return counts[reason.ordinal()].sum();
    }
}
