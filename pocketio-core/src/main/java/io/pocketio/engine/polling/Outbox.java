package io.pocketio.engine.polling;

import io.pocketio.engine.packet.EnginePacket;
import java.util.ArrayList;
import java.util.List;

/** Packets that wait for the next poll, and what they weigh. Confined to the session's lane. */
public final class Outbox {

    /** Of the objects that make a packet, beside its bytes. */
    private static final int OVERHEAD = 128;

    private List<EnginePacket> waiting = new ArrayList<>(0);
    private long bytes;

    public void add(EnginePacket packet) {
        waiting.add(packet);
        bytes += OVERHEAD + packet.frame().array().length;
    }

    public boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Bytes of memory, about: small packets weigh many times what they take on the wire. */
    public long bytes() {
        return bytes;
    }

    /** All that waits; nothing waits afterwards. */
    public List<EnginePacket> drain() {
        List<EnginePacket> drained = waiting;
        waiting = new ArrayList<>(0);
        bytes = 0;
        return drained;
    }
}
