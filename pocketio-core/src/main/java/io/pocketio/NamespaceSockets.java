package io.pocketio;

import io.pocketio.adapter.AckCollector;
import io.pocketio.adapter.BroadcastFlags;
import io.pocketio.adapter.LocalSocket;
import io.pocketio.adapter.LocalSockets;
import io.pocketio.adapter.RecoverableSockets;
import io.pocketio.adapter.SocketDescriptor;
import io.pocketio.json.CodecException;
import io.pocketio.lane.Lane;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.Packet;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/** The sockets of a namespace, as its adapter sees them: what is sent to many goes through here. Thread-safe. */
final class NamespaceSockets implements LocalSockets {

    private final DefaultNamespace namespace;
    private final DefaultSocketIoServer server;
    private final Map<String, DefaultSocket> sockets = new ConcurrentHashMap<>();
    private final BroadcastAcks acks = new BroadcastAcks();
    private final ServerSideListeners serverSide = new ServerSideListeners();

    /** One counter for all sockets, as in the reference server: so that a broadcast can ask all of them with one packet. */
    private final AtomicLong nextAckId = new AtomicLong();

    private final @Nullable NamespaceRecovery recovery;

    NamespaceSockets(DefaultNamespace namespace, DefaultSocketIoServer server) {
        this.namespace = namespace;
        this.server = server;
        RecoverySettings settings = server.settings().recovery();
        this.recovery = settings == null ? null : new NamespaceRecovery(server.settings(), settings);
    }

    void add(DefaultSocket socket) {
        sockets.put(socket.id(), socket);
    }

    void remove(DefaultSocket socket) {
        sockets.remove(socket.id(), socket);
        acks.gone(socket);
    }

    long nextAckId() {
        return nextAckId.getAndIncrement();
    }

    /** An acknowledgement has come that no event to this socket alone waits for. */
    void acknowledged(LocalSocket socket, Packet packet) {
        acks.answered(packet.id(), socket, packet.arguments());
    }

    /** {@code null} when clients cannot come back. */
    @Nullable
    NamespaceRecovery recovery() {
        return recovery;
    }

    @Override
    public RecoverableSockets recoverable() {
        return recovery != null ? recovery : LocalSockets.super.recoverable();
    }

    /** Broadcasts whose answers somebody waits for. */
    int pendingBroadcasts() {
        return acks.size();
    }

    ServerSideListeners serverSide() {
        return serverSide;
    }

    @Override
    public Collection<DefaultSocket> all() {
        return Collections.unmodifiableCollection(sockets.values());
    }

    @Override
    public @Nullable DefaultSocket find(String id) {
        return sockets.get(id);
    }

    @Override
    public EncodedPacket encode(Packet packet) {
        try {
            return server.encode(packet);
        } catch (CodecException unwritable) {
            // of another type than what a client's bad JSON causes: this is the application's fault, and reported as
            // such
            throw new IllegalArgumentException(
                    "An argument cannot be sent: " + unwritable.getMessage() + " (namespace=" + namespace.name() + ")",
                    unwritable);
        }
    }

    /** The packet as it may travel, unless a recovery keeps it: that marks what it keeps itself. */
    static EncodedPacket compressible(EncodedPacket packet, BroadcastFlags flags) {
        return flags.compress() ? packet : packet.uncompressed();
    }

    @Override
    public void deliver(
            Packet packet, EncodedPacket encoded, Iterable<? extends LocalSocket> recipients, BroadcastFlags flags) {
        if (recovery != null) {
            recovery.enqueue(packet, encoded, null, recipients, flags).run();
            return;
        }
        EncodedPacket sent = compressible(encoded, flags);
        boolean isVolatile = flags.isVolatile();
        Deliveries elsewhere = null;
        for (LocalSocket recipient : recipients) {
            DefaultSocket socket = (DefaultSocket) recipient;
            if (!socket.maySend()) {
                continue;
            }
            Lane home = socket.home();
            if (home.inLane() || socket.inLane()) {
                socket.deliver(packet, sent, isVolatile);
            } else {
                if (elsewhere == null) {
                    elsewhere = new Deliveries(packet, sent, isVolatile);
                }
                elsewhere.add(socket, home);
            }
        }
        if (elsewhere != null) {
            elsewhere.dispatch();
        }
    }

    @Override
    public Disposable deliverWithAck(
            Packet packet, Iterable<? extends LocalSocket> recipients, BroadcastFlags flags, AckCollector collector) {
        Packet asking = packet.withId(nextAckId());
        EncodedPacket encoded = encode(asking);
        BroadcastAcks.Pending pending = acks.open(asking.id(), collector);
        deliver(asking, encoded, pending.expect(recipients), flags);
        return pending;
    }

    @Override
    public SocketDescriptor describe(LocalSocket socket) {
        DefaultSocket described = (DefaultSocket) socket;
        return new SocketDescriptor(
                described.id(),
                described.rooms(),
                described.data(),
                described.handshake().describe());
    }

    @Override
    public void disconnect(LocalSocket socket, boolean close) {
        ((DefaultSocket) socket).disconnect(close);
    }

    @Override
    public void serverSideEvent(String event, Arguments arguments, @Nullable Consumer<Arguments> reply) {
        serverSide.event(event, arguments, reply);
    }
}
