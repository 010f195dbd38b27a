package io.pocketio.server.socket;

import io.pocketio.Ack;
import io.pocketio.Broadcast;
import io.pocketio.DisconnectListener;
import io.pocketio.Emitter;
import io.pocketio.EventMiddleware;
import io.pocketio.adapter.BroadcastFlags;
import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.adapter.SocketDescriptor;
import io.pocketio.engine.EngineSession;
import io.pocketio.engine.packet.Revision;
import io.pocketio.log.ClientText;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.Packet;
import io.pocketio.server.broadcast.DefaultBroadcast;
import io.pocketio.server.broadcast.RoomNames;
import io.pocketio.server.dispatch.BlockingWatch;
import io.pocketio.server.dispatch.HandlerContext;
import io.pocketio.server.dispatch.HandlerQueue;
import io.pocketio.server.dispatch.InboundLoad;
import io.pocketio.server.handler.HandlerTable;
import io.pocketio.server.handler.SocketHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * One client in one namespace, as users, adapters and handlers see it: each of them is answered by the part that knows. What most
 * sockets never need (data, handlers of their own, acknowledgements) is made when it is asked for. Thread-safe.
 */
public final class DefaultSocket extends SocketStage implements NamespaceMember, HandlerContext {

    private static final AtomicReferenceFieldUpdater<DefaultSocket, @Nullable SocketHandlers> OWN =
            AtomicReferenceFieldUpdater.newUpdater(DefaultSocket.class, SocketHandlers.class, "own");

    private static final AtomicReferenceFieldUpdater<DefaultSocket, @Nullable PendingAcks> ACKS =
            AtomicReferenceFieldUpdater.newUpdater(DefaultSocket.class, PendingAcks.class, "acks");

    /** That of the connection. What a broadcast reads of each recipient stands first, as it is laid out in that order. */
    private final EngineSession session;

    private final boolean legacy;

    /** Most sockets are served by the handlers of their namespace alone. Set once, by any thread. */
    private volatile @Nullable SocketHandlers own;

    /** Written before anybody else sees the socket: a client that comes back gets its old one. */
    private String id;

    private final SocketNamespace namespace;
    private final SocketConnection connection;
    private final HandlerQueue queue;
    private final DefaultHandshake handshake;
    private final SocketLife life;

    /** What the client still owes; most never owe anything. Set once, by any thread. */
    private volatile @Nullable PendingAcks acks;

    /** Made once, under the monitor of {@link #life}; read by any thread. */
    private volatile @Nullable Map<String, Object> data;

    public DefaultSocket(
            String id,
            SocketNamespace namespace,
            SocketConnection connection,
            DefaultHandshake handshake,
            Delivery delivery) {
        this.id = id;
        this.namespace = namespace;
        this.connection = connection;
        this.session = connection.session();
        this.legacy = session.revision() == Revision.LEGACY;
        this.queue = new HandlerQueue(this);
        this.handshake = handshake;
        this.life = new SocketLife(this, delivery);
    }

