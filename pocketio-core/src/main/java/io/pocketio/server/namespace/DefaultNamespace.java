package io.pocketio.server.namespace;

import io.pocketio.Ack;
import io.pocketio.AckTimeoutException;
import io.pocketio.Broadcast;
import io.pocketio.DisconnectReason;
import io.pocketio.Handshake;
import io.pocketio.MissingAnswersException;
import io.pocketio.Namespace;
import io.pocketio.Rooms;
import io.pocketio.SocketIoSocket;
import io.pocketio.adapter.Adapter;
import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.adapter.LocalSocket;
import io.pocketio.adapter.SilentNodesException;
import io.pocketio.adapter.SocketDescriptor;
import io.pocketio.lane.TimeSource;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.Packet;
import io.pocketio.protocol.PacketCodec;
import io.pocketio.server.broadcast.DefaultBroadcast;
import io.pocketio.server.broadcast.ForwardingBroadcast;
import io.pocketio.server.dispatch.BlockingWatch;
import io.pocketio.server.handler.EventNames;
import io.pocketio.server.handler.HandlerTable;
import io.pocketio.server.handler.HandlersOwner;
import io.pocketio.server.socket.DefaultHandshake;
import io.pocketio.server.socket.DefaultSocket;
import io.pocketio.server.socket.Delivery;
import io.pocketio.server.socket.NamespaceMember;
import io.pocketio.server.socket.SocketConnection;
import io.pocketio.server.socket.SocketNamespace;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A namespace: its handlers, once for all of its sockets, and the sockets themselves. Thread-safe. */
public final class DefaultNamespace extends ForwardingBroadcast implements SocketNamespace, HandlersOwner {

    private static final Logger logger = LoggerFactory.getLogger(DefaultNamespace.class);

    private final Siblings siblings;
    private final NamespaceSettings settings;
    private final String name;
    private final NamespaceOrigin origin;
    private final Occupancy occupancy;
    private final Holders holders;
    private final Delivery delivery;
    private final ServerSideListeners serverSide = new ServerSideListeners();
    private final NamespaceSockets local;
    private final OwnedAdapter adapter;
    private final Rooms rooms;
    private final Broadcast all;
    private final EncodedPacket farewell;

    DefaultNamespace(Siblings siblings, NamespaceSettings settings, String name, NamespaceOrigin origin) {
        this.siblings = siblings;
        this.settings = settings;
        this.name = name;
        this.origin = origin;
        this.occupancy = new Occupancy(origin.stay());
        this.holders = Holders.of(origin.stay());
        this.delivery = settings.deliveries().get();
        this.local = new NamespaceSockets(name, settings.codec(), settings.values(), delivery, serverSide);
        this.adapter = new OwnedAdapter(name, settings.adapters().create(name, local));
        delivery.use(adapter.use());
        this.rooms = new DefaultRooms(adapter, local, siblings::of, settings.watch());
        this.all = new DefaultBroadcast(this, BroadcastTarget.ALL);
        this.farewell = settings.codec().encode(Packet.disconnect(name));
    }

    /** The other namespaces of the server. */
    interface Siblings {

        Namespace of(String namespace);

        /** Nobody is in a namespace that may go then. */
        void emptied(DefaultNamespace empty);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Namespace of(String namespace) {
        return siblings.of(namespace);
    }

    @Override
    public Map<String, String> variables() {
        return origin.variables();
    }

    @Override
    public HandlerTable handlerTable() {
        return origin.handlers();
    }

    @Override
    public Collection<SocketIoSocket> sockets() {
        return Collections.unmodifiableCollection(local.all());
    }

    /** The sockets of this node. */
    NamespaceSockets localSockets() {
        return local;
    }

    @Override
    public Rooms rooms() {
        return rooms;
    }

    @Override
    protected Broadcast all() {
        return all;
    }

    @Override
    public void serverSideEmit(String event, @Nullable Object... arguments) {
        EventNames.requireSendableToServers(event);
        adapter().serverSideEmit(event, outgoing(arguments));
    }

