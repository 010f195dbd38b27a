package io.pocketio.server.connection;

import io.pocketio.DisconnectReason;
import io.pocketio.engine.CloseReason;
import io.pocketio.engine.EngineSession;
import io.pocketio.engine.SessionListener;
import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.engine.packet.Frame;
import io.pocketio.log.ClientText;
import io.pocketio.protocol.HeadCheck;
import io.pocketio.protocol.MalformedPacketException;
import io.pocketio.protocol.Packet;
import io.pocketio.protocol.PacketCodec;
import io.pocketio.protocol.PacketDecoder;
import io.pocketio.protocol.PacketType;
import io.pocketio.server.dispatch.InboundLoad;
import io.pocketio.server.namespace.DefaultNamespace;
import io.pocketio.server.namespace.NamespaceRegistry;
import io.pocketio.server.socket.DefaultHandshake;
import io.pocketio.server.socket.SocketConnection;
import io.pocketio.server.socket.SocketLife;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;

/** One session of the engine and its sockets, one for each namespace: Node's {@code Client}. Confined to the session's lane. */
public final class Connection implements SessionListener, SocketConnection, NamespaceSearch.Client, HeadCheck {

    private static final Logger logger = LoggerFactory.getLogger(Connection.class);

    private static final SocketLife[] NONE = {};

    /** As if the client had asked. */
    private static final Packet CONNECT_TO_MAIN =
            new Packet(PacketType.CONNECT, Packet.MAIN_NAMESPACE, Packet.NO_ID, null, Packet.NO_ARGUMENTS);

    /** So many messages of the largest size may the auths of all namespaces of a connection be. */
    private static final long MESSAGES_OF_AUTH = 2;

    private static final long KIB = 1024;

    private final ConnectionSettings settings;
    private final EngineSession session;
    private final Dialect dialect;
    private final PacketDecoder decoder;
    private final InboundLoad load;

    /** Connected and joining; replaced when one comes or goes. Few, so that looking through them is the fastest way. */
    private SocketLife[] sockets = NONE;

    private NamespaceSearches searches = NamespaceSearches.NONE;

    /** Have left, and their events wait for handlers still; few, as these events count in {@link #load}. Replaced, never changed. */
    private List<SocketLife> finishing = List.of();

    /** Runs until the first namespace is joined. */
    private @Nullable Disposable connectTimer;

    /** Bytes that have come of a packet that lacks attachments still. */
    private int incomplete;

    /** KiB that the session was told of as waiting: the incomplete packet, and auths. */
    private int held;

    /** Nothing that the client sends matters any more. */
    private boolean closing;

    private Connection(ConnectionSettings settings, EngineSession session) {
        this.settings = settings;
        this.session = session;
        this.dialect = settings.dialects().of(session.revision());
        this.decoder = dialect.decoder(this, session);
        this.load = new InboundLoad(session, settings.inbound());
        this.connectTimer = session.schedule(settings.connectTimeout(), this::joinedTooLate);
    }

    /** Of a session that has just been opened. In its lane. */
    public static Connection open(ConnectionSettings settings, EngineSession session) {
        Connection connection = new Connection(settings, session);
        if (connection.dialect.joinsMainNamespaceAtOnce() && !connection.connect(CONNECT_TO_MAIN)) {
            connection.abort("what the client says for itself exceeds twice max-http-buffer-size");
        }
        return connection;
    }

    @Override
    public EngineSession session() {
        return session;
    }

    @Override
    public PacketCodec codec() {
        return dialect.codec();
    }

    @Override
    public InboundLoad load() {
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
        if ((packet == null || incomplete > 0) && !hasRoomFor(message, packet != null)) {
            abort(settings.packets().exceededBy(session));
        } else if (packet != null && !dispatch(packet)) {
            abort("invalid state (packet type: " + packet.type() + ")");
        }
    }

    /** Whether what a packet brings in several messages is not too much. */
    private boolean hasRoomFor(Frame message, boolean isLast) {
        long now = (long) incomplete + message.length();
        boolean fits = settings.packets().allows(now);
        incomplete = isLast || !fits ? 0 : (int) now;
        countHeld();
        return fits;
    }

    private void countHeld() {
        int now = (int) ((incomplete + authWeight()) / KIB);
        if (now != held) {
            session.holds((now - held) * KIB);
            held = now;
        }
    }

    @Override
    public boolean allows(PacketType type, String namespace) {
        SocketLife socket = find(namespace);
        return switch (type) {
            case CONNECT -> socket == null && !searches.isLookingFor(namespace) || dialect.mayAskAgain();
            case EVENT, ACK, DISCONNECT -> socket != null && !socket.isJoining();
            case CONNECT_ERROR, BINARY_EVENT, BINARY_ACK -> false;
        };
    }

