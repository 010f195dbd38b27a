package io.pocketio.engine.polling;

import io.pocketio.engine.budget.WaitingPackets;
import io.pocketio.engine.packet.EnginePacket;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Packets that wait for the next poll, and what they weigh. Confined to the session's lane. */
public final class Outbox {

    private final @Nullable WaitingPackets ofAll;
    private List<EnginePacket> waiting = new ArrayList<>(0);
    private long bytes;

    /** One whose packets are told to nobody. */
    public Outbox() {
        this(null);
    }

    /** @param ofAll is told what waits; {@code null} for nobody */
    Outbox(@Nullable WaitingPackets ofAll) {
        this.ofAll = ofAll;
    }

    public void add(EnginePacket packet) {
        waiting.add(packet);
        bytes += packet.weight();
        if (ofAll != null) {
            ofAll.add(packet);
        }
    }

    public boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Bytes of memory, about, as if nobody else had any of the packets. */
    public long bytes() {
        return bytes;
    }

    /** All that waits; nothing waits afterwards. */
    public List<EnginePacket> drain() {
        List<EnginePacket> drained = waiting;
        waiting = new ArrayList<>(0);
        bytes = 0;
        if (ofAll != null) {
            drained.forEach(ofAll::remove);
        }
        return drained;
    }
}
