package io.pocketio;

import io.pocketio.lane.Lane;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.Packet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client in one namespace. What most sockets never need (data, listeners, acknowledgements) is made when it is asked for. What
 * users call is thread-safe; the rest says where it is called.
 */
final class DefaultSocket extends ListeningSocket {

    private static final Logger logger = LoggerFactory.getLogger(DefaultSocket.class);

    private enum State {
        /** Middlewares decide. What they emit is sent. */
        JOINING,
        CONNECTED,
        /** On its way out: sends nothing any more, is in its rooms still. */
        LEAVING,
        GONE
    }

    private static final AtomicReferenceFieldUpdater<DefaultSocket, State> STATE =
            AtomicReferenceFieldUpdater.newUpdater(DefaultSocket.class, State.class, "state");

    /** Written before anybody else sees the socket: a client that comes back gets its old one. */
    private String id;

    private final DefaultNamespace namespace;
    private final ClientConnection connection;
    private final Handshake handshake;
    private final HandlerQueue handlers;

    /** {@code null} when clients cannot come back. */
    private final @Nullable SocketRecovery recovery;

    /** Written in the lane, but for the step from CONNECTED to LEAVING, which any thread may take; read by any thread. */
    private volatile State state = State.JOINING;

    /** The server sends the client away: what it sent before and nobody has handled yet is dropped. Any thread. */
    private volatile boolean dismissed;

    /** Its end has begun. Confined to the lane. */
    private boolean left;

    /** What decides whether it may connect, while that takes time. Confined to the lane. */
    private @Nullable ConnectAttempt attempt;

    /** Made once, under the monitor of {@link #handlers}; read by any thread. */
    private volatile @Nullable Map<String, Object> data;

