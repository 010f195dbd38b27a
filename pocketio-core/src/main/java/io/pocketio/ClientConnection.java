package io.pocketio;

import io.pocketio.engine.CloseReason;
import io.pocketio.engine.EngineSession;
import io.pocketio.engine.SessionListener;
import io.pocketio.engine.packet.Frame;
import io.pocketio.lane.Lane;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.MalformedPacketException;
import io.pocketio.protocol.Packet;
import io.pocketio.protocol.PacketDecoder;
import io.pocketio.protocol.PacketType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;

/**
 * One session of the engine and its sockets, one for each namespace: Node's {@code Client}. Confined to the session's lane, but for
 * {@link #send}, {@link #enter} and {@link #schedule}.
 */
final class ClientConnection implements SessionListener {

    private static final Logger logger = LoggerFactory.getLogger(ClientConnection.class);

    private static final DefaultSocket[] NONE = {};
    private static final NamespaceLookup[] NO_LOOKUPS = {};

    /** So many messages of the largest size may be in the hands of handlers before reading pauses. */
    private static final long MESSAGES_IN_HAND = 4;

    /** So many messages of the largest size may the auths of all namespaces of a connection be. */
    private static final long MESSAGES_OF_AUTH = 2;

    private final DefaultSocketIoServer server;
    private final EngineSession session;
    private final PacketDecoder decoder;
    private final HandlerLoad load;

    /** Connected and joining; replaced when one comes or goes. Few, so that looking through them is the fastest way. */
    private DefaultSocket[] sockets = NONE;

    /** Namespaces that the client has asked for and that are looked for still. As {@link #sockets}. */
    private NamespaceLookup[] lookups = NO_LOOKUPS;

    /** Have left, and their events wait for handlers still; few, as these events count in {@link #load}. Replaced, never changed. */
    private List<DefaultSocket> finishing = List.of();

    /** Runs until the first namespace is joined. */
    private @Nullable Disposable connectTimer;

    /** Nothing that the client sends matters any more. */
    private boolean closing;

    ClientConnection(DefaultSocketIoServer server, EngineSession session) {
        this.server = server;
        this.session = session;
        this.decoder = server.newDecoder();
        this.load = new HandlerLoad(
                session,
                server.settings().maxPendingEvents(),
                MESSAGES_IN_HAND * server.engine().options().maxHttpBufferSize());
        this.connectTimer = session.schedule(server.settings().connectTimeout(), this::joinedTooLate);
    }

    DefaultSocketIoServer server() {
        return server;
    }

    EngineSession session() {
        return session;
    }

    HandlerLoad load() {
        return load;
    }

    private void joinedTooLate() {
        connectTimer = null;
        abort("no namespace joined in time");
    }

    // Called by the engine.

    @Override
    public void message(Frame message) {
        if (closing) {
            return;
        }
        Packet packet;
        try {
            packet = decoder.decode(message);
        } catch (MalformedPacketException malformed) {
            abort(malformed.getMessage());
            return;
        }
        if (packet != null && !dispatch(packet)) {
            abort("a packet that does not fit the state of its namespace");
        }
    }

    /** Whether the packet is one that the client may send now. */
    private boolean dispatch(Packet packet) {
        DefaultSocket socket = find(packet.namespace());
        if (packet.type() == PacketType.CONNECT) {
            return socket == null && !isLookingFor(packet.namespace()) && connect(packet);
        }
        if (socket == null || socket.isJoining()) {
            return false;
        }
        logger.debug("Received {} ({})", packet.type(), socket);
        return switch (packet.type()) {
            case EVENT -> {
                socket.event(packet);
                yield true;
            }
            case ACK -> {
                socket.acknowledged(packet);
                yield true;
            }
            case DISCONNECT -> {
                socket.end(DisconnectReason.CLIENT_NAMESPACE_DISCONNECT);
                yield true;
            }
            case CONNECT, CONNECT_ERROR, BINARY_EVENT, BINARY_ACK -> false;
        };
    }

    private @Nullable DefaultSocket find(String namespace) {
        for (DefaultSocket socket : sockets) {
            if (socket.namespace().name().equals(namespace)) {
                return socket;
            }
        }
        return null;
    }

    private boolean isLookingFor(String namespace) {
        for (NamespaceLookup lookup : lookups) {
            if (lookup.name().equals(namespace)) {
                return true;
            }
        }
        return false;
    }

    private boolean connect(Packet packet) {
        NamespaceRegistry registry = server.namespaces();
        String name = packet.namespace();
        DefaultNamespace existing = registry.existing(name);
        if (existing == null && !registry.mayHaveParent(name)) {
            refuseUnknown(name);
            return true;
        }
        if (sockets.length + lookups.length >= server.settings().maxNamespacesPerConnection()) {
            return false;
        }
        Handshake handshake = server.handshake(session.request(), packet.arguments());
        if (authWeight() + handshake.authWeight()
                > MESSAGES_OF_AUTH * server.engine().options().maxHttpBufferSize()) {
            return false;
        }
        if (existing != null && existing.door().isOpen() && existing.door().enter()) {
            join(existing, handshake);
        } else {
            NamespaceLookup lookup = new NamespaceLookup(this, registry, name, handshake);
            lookups = Arrays.copyOf(lookups, lookups.length + 1);
            lookups[lookups.length - 1] = lookup;
            lookup.begin(existing);
        }
        return true;
    }

    private void refuseUnknown(String namespace) {
        logger.debug("Refused a namespace that does not exist ({})", session);
        refuse(namespace, "Invalid namespace", null);
    }