    /** Whether the packet is one that the client may send now; that may have changed since its head came. */
    private boolean dispatch(Packet packet) {
        SocketLife socket = find(packet.namespace());
        if (packet.type() == PacketType.CONNECT) {
            boolean isNew = socket == null && !searches.isLookingFor(packet.namespace());
            return isNew ? connect(packet) : askedAgain(socket);
        }
        if (packet.type() == PacketType.DISCONNECT && isAll(packet.namespace())) {
            leave();
            return true;
        }
        if (socket == null || socket.isJoining()) {
            return packet.equals(Packet.NOTHING);
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

    private boolean askedAgain(@Nullable SocketLife socket) {
        boolean mayAsk = dialect.mayAskAgain();
        if (mayAsk && socket != null && !socket.isJoining()) {
            dialect.askedAgain(session, socket.namespace().name());
        }
        return mayAsk;
    }

    /** Whether who is not in that namespace is in none. */
    private boolean isAll(String namespace) {
        return dialect.isMainNamespaceAll() && namespace.equals(Packet.MAIN_NAMESPACE);
    }

    /** The client leaves all namespaces. It is told that the server knows. */
    private void leave() {
        session.send(farewell());
        endAll(DisconnectReason.CLIENT_NAMESPACE_DISCONNECT);
    }

    private List<EnginePacket> farewell() {
        return codec().encode(Packet.disconnect(Packet.MAIN_NAMESPACE)).packets();
    }

    private @Nullable SocketLife find(String namespace) {
        for (SocketLife socket : sockets) {
            if (socket.namespace().name().equals(namespace)) {
                return socket;
            }
        }
        return null;
    }

    private boolean connect(Packet packet) {
        NamespaceRegistry registry = settings.namespaces();
        String name = packet.namespace();
        DefaultNamespace existing = registry.existing(name);
        if (existing == null && !registry.mayHaveParent(name)) {
            refuseUnknown(name);
            return true;
        }
        if (sockets.length + searches.size() >= settings.maxNamespaces()) {
            return false;
        }
        DefaultHandshake handshake = dialect.handshake(session, packet);
        if (authWeight() + handshake.authWeight() > MESSAGES_OF_AUTH * settings.maxMessage()) {
            return false;
        }
        if (existing != null
                && existing.occupancy().isOpen()
                && existing.occupancy().enter()) {
            join(existing, handshake);
        } else {
            NamespaceSearch search = new NamespaceSearch(this, registry, name, handshake);
            searches = searches.with(search);
            search.begin(existing);
        }
        countHeld();
        return true;
    }

    private void refuseUnknown(String namespace) {
        logger.debug("Refused a namespace that does not exist ({})", session);
        refuse(namespace, NO_NAMESPACE, null);
    }

    private void join(DefaultNamespace namespace, DefaultHandshake handshake) {
        SocketLife socket = namespace
                .newSocket(dialect.socketId(session, namespace.name()), this, handshake)
                .life();
        sockets = Arrays.copyOf(sockets, sockets.length + 1);
        sockets[sockets.length - 1] = socket;
        socket.begin();
    }

    @Override
    public void closed(CloseReason reason, @Nullable Throwable cause) {
        stopTaking();
        // who has to go because too much waits leaves nothing that waits
        if (reason == CloseReason.INBOUND_OVERFLOW || !settings.orphans().keep(load)) {
            for (SocketLife socket : sockets) {
                socket.dropEvents();
            }
            finishing.forEach(SocketLife::dropEvents);
        }
        endSockets(Endings.reason(reason));
        incomplete = 0;
        countHeld();
        settings.lastHandlers().add(session, load);
    }

    /** What the client has sent as its auth is kept as long as it is in the namespace. */
    private long authWeight() {
        long weight = searches.authWeight();
        for (SocketLife socket : sockets) {
            weight += socket.handshake().authWeight();
        }
        return weight;
    }

    // Called by searches.

    @Override
    public void found(NamespaceSearch search, DefaultNamespace namespace) {
        searches = searches.without(search);
        join(namespace, search.handshake());
    }

    @Override
    public void notFound(NamespaceSearch search) {
        searches = searches.without(search);
        countHeld();
        refuseUnknown(search.name());
    }

    // Called by sockets.

    @Override
    public void passed() {
        stopConnectTimer();
    }

    private void stopConnectTimer() {
        if (connectTimer != null) {
            connectTimer.dispose();
            connectTimer = null;
        }
    }

    @Override
    public void refuse(String namespace, String message, @Nullable Object data) {
        session.send(Refusals.encode(dialect.codec(), namespace, message, data).packets());
        if (isAll(namespace)) {
            endAll(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
        }
    }

    @Override
    public void remove(SocketLife socket) {
        if (!closing && socket.hasWaitingEvents()) {
            List<SocketLife> busy = new ArrayList<>(finishing);
            busy.removeIf(finished -> !finished.hasWaitingEvents());
            busy.add(socket);
            finishing = busy;
        }
        SocketLife[] left = new SocketLife[sockets.length - 1];
        int count = 0;
        for (SocketLife other : sockets) {
            if (other != socket) {
                left[count++] = other;
            }
        }
        sockets = left;
        countHeld();
    }

    @Override
    public void dismiss(SocketLife socket) {
        if (isAll(socket.namespace().name())) {
            dismiss();
        } else {
            socket.dismiss(true);
        }
    }

    @Override
    public void dismiss() {
        boolean isToldOnce = dialect.isMainNamespaceAll();
        if (isToldOnce) {
            session.send(farewell());
        }
        for (SocketLife socket : sockets) {
            socket.dismiss(!isToldOnce);
        }
        stopTaking();
        session.close();
    }

    /**
     * The client broke the protocol. The engine may put the end off until a poll comes that can be told of it; the sockets end
     * now.
     */
    private void abort(@Nullable String why) {
        logger.debug("Closed {}: {}", session, ClientText.sentence(why));
        stopTaking();
        session.close();
        // behind the closing, which is given to the lane, too
        session.post(() -> endSockets(DisconnectReason.FORCED_SERVER_CLOSE));
    }

    private void stopTaking() {
        closing = true;
        searches.abandon();
        searches = NamespaceSearches.NONE;
        stopConnectTimer();
    }

    private void endAll(DisconnectReason reason) {
        endSockets(reason);
        stopTaking();
        session.close();
    }

    private void endSockets(DisconnectReason reason) {
        for (SocketLife socket : sockets) {
            Endings.end(socket, reason);
        }
    }
}