    @Override
    public Flux<Arguments> serverSideEmitWithAck(String event, @Nullable Object... arguments) {
        EventNames.requireSendableToServers(event);
        return adapter()
                .serverSideEmitWithAck(event, outgoing(arguments), settings.ackTimeout())
                .onErrorMap(TimeoutException.class, DefaultNamespace::missingAnswers);
    }

    private static AckTimeoutException missingAnswers(Throwable late) {
        return late instanceof SilentNodesException silent
                ? new MissingAnswersException(String.valueOf(late.getMessage()), silent.nodes(), silent.silent())
                : new AckTimeoutException();
    }

    @Override
    public Mono<Integer> serverCount() {
        return Mono.defer(() -> adapter().serverCount());
    }

    @Override
    public Disposable onServerSideEvent(String event, BiConsumer<Arguments, Ack> listener) {
        return serverSide.add(event, listener);
    }

    // For broadcasts.

    @Override
    public Adapter adapter() {
        return adapter.use();
    }

    @Override
    public Handshake handshake(SocketDescriptor found) {
        NamespaceMember here = local.find(found.id());
        return here != null ? here.handshake() : settings.handshakes().of(found.handshake());
    }

    @Override
    public Arguments outgoing(@Nullable Object[] values) {
        return Arguments.ofValues(settings.values(), values);
    }

    @Override
    public Duration ackTimeout() {
        return settings.ackTimeout();
    }

    @Override
    public TimeSource time() {
        return settings.time();
    }

    // For connections: who comes in.

    /** The socket of a client that has been let in by {@link #occupancy()}. */
    public DefaultSocket newSocket(String id, SocketConnection connection, DefaultHandshake handshake) {
        return new DefaultSocket(id, this, connection, handshake, delivery);
    }

    public Occupancy occupancy() {
        return occupancy;
    }

    NamespaceOrigin origin() {
        return origin;
    }

    Holders holders() {
        return holders;
    }

    /** Whether a new one may take its name. */
    boolean isGone() {
        return holders.isGone() || occupancy.isRemoved();
    }

    /** Whether the parent has gone, and with it who guarded the way in: nobody comes any more. */
    boolean isOrphan() {
        DefaultParentNamespace parent = origin.parent();
        return parent != null && parent.holders().isGone();
    }

    // For its sockets.

    @Override
    public @Nullable BlockingWatch watch() {
        return settings.watch();
    }

    @Override
    public EncodedPacket encode(Packet packet, PacketCodec codec) {
        return local.encode(packet, codec);
    }

    @Override
    public EncodedPacket farewell() {
        return farewell;
    }

    @Override
    public long nextAckId() {
        return local.nextAckId();
    }

    @Override
    public void add(NamespaceMember socket) {
        local.add(socket);
        adapter().join(socket, socket.id());
    }

    @Override
    public void remove(NamespaceMember socket) {
        local.remove(socket);
        try {
            adapter.peek().leaveAll(socket);
        } catch (Throwable failure) {
            // the socket has to end nevertheless, and with it all others of its connection
            logger.error("The adapter failed to take a socket out of its rooms ({})", socket, failure);
        }
    }

    @Override
    public void acknowledged(LocalSocket socket, Packet packet) {
        local.acknowledged(socket, packet);
    }

    @Override
    public void disconnected(DisconnectReason reason) {
        settings.disconnects().increment(reason);
    }

    @Override
    public boolean isRemovable() {
        return occupancy.isRemovable();
    }

    @Override
    public void leave() {
        if (occupancy.exit()) {
            siblings.emptied(this);
        }
    }

    @Override
    public boolean isRetired() {
        return holders.isGone() || isOrphan();
    }

    /** Nobody holds it any more: sends away who is in it, and leaves it as one. It is removed when all have left. */
    void retire() {
        for (NamespaceMember socket : local.all()) {
            socket.disconnectLater(false);
        }
        leave();
    }

    /** Nobody is in it, and nobody comes any more. */
    void removed() {
        if (origin.parent() != null) {
            origin.parent().remove(this);
        }
        closeAdapter();
    }

    /** Once; and once more when it has been used since. */
    public void closeAdapter() {
        adapter.close();
    }
}