    public SocketLife life() {
        return life;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public SocketNamespace namespace() {
        return namespace;
    }

    @Override
    public DefaultHandshake handshake() {
        return handshake;
    }

    @Override
    public Map<String, Object> data() {
        Map<String, Object> made = data;
        return made != null ? made : makeData();
    }

    private Map<String, Object> makeData() {
        synchronized (life) {
            if (data == null) {
                data = new ConcurrentHashMap<>(4);
            }
            return data;
        }
    }

    @Override
    public void disconnect(boolean close) {
        life.disconnect(close);
    }

    @Override
    public void disconnectLater(boolean close) {
        life.disconnectLater(close);
    }

    @Override
    public String toString() {
        // the id of an older client's socket has in it that of the session, a secret, of which the session says a part
        Object sid = session.revision() == Revision.V4 ? "sid=" + id : session;
        return "namespace=" + ClientText.of(namespace.name()) + ", " + sid;
    }

    // What users send, and to whom.

    @Override
    public void emit(String event, @Nullable Object... arguments) {
        SocketEmitter.emit(this, BroadcastFlags.NONE, event, arguments);
    }

    @Override
    public Mono<Arguments> emitWithAck(String event, @Nullable Object... arguments) {
        return SocketEmitter.of(this).emitWithAck(event, arguments);
    }

    @Override
    public Emitter asVolatile() {
        return SocketEmitter.of(this).asVolatile();
    }

    @Override
    public Emitter compress(boolean compress) {
        return SocketEmitter.of(this).compress(compress);
    }

    @Override
    public Emitter timeout(Duration timeout) {
        return SocketEmitter.of(this).timeout(timeout);
    }

    @Override
    public void join(String... rooms) {
        if (maySend()) {
            RoomNames.checked("join", rooms).forEach(room -> namespace.adapter().join(this, room));
        }
    }

    @Override
    public void leave(String room) {
        namespace.adapter().leave(this, room);
    }

    @Override
    public Set<String> rooms() {
        return namespace.adapter().rooms(this);
    }

    @Override
    public Broadcast broadcast() {
        return new DefaultBroadcast(namespace, new BroadcastTarget(Set.of(), Set.of(id), BroadcastFlags.NONE));
    }

    @Override
    public Broadcast to(String... rooms) {
        return broadcast().to(rooms);
    }

    @Override
    public Broadcast except(String... rooms) {
        return broadcast().except(rooms);
    }

    // Who listens to this socket alone.

    private SocketHandlers madeHandlers() {
        SocketHandlers made = own;
        while (made == null) {
            OWN.compareAndSet(this, null, new SocketHandlers(handlerTable().interception()));
            made = own;
        }
        return made;
    }

    @Override
    public Disposable on(String event, BiConsumer<Arguments, Ack> listener) {
        return madeHandlers().add(event, listener);
    }

    @Override
    public <T> Disposable on(String event, Class<T> type, BiConsumer<@Nullable T, Ack> listener) {
        return madeHandlers().add(event, type, listener);
    }

    @Override
    public Disposable once(String event, BiConsumer<Arguments, Ack> listener) {
        return madeHandlers().addOnce(event, listener);
    }

    @Override
    public void off(String event) {
        SocketHandlers made = own;
        if (made != null) {
            made.remove(event);
        }
    }

    @Override
    public Disposable onAny(BiConsumer<String, Arguments> listener) {
        return madeHandlers().incoming().add(listener);
    }

    @Override
    public Disposable prependAny(BiConsumer<String, Arguments> listener) {
        return madeHandlers().incoming().prepend(listener);
    }

    @Override
    public void offAny() {
        SocketHandlers made = own;
        if (made != null) {
            made.incoming().clear();
        }
    }

    @Override
    public Disposable onAnyOutgoing(BiConsumer<String, Arguments> listener) {
        return madeHandlers().outgoing().add(listener);
    }

    @Override
    public Disposable prependAnyOutgoing(BiConsumer<String, Arguments> listener) {
        return madeHandlers().outgoing().prepend(listener);
    }

    @Override
    public void offAnyOutgoing() {
        SocketHandlers made = own;
        if (made != null) {
            made.outgoing().clear();
        }
    }

    @Override
    public void use(EventMiddleware middleware) {
        madeHandlers().addMiddleware(middleware);
    }

    @Override
    public void onError(Consumer<Throwable> listener) {
        madeHandlers().addErrorListener(listener);
    }

    @Override
    public void onDisconnecting(DisconnectListener listener) {
        madeHandlers().addDisconnecting(listener);
    }

    @Override
    public void onDisconnect(DisconnectListener listener) {
        madeHandlers().addDisconnect(listener);
    }

    // What its namespace, and who calls its handlers, want to know.

    @Override
    public InboundLoad load() {
        return connection.load();
    }

    @Override
    public @Nullable BlockingWatch watch() {
        return namespace.watch();
    }

    @Override
    public HandlerTable handlerTable() {
        return namespace.handlerTable();
    }

    @Override
    public @Nullable SocketHandlers ownHandlers() {
        return own;
    }

    @Override
    public boolean isDismissed() {
        return life.isDismissed();
    }

    @Override
    public Outgoing outgoing() {
        return life.outgoing();
    }

    @Override
    public void tellOutgoing(Packet packet) {
        SocketHandlers made = own;
        String event = packet.event();
        if (made != null && event != null) {
            made.outgoing().tell(this, event, packet.arguments());
        }
    }

    @Override
    public SocketDescriptor describe() {
        return new SocketDescriptor(id, rooms(), data(), handshake.describe());
    }

    // What its own parts want to know.

    /** @throws IllegalArgumentException when an argument cannot be written */
    EncodedPacket encode(Packet packet) {
        return namespace.encode(packet, connection.codec());
    }

    SocketConnection connection() {
        return connection;
    }

    HandlerQueue queue() {
        return queue;
    }

    @Override
    public boolean isLegacy() {
        return legacy;
    }

    @Override
    public EngineSession session() {
        return session;
    }

    /** What the client owes from now on; made when there is nothing yet. */
    PendingAcks madeAcks() {
        PendingAcks made = acks;
        while (made == null) {
            ACKS.compareAndSet(this, null, new PendingAcks());
            made = acks;
        }
        return made;
    }

    /** {@code null} when it has never owed anything. */
    @Nullable
    PendingAcks acks() {
        return acks;
    }

    /** See {@link OutgoingHost#adopt}. */
    void adopt(String sid, Map<String, Object> kept) {
        id = sid;
        data = kept;
    }
}
