package io.pocketio;

import io.pocketio.adapter.Adapter;
import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.Packet;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;

/** A namespace: its handlers, once for all of its sockets, and the sockets themselves. Thread-safe. */
final class DefaultNamespace extends ForwardingBroadcast implements Namespace, HandlersOwner {

    private static final Logger logger = LoggerFactory.getLogger(DefaultNamespace.class);

    private final DefaultSocketIoServer server;
    private final String name;
    private final NamespaceSockets local;
    private final Adapter adapter;
    private final Rooms rooms = new DefaultRooms(this);
    private final Broadcast all;
    private final EncodedPacket disconnectPacket;

    private final NamespaceOrigin origin;
    private final NamespaceDoor door;

    DefaultNamespace(DefaultSocketIoServer server, String name, NamespaceOrigin origin) {
        this.server = server;
        this.name = name;
        this.origin = origin;
        this.door = new NamespaceDoor(origin.removable());
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
    public HandlerRegistrations registrations() {
        return origin.registrations();
    }

    @Override
    public Map<String, String> variables() {
        return origin.variables();
    }

    NamespaceOrigin origin() {
        return origin;
    }

    NamespaceDoor door() {
        return door;
    }

    /** A client who has entered by the {@link #door()} is gone. */
    void leave() {
        if (door.exit()) {
            server.namespaces().emptied(this);
        }
    }

    /** Nobody is in it, and nobody comes any more. */
    void removed() {
        if (origin.parent() != null) {
            origin.parent().remove(this);
        }
        adapter.close();
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
        try {
            adapter.leaveAll(socket);
        } catch (Throwable failure) {
            // the socket has to end nevertheless, and with it all others of its connection
            logger.error("The adapter failed to take a socket out of its rooms ({})", socket, failure);
        }
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
}
