package io.pocketio.adapter.memory;

import io.pocketio.protocol.EncodedPacket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one client has missed, as it is gathered. Confined to one thread. */
final class Missed {

    private final List<EncodedPacket> packets;
    private @Nullable String last;
    private long weight;

    Missed(List<EncodedPacket> before, @Nullable String last) {
        this.packets = new ArrayList<>(before);
        this.last = last;
        for (EncodedPacket packet : before) {
            weight += packet.weight();
        }
    }

    void add(List<PacketLog.Entry> entries, Set<String> rooms, Offsets offsets) {
        for (int i = 0; i < entries.size(); i++) {
            PacketLog.Entry entry = entries.get(i);
            if (entry.isFor(rooms)) {
                packets.add(entry.packet());
                weight += entry.weight();
                last = offsets.format(entry.number());
            }
        }
    }

    List<EncodedPacket> packets() {
        return packets;
    }

    /** Offset of the last packet; {@code null} when there is none. */
    @Nullable
    String last() {
        return last;
    }

    long weight() {
        return weight;
    }
}
