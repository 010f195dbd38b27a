package io.pocketio.engine;

import io.pocketio.engine.packet.EnginePacket;
import java.util.ArrayList;
import java.util.List;

/** Packets that wait for the next poll, and their size. Confined to the session's lane. */
final class Outbox {

    private List<EnginePacket> waiting = new ArrayList<>(0);
    private long bytes;

    void add(EnginePacket packet) {
        waiting.add(packet);
        bytes += packet.payloadLength();
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Bytes that the packets take in a payload, without separators. */
    long bytes() {
        return bytes;
    }

    /** All that waits; nothing waits afterwards. */
    List<EnginePacket> drain() {
        List<EnginePacket> drained = waiting;
        waiting = new ArrayList<>(0);
        bytes = 0;
        return drained;
    }
}
