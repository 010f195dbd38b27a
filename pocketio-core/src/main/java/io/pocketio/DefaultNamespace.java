package io.pocketio;

import io.pocketio.adapter.Adapter;
import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.Packet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A namespace: its handlers, once for all of its sockets, and the sockets themselves. Thread-safe. */
final class DefaultNamespace extends ForwardingBroadcast implements Namespace {

    private final DefaultSocketIoServer server;
    private final String name;
    private final NamespaceSockets local;
    private final Adapter adapter;
    private final Rooms rooms = new DefaultRooms(this);
    private final Broadcast all;
    private final EncodedPacket disconnectPacket;

    private final Map<String, EventHandler> handlers = new ConcurrentHashMap<>();
    private final List<ConnectMiddleware> middlewares = new CopyOnWriteArrayList<>();
    private final List<ConnectHandler> connectHandlers = new CopyOnWriteArrayList<>();
    private final List<DisconnectHandler> disconnectHandlers = new CopyOnWriteArrayList<>();

    DefaultNamespace(DefaultSocketIoServer server, String name) {
        this.server = server;
        this.name = name;
        this.local = new NamespaceSockets(this, server);
        this.adapter = server.newAdapter(name, local);
        NamespaceRecovery recovery = local.recovery();
        if (recovery != null) {
            recovery.use(adapter);
        }
        this.all = new DefaultBroadcast(this, BroadcastTarget.ALL);
        this.disconnectPacket = server.encode(Packet.disconnect(name));
    }

    @Override
    public String name() {
        return name;
    }

    DefaultSocketIoServer server() {
        return server;
    }

    /** The sockets of this node. */
    NamespaceSockets localSockets() {
        return local;
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
        return Collections.unmodifiableCollection(local.all());
    }

    @Nullable
    DefaultSocket find(String id) {
        return local.find(id);
    }

    void add(DefaultSocket socket) {
        local.add(socket);
        adapter.join(socket, socket.id());
    }

    void remove(DefaultSocket socket) {
        local.remove(socket);
        adapter.leaveAll(socket);
    }

    long nextAckId() {
        return local.nextAckId();
    }

    /** @throws IllegalArgumentException when an argument cannot be written */
    EncodedPacket encode(Packet packet) {
        return local.encode(packet);
    }

    @Override
    public Rooms rooms() {
        return rooms;
    }

    @Override
    Broadcast all() {
        return all;
    }

    EncodedPacket disconnectPacket() {
        return disconnectPacket;
    }

    @Override
    public void serverSideEmit(String event, @Nullable Object... arguments) {
        ServerSideListeners.requireSendable(event);
        adapter.serverSideEmit(event, Arguments.of(arguments));
    }

    @Override
    public Flux<Arguments> serverSideEmitWithAck(String event, @Nullable Object... arguments) {
        ServerSideListeners.requireSendable(event);
        return adapter.serverSideEmitWithAck(
                        event, Arguments.of(arguments), server.settings().ackTimeout())
                .onErrorMap(TimeoutException.class, late -> new AckTimeoutException());
    }

    @Override
    public void onServerSideEvent(String event, BiConsumer<Arguments, Ack> listener) {
        local.serverSide().add(event, listener);
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
}