    DefaultSocket(String id, DefaultNamespace namespace, ClientConnection connection, Handshake handshake) {
        this.id = id;
        this.namespace = namespace;
        this.connection = connection;
        this.handshake = handshake;
        this.handlers = new HandlerQueue(
                this, connection.load(), connection.server().settings().watch());
        NamespaceRecovery recoverable = namespace.localSockets().recovery();
        this.recovery = recoverable == null ? null : new SocketRecovery(this, recoverable);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public DefaultNamespace namespace() {
        return namespace;
    }

    @Override
    public Handshake handshake() {
        return handshake;
    }

    @Override
    public Map<String, Object> data() {
        Map<String, Object> made = data;
        return made != null ? made : makeData();
    }

    private Map<String, Object> makeData() {
        synchronized (handlers) {
            if (data == null) {
                data = new ConcurrentHashMap<>(4);
            }
            return data;
        }
    }

    @Override
    public boolean isConnected() {
        return state == State.CONNECTED;
    }

    @Override
    public boolean isGone() {
        return state == State.GONE;
    }

    boolean isDismissed() {
        return dismissed;
    }

    @Override
    public String transport() {
        return connection.session().transport().wireName();
    }

    /** Sends the answer to an event; any thread. */
    void reply(EncodedPacket packet) {
        if (isConnected()) {
            send(packet, false);
        }
    }

    @Override
    public void disconnect(boolean close) {
        if (state == State.CONNECTED) {
            dismissed = true;
            if (STATE.compareAndSet(this, State.CONNECTED, State.LEAVING)) {
                enterLane(close ? connection::dismiss : this::dismiss);
            }
        }
    }

    @Override
    public String toString() {
        return "namespace=" + namespace.name() + ", sid=" + id;
    }

    // What follows is for the connection and for what is sent.

    @Override
    ClientConnection connection() {
        return connection;
    }

    @Override
    boolean maySend() {
        State now = state;
        return now == State.CONNECTED || now == State.JOINING;
    }

    Lane home() {
        return connection.session().home();
    }

    boolean inLane() {
        return connection.session().lane().inLane();
    }

    /** Runs the task in the lane: at once for a caller who is there. Any thread. */
    void enterLane(Runnable task) {
        connection.enter(task);
    }

    @Override
    void send(EncodedPacket packet, boolean isVolatile) {
        if (recovery == null) {
            connection.send(packet, isVolatile);
        } else {
            recovery.send(packet, isVolatile);
        }
    }

    /** Sends what was broadcast when {@link #maySend} held; in the lane or its home. */
    void deliver(Packet packet, EncodedPacket encoded, boolean isVolatile) {
        State now = state;
        // what its thread sent before it sent the client away goes out before the farewell; nothing goes before the
        // welcome
        if (now == State.CONNECTED || now == State.LEAVING) {
            tellOutgoing(packet);
            send(encoded, isVolatile);
        }
    }

    @Override
    @Nullable
    SocketRecovery recovery() {
        return recovery;
    }

    // What follows is called by the connection, in the lane.

    boolean isJoining() {
        return state == State.JOINING;
    }

    boolean hasLeft() {
        return left;
    }

    /** Finds out whether the client comes back, where it can, then asks the middlewares. */
    void join() {
        if (recovery == null) {
            askMiddlewares();
        } else {
            recovery.begin();
        }
    }

    /** The client has come back to this session. */
    void adopt(String sid, Map<String, Object> kept) {
        id = sid;
        data = kept;
    }

    /** Without any, or when all of them decide at once, it is connected when this returns. */
    void askMiddlewares() {
        List<ConnectMiddleware> middlewares = namespace.registrations().middlewares();
        if (middlewares.isEmpty()) {
            connection.passed(this);
            return;
        }
        ConnectAttempt asked = new ConnectAttempt(this, connection, middlewares);
        attempt = asked;
        asked.proceed();
    }

    /** The middlewares let it pass. In its own room before the reply is written, as in the reference server. */
    void connected(EncodedPacket reply) {
        attempt = null;
        namespace.add(this);
        if (recovery == null) {
            connection.send(reply, false);
            welcomed();
        } else {
            recovery.connect(reply);
        }
    }

    /** The reply is sent, or is the first in the queue. */
    void welcomed() {
        if (recovery != null) {
            recovery.drain();
        }
        if (left) {
            return; // what waited for the client was too much already
        }
        // not before: a broadcast of another thread must not reach the client ahead of the reply
        state = State.CONNECTED;
        handlers.submit(namespace.registrations().connectCalls());
    }

    /** An event has come. One that nobody handles is dropped undecoded, and so is one that comes behind the farewell. */
    void event(Packet packet) {
        String event = packet.event();
        if (event == null || !isConnected()) {
            return;
        }
        SocketListeners own = listeners();
        HandlerRegistrations shared = namespace.registrations();
        if (handlers.isBusy() || shared.isWatching() || own != null && own.isWatching()) {
            handlers.submit(new EventArrival(this, event, packet.arguments(), ack(packet)));
            return;
        }
        EventHandler handler = shared.handler(event);
        EventHandler[] more = own == null ? SocketListeners.NO_HANDLERS : own.of(event);
        if (handler == null && more.length == 0) {
            Events.nobodyHandles(event, this);
            return;
        }
        Ack ack = ack(packet);
        if (handler != null) {
            handlers.event(handler, event, packet.arguments(), ack);
        }
        for (EventHandler listener : more) {
            handlers.event(listener, event, packet.arguments(), ack);
        }
    }

    private Ack ack(Packet packet) {
        return packet.hasId() ? new DefaultAck(this, packet.id()) : UnrequestedAck.INSTANCE;
    }

    /** Sends the client away: tells it, then {@link #end}s. */
    void dismiss() {
        if (!left && !isJoining()) {
            dismissed = true;
            send(namespace.disconnectPacket(), false);
        }
        end(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
    }

    /** Takes the socket out of everything and tells who wants to know. Nothing happens the second time. */
    void end(DisconnectReason reason) {
        if (recovery != null) {
            recovery.drain();
        }
        if (left) {
            return;
        }
        left = true;
        boolean wasConnected = !isJoining();
        if (recovery != null) {
            // first: what another thread emits must not fall between a socket that may send and one that may come back
            recovery.ending(reason);
        }
        if (wasConnected) {
            connection.server().counters().disconnected(reason);
            state = State.LEAVING;
            tellDisconnecting(reason);
        }
        if (recovery != null) {
            recovery.ended(reason);
        }
        state = State.GONE;
        namespace.remove(this);
        if (recovery != null) {
            // behind the rooms: the socket that takes the session has the same id, and joins them
            recovery.left();
        }
        connection.remove(this);
        abandonPending();
        if (wasConnected) {
            handlers.submit(namespace.registrations().disconnectCalls(reason, listeners()));
        }
        if (namespace.door().isRemovable()) {
            // behind the handlers: what they broadcast still finds the adapter open
            handlers.submit(HandlerCall.OfLeaving.INSTANCE);
        }
    }

    boolean hasWaitingEvents() {
        return handlers.hasWaiting();
    }

    /** Events that wait for a handler are not handled any more. */
    void dropEvents() {
        handlers.dropEvents();
    }

    private void tellDisconnecting(DisconnectReason reason) {
        SocketListeners own = listeners();
        if (own != null) {
            for (DisconnectListener listener : own.disconnecting()) {
                handlers.disconnecting(listener, reason);
            }
        }
    }

    private void abandonPending() {
        ConnectAttempt asked = attempt;
        if (asked != null) {
            attempt = null;
            asked.abandon();
        }
        closeAcks();
        handlers.clientGone();
    }

    @Override
    public boolean recovered() {
        return recovery != null && recovery.isRecovered();
    }
}
