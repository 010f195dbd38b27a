package io.pocketio.cluster.streams;

import io.pocketio.cluster.StreamId;
import io.pocketio.protocol.EncodedPacket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one client has missed, as it is gathered: from the stream, then from what comes meanwhile. Confined to one thread at a time. */
final class MissedEvents {

    private final Set<String> rooms;
    private final long maxBytes;
    private final List<EncodedPacket> packets = new ArrayList<>();
    private StreamId end;
    private @Nullable String last;
    private long weight;

    /**
     * @param start the client has everything up to here
     * @param rooms in which it was
     * @param maxBytes as much may be sent again
     */
    MissedEvents(StreamId start, Set<String> rooms, long maxBytes) {
        this.end = start;
        this.rooms = rooms;
        this.maxBytes = maxBytes;
    }

    /** @param before what was gathered already, up to that end */
    MissedEvents(StreamId end, List<EncodedPacket> before, @Nullable String last, Set<String> rooms, long maxBytes) {
        this(end, rooms, maxBytes);
        this.last = last;
        packets.addAll(before);
        before.forEach(packet -> weight += packet.weight());
    }

    /** Up to where the stream was looked through. */
    StreamId end() {
        return end;
    }

    /** The stream was looked through up to here. */
    void read(StreamId id) {
        end = StreamId.later(end, id);
    }

    boolean isFor(StoredEvent event) {
        return event.id().isBehind(end) && event.isMissedIn(rooms);
    }

    void add(StreamId id, EncodedPacket packet) {
        last = id.toString();
        weight += packet.weight();
        if (!isTooMuch()) {
            packets.add(packet);
        }
    }

    /** What was gathered behind this. */
    void addAll(MissedEvents behind) {
        if (behind.last != null) {
            last = behind.last;
        }
        weight += behind.weight;
        packets.addAll(behind.packets);
    }

    boolean isTooMuch() {
        return weight > maxBytes;
    }

    List<EncodedPacket> packets() {
        return packets;
    }

    /** Offset of the last of them; {@code null} when there is none. */
    @Nullable
    String last() {
        return last;
    }
}
