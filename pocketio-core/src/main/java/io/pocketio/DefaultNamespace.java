package io.pocketio;

import io.pocketio.adapter.AckCollector;
import io.pocketio.adapter.Adapter;
import io.pocketio.adapter.BroadcastFlags;
import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.adapter.LocalSocket;
import io.pocketio.adapter.LocalSockets;
import io.pocketio.adapter.SocketDescriptor;
import io.pocketio.engine.Lane;
import io.pocketio.json.CodecException;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.Packet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A namespace: its handlers, once for all of its sockets, and the sockets themselves. Thread-safe. */
final class DefaultNamespace implements Namespace, LocalSockets {

    private final DefaultSocketIoServer server;
    private final String name;
    private final Adapter adapter;
    private final Rooms rooms = new DefaultRooms(this);
    private final Broadcast all = new DefaultBroadcast(this, BroadcastTarget.ALL);
    private final EncodedPacket disconnectPacket;

    private final Map<String, DefaultSocket> sockets = new ConcurrentHashMap<>();
    private final Map<String, EventHandler> handlers = new ConcurrentHashMap<>();
    private final List<ConnectMiddleware> middlewares = new CopyOnWriteArrayList<>();
    private final List<ConnectHandler> connectHandlers = new CopyOnWriteArrayList<>();
    private final List<DisconnectHandler> disconnectHandlers = new CopyOnWriteArrayList<>();

    /** One counter for all sockets, as in the reference server: so a broadcast could ask all of them with one packet. */
    private final AtomicLong nextAckId = new AtomicLong();

    DefaultNamespace(DefaultSocketIoServer server, String name) {
        this.server = server;
        this.name = name;
        this.adapter = server.newAdapter(name, this);
        this.disconnectPacket = server.encode(Packet.disconnect(name));
    }

    @Override
    public String name() {
        return name;
    }

    Adapter adapter() {
        return adapter;
    }

    @Override
    public DefaultNamespace of(String namespace) {
        return server.of(namespace);
    }

    @Override
    public void use(ConnectMiddleware middleware) {
        middlewares.add(middleware);
    }

    @Override
    public void onConnect(Consumer<SocketIoSocket> listener) {
        handleConnect(socket -> {
            listener.accept(socket);
            return Mono.empty();
        });
    }

    @Override
    public void handleConnect(ConnectHandler handler) {
        connectHandlers.add(handler);
    }

    @Override
    public void handle(String event, EventHandler handler) {
        Events.requireSendable(event);
        if (handlers.putIfAbsent(event, handler) != null) {
            throw new IllegalStateException(
                    "There is a handler for \"" + event + "\" in namespace " + name + " already");
        }
    }

    @Override
    public void handleDisconnect(DisconnectHandler handler) {
        disconnectHandlers.add(handler);
    }

    /** Those of all namespaces, then its own. */
    List<ConnectMiddleware> middlewares() {
        List<ConnectMiddleware> common = server.commonMiddlewares();
        if (common.isEmpty()) {
            return middlewares;
        }
        List<ConnectMiddleware> all = new ArrayList<>(common);
        all.addAll(middlewares);
        return all;
    }

    List<HandlerCall> connectCalls() {
        List<HandlerCall> calls = new ArrayList<>();
        for (ConnectHandler handler : connectHandlers) {
            calls.add(new HandlerCall.OfConnect(handler));
        }
        return calls;
    }

    /** @param own listeners of the socket, behind those of the namespace */
    List<HandlerCall> disconnectCalls(DisconnectReason reason, @Nullable SocketListeners own) {
        List<HandlerCall> calls = new ArrayList<>();
        for (DisconnectHandler handler : disconnectHandlers) {
            calls.add(new HandlerCall.OfDisconnect(handler, reason));
        }
        if (own != null) {
            for (DisconnectHandler handler : own.disconnect()) {
                calls.add(new HandlerCall.OfDisconnect(handler, reason));
            }
        }
        return calls;
    }

    @Nullable
    EventHandler handler(String event) {
        return handlers.get(event);
    }

    @Override
    public Collection<SocketIoSocket> sockets() {
        return Collections.unmodifiableCollection(sockets.values());
    }

    @Override
    public @Nullable DefaultSocket find(String id) {
        return sockets.get(id);
    }

    void add(DefaultSocket socket) {
        sockets.put(socket.id(), socket);
        adapter.join(socket, socket.id());
    }