    private void join(DefaultNamespace namespace, Handshake handshake) {
        DefaultSocket socket = new DefaultSocket(server.newSocketId(), namespace, this, handshake);
        sockets = Arrays.copyOf(sockets, sockets.length + 1);
        sockets[sockets.length - 1] = socket;
        socket.join();
    }

    @Override
    public void closed(CloseReason reason, @Nullable Throwable cause) {
        stopTaking();
        if (!server.leftovers().keep(load)) {
            for (DefaultSocket socket : sockets) {
                socket.dropEvents();
            }
            finishing.forEach(DefaultSocket::dropEvents);
        }
        endSockets(DisconnectReason.of(reason));
        if (reason == CloseReason.SERVER_SHUTTING_DOWN) {
            server.waitFor(load.idle());
        }
    }

    // Called by lookups, in the lane.

    /** The client is inside already. */
    /** What the client has sent as its auth is kept as long as it is in the namespace. */
    private long authWeight() {
        long weight = 0;
        for (DefaultSocket socket : sockets) {
            weight += socket.handshake().authWeight();
        }
        for (NamespaceLookup lookup : lookups) {
            weight += lookup.handshake().authWeight();
        }
        return weight;
    }

    void found(NamespaceLookup lookup, DefaultNamespace namespace) {
        remove(lookup);
        join(namespace, lookup.handshake());
    }

    void notFound(NamespaceLookup lookup) {
        remove(lookup);
        refuseUnknown(lookup.name());
    }

    private void remove(NamespaceLookup found) {
        lookups = Arrays.stream(lookups).filter(lookup -> lookup != found).toArray(NamespaceLookup[]::new);
    }

    // Called by sockets, in the lane.

    /** The middlewares let the socket pass. */
    void passed(DefaultSocket socket) {
        if (connectTimer != null) {
            connectTimer.dispose();
            connectTimer = null;
        }
        SocketRecovery recovery = socket.recovery();
        String pid = recovery == null ? null : recovery.pid();
        Packet reply = Packet.connect(socket.namespace().name(), new Packet.ConnectReply(socket.id(), pid));
        logger.debug("Connected ({})", socket);
        socket.connected(server.encode(reply));
    }

    /** A middleware refused the socket. The client may try again. */
    void refused(DefaultSocket socket, String message, @Nullable Object data) {
        logger.debug("Refused by a middleware ({})", socket);
        socket.end(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
        refuse(socket.namespace().name(), message, data);
    }

    private void refuse(String namespace, String message, @Nullable Object data) {
        EncodedPacket refusal;
        try {
            refusal = server.encode(Packet.connectError(namespace, new Packet.ConnectRefusal(message, data)));
        } catch (RuntimeException unwritable) {
            logger.error("The data of a ConnectRejectedException cannot be sent (namespace={})", namespace, unwritable);
            refusal = server.encode(Packet.connectError(namespace, new Packet.ConnectRefusal(message, null)));
        }
        send(refusal, false);
    }

    void remove(DefaultSocket socket) {
        if (!closing && socket.hasWaitingEvents()) {
            List<DefaultSocket> busy = new ArrayList<>(finishing);
            busy.removeIf(finished -> !finished.hasWaitingEvents());
            busy.add(socket);
            finishing = busy;
        }
        for (int i = 0; i < sockets.length; i++) {
            if (sockets[i] == socket) {
                DefaultSocket[] left = Arrays.copyOf(sockets, sockets.length - 1);
                System.arraycopy(sockets, i + 1, left, i, left.length - i);
                sockets = left;
                return;
            }
        }
    }

    /** Sends the client away from all of its namespaces and closes the session. */
    void dismiss() {
        for (DefaultSocket socket : sockets) {
            socket.dismiss();
        }
        stopTaking();
        session.close();
    }

    /**
     * The client broke the protocol. The engine may put the end off until a poll comes that can be told of it; the sockets end
     * now.
     */
    private void abort(@Nullable String why) {
        logger.debug("Closed {}: {}", session, why);
        stopTaking();
        session.close();
        // behind the closing: in a lane with a thread of its own that waits for its turn
        session.lane().execute(() -> endSockets(DisconnectReason.FORCED_SERVER_CLOSE));
    }

    private void stopTaking() {
        closing = true;
        for (NamespaceLookup lookup : lookups) {
            lookup.abandon();
        }
        lookups = NO_LOOKUPS;
        if (connectTimer != null) {
            connectTimer.dispose();
            connectTimer = null;
        }
    }

    /** Whatever goes wrong with one, all of them end. */
    private static void end(DefaultSocket socket, DisconnectReason reason) {
        try {
            socket.end(reason);
        } catch (Throwable failure) {
            logger.error("A socket could not be ended in good order ({})", socket, failure);
        }
    }

    private void endSockets(DisconnectReason reason) {
        for (DefaultSocket socket : sockets) {
            end(socket, reason);
        }
    }

    // Called by any thread.

    /**
     * Sends to the client. What one thread sends to one client, directly or by broadcasts, arrives in that order: outside the lane a
     * direct send is queued in the lane by way of {@link EngineSession#home()}, and a broadcast is one task in the same home lane,
     * so neither overtakes the other; inside the lane, or in its home, both are served on the spot (see
     * {@link DefaultNamespace#deliver}).
     */
    void send(EncodedPacket packet, boolean isVolatile) {
        if (isVolatile) {
            session.sendVolatile(packet.packets());
        } else {
            session.send(packet.packets());
        }
    }

    /** Runs the task in the lane: at once for a caller who is there. */
    void enter(Runnable task) {
        Lane lane = session.lane();
        if (lane.inLane()) {
            task.run();
        } else {
            lane.execute(task);
        }
    }

    Disposable schedule(Duration delay, Runnable task) {
        return session.schedule(delay, task);
    }
}
