package io.pocketio.cluster.classic;

import io.pocketio.cluster.BusListener;
import io.pocketio.cluster.node.NodeRequests;
import io.pocketio.cluster.wire.PacketForm;
import io.pocketio.cluster.wire.TargetForm;
import io.pocketio.cluster.wire.WireMsgpack;
import io.pocketio.cluster.wire.WireOutput;
import io.pocketio.cluster.wire.WireValue;
import io.pocketio.json.JsonCodec;
import io.pocketio.protocol.MalformedPacketException;
import java.util.Arrays;
import java.util.function.Predicate;

/** Reads broadcasts of other nodes, {@code [uid, packet, opts]}. Throws what a {@code BusGuard} catches. Thread-safe. */
final class BroadcastReader implements BusListener {

    private static final int PARTS = 3;

    private final ClassicChannels channels;
    private final String namespace;
    private final Predicate<String> isRoomHere;
    private final JsonCodec codec;
    private final NodeRequests inbox;

    /** What this node's own begin with. */
    private final byte[] own;

    BroadcastReader(
            ClassicChannels channels,
            String namespace,
            String uid,
            Predicate<String> isRoomHere,
            JsonCodec codec,
            NodeRequests inbox) {
        this.channels = channels;
        this.namespace = namespace;
        this.isRoomHere = isRoomHere;
        this.codec = codec;
        this.inbox = inbox;
        WireOutput start = new WireMsgpack(PARTS * uid.length());
        this.own = start.array(PARTS).string(uid).toByteArray();
    }

    /** What is this node's own, or for a room in which nobody of this node is, is passed over before it is looked at. */
    @Override
    public void message(String channel, byte[] message) {
        String room = channels.room(channel);
        boolean concerns = room != null && (room.isEmpty() || isRoomHere.test(room));
        if (concerns && !isOwn(message)) {
            read(WireMsgpack.read(message, codec));
        }
    }

    private boolean isOwn(byte[] message) {
        return message.length > own.length && Arrays.equals(message, 0, own.length, own, 0, own.length);
    }

    private void read(WireValue message) {
        if (!message.isArray()) {
            throw new MalformedPacketException("no broadcast");
        }
        WireValue[] parts = message.elements(PARTS);
        if (namespace.equals(PacketForm.namespace(parts[1]))) {
            inbox.broadcast(PacketForm.read(parts[1], namespace), TargetForm.read(parts[2]));
        }
    }
}