    void remove(DefaultSocket socket) {
        sockets.remove(socket.id());
        adapter.leaveAll(socket);
    }

    long nextAckId() {
        return nextAckId.getAndIncrement();
    }

    @Override
    public Rooms rooms() {
        return rooms;
    }

    @Override
    public Broadcast to(String... names) {
        return all.to(names);
    }

    @Override
    public Broadcast except(String... names) {
        return all.except(names);
    }

    @Override
    public Broadcast asVolatile() {
        return all.asVolatile();
    }

    @Override
    public void emit(String event, @Nullable Object... arguments) {
        all.emit(event, arguments);
    }

    EncodedPacket disconnectPacket() {
        return disconnectPacket;
    }

    // What follows is for the adapter.

    @Override
    public Collection<DefaultSocket> all() {
        return Collections.unmodifiableCollection(sockets.values());
    }

    @Override
    public EncodedPacket encode(Packet packet) {
        try {
            return server.encode(packet);
        } catch (CodecException unwritable) {
            // of another type than what a client's bad JSON causes: this is the application's fault, and reported as
            // such
            throw new IllegalArgumentException(
                    "An argument cannot be sent: " + unwritable.getMessage() + " (namespace=" + name + ")", unwritable);
        }
    }

    @Override
    public void deliver(
            Packet event, EncodedPacket packet, Iterable<? extends LocalSocket> recipients, BroadcastFlags flags) {
        boolean isVolatile = flags.isVolatile();
        Deliveries elsewhere = null;
        for (LocalSocket recipient : recipients) {
            DefaultSocket socket = (DefaultSocket) recipient;
            Lane home = socket.home();
            if (home.inLane() || socket.inLane()) {
                socket.deliver(packet, isVolatile);
            } else {
                if (elsewhere == null) {
                    elsewhere = new Deliveries(packet, isVolatile);
                }
                elsewhere.add(socket, home);
            }
        }
        if (elsewhere != null) {
            elsewhere.dispatch();
        }
    }

    @Override
    public Broadcast local() {
        throw new UnsupportedOperationException("sketch");
    }

    @Override
    public Broadcast compress(boolean compress) {
        throw new UnsupportedOperationException("sketch");
    }

    @Override
    public Broadcast timeout(Duration timeout) {
        throw new UnsupportedOperationException("sketch");
    }

    @Override
    public Flux<BroadcastReply> emitWithAck(String event, @Nullable Object... arguments) {
        throw new UnsupportedOperationException("sketch");
    }

    @Override
    public Flux<RemoteSocket> fetchSockets() {
        throw new UnsupportedOperationException("sketch");
    }

    @Override
    public void socketsJoin(String... rooms) {
        throw new UnsupportedOperationException("sketch");
    }

    @Override
    public void socketsLeave(String... rooms) {
        throw new UnsupportedOperationException("sketch");
    }

    @Override
    public void disconnectSockets(boolean close) {
        throw new UnsupportedOperationException("sketch");
    }

    @Override
    public void use(EventMiddleware middleware) {
        throw new UnsupportedOperationException("sketch");
    }

    @Override
    public void handleAny(AnyEventHandler handler) {
        throw new UnsupportedOperationException("sketch");
    }

    @Override
    public Map<String, String> variables() {
        throw new UnsupportedOperationException("sketch");
    }

    @Override
    public void serverSideEmit(String event, @Nullable Object... arguments) {
        throw new UnsupportedOperationException("sketch");
    }

    @Override
    public Flux<Arguments> serverSideEmitWithAck(String event, @Nullable Object... arguments) {
        throw new UnsupportedOperationException("sketch");
    }

    @Override
    public void onServerSideEvent(String event, BiConsumer<Arguments, Ack> listener) {
        throw new UnsupportedOperationException("sketch");
    }

    @Override
    public Disposable deliverWithAck(
            Packet packet,
            EncodedPacket encoded,
            Iterable<? extends LocalSocket> recipients,
            BroadcastFlags flags,
            AckCollector collector) {
        throw new UnsupportedOperationException("sketch");
    }

    @Override
    public SocketDescriptor describe(LocalSocket socket) {
        throw new UnsupportedOperationException("sketch");
    }

    @Override
    public void disconnect(LocalSocket socket, boolean close) {
        throw new UnsupportedOperationException("sketch");
    }

    @Override
    public Mono<Arguments> serverSideEvent(String event, Arguments arguments) {
        throw new UnsupportedOperationException("sketch");
    }
}
