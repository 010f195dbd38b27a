package io.pocketio.server.namespace;

import io.pocketio.adapter.AckCollector;
import io.pocketio.adapter.BroadcastFlags;
import io.pocketio.adapter.LocalSocket;
import io.pocketio.adapter.LocalSockets;
import io.pocketio.adapter.RecoverableSockets;
import io.pocketio.adapter.SocketDescriptor;
import io.pocketio.json.CodecException;
import io.pocketio.json.JsonCodec;
import io.pocketio.log.ClientText;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.Packet;
import io.pocketio.protocol.PacketCodec;
import io.pocketio.server.broadcast.PendingBroadcasts;
import io.pocketio.server.socket.Delivery;
import io.pocketio.server.socket.NamespaceMember;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/** The sockets of a namespace, as its adapter sees them: what is sent to many goes through here. Thread-safe. */
final class NamespaceSockets implements LocalSockets {

    private final String namespace;
    private final PacketCodec codec;
    private final JsonCodec json;
    private final Delivery delivery;
    private final ServerSideListeners serverSide;
    private final Map<String, NamespaceMember> sockets = new ConcurrentHashMap<>();
    private final PendingBroadcasts broadcasts = new PendingBroadcasts();

    /** One counter for all sockets, as in the reference server: so that a broadcast can ask all of them with one packet. */
    private final AtomicLong nextAckId = new AtomicLong();

    NamespaceSockets(
            String namespace, PacketCodec codec, JsonCodec json, Delivery delivery, ServerSideListeners serverSide) {
        this.namespace = namespace;
        this.codec = codec;
        this.json = json;
        this.delivery = delivery;
        this.serverSide = serverSide;
    }

    void add(NamespaceMember socket) {
        sockets.put(socket.id(), socket);
    }

    void remove(NamespaceMember socket) {
        sockets.remove(socket.id(), socket);
        broadcasts.gone(socket);
    }

    long nextAckId() {
        return nextAckId.getAndIncrement();
    }

    /** An acknowledgement has come that no event to this socket alone waits for. */
    void acknowledged(LocalSocket socket, Packet packet) {
        broadcasts.answered(packet.id(), socket, packet.arguments());
    }

    /** Broadcasts whose answers somebody waits for. */
    int pendingBroadcasts() {
        return broadcasts.size();
    }

    @Override
    public Collection<NamespaceMember> all() {
        return Collections.unmodifiableCollection(sockets.values());
    }

    @Override
    public @Nullable NamespaceMember find(String id) {
        return sockets.get(id);
    }

    @Override
    public EncodedPacket encode(Packet packet) {
        return encode(packet, codec);
    }

    /** By the codec of a connection. */
    EncodedPacket encode(Packet packet, PacketCodec by) {
        try {
            return by.encode(packet);
        } catch (CodecException unwritable) {
            // of another type than what a client's bad JSON causes: this is the application's fault
            throw new IllegalArgumentException(
                    "An argument cannot be sent: " + unwritable.getMessage() + " (namespace=" + ClientText.of(namespace)
                            + ")",
                    unwritable);
        }
    }

    @Override
    public JsonCodec json() {
        return json;
    }

    @Override
    public void deliver(
            Packet packet, EncodedPacket encoded, Iterable<? extends LocalSocket> recipients, BroadcastFlags flags) {
        delivery.deliver(packet, encoded, recipients, flags);
    }

    @Override
    public Disposable deliverWithAck(
            Packet packet, Iterable<? extends LocalSocket> recipients, BroadcastFlags flags, AckCollector collector) {
        Packet asking = packet.withId(nextAckId());
        EncodedPacket encoded = encode(asking);
        PendingBroadcasts.Pending pending = broadcasts.open(asking.id(), collector);
        List<LocalSocket> asked = connected(recipients);
        try {
            pending.expect(asked);
            deliver(asking, encoded, asked, flags);
        } catch (Throwable failure) { // nobody else will
            pending.dispose();
            throw failure;
        }
        return pending;
    }

    private static List<LocalSocket> connected(Iterable<? extends LocalSocket> recipients) {
        List<LocalSocket> connected = new ArrayList<>();
        for (LocalSocket recipient : recipients) {
            if (NamespaceMember.of(recipient).isConnected()) {
                connected.add(recipient);
            }
        }
        return connected;
    }

    @Override
    public SocketDescriptor describe(LocalSocket socket) {
        return NamespaceMember.of(socket).describe();
    }

    @Override
    public void disconnect(LocalSocket socket, boolean close) {
        NamespaceMember.of(socket).disconnectLater(close);
    }

    @Override
    public void serverSideEvent(String event, Arguments arguments, @Nullable Consumer<Arguments> reply) {
        serverSide.event(event, arguments, reply);
    }

    @Override
    public RecoverableSockets recoverable() {
        RecoverableSockets recoverable = delivery.recoverable();
        return recoverable != null ? recoverable : LocalSockets.super.recoverable();
    }
}
