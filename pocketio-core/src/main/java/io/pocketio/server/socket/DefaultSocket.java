package io.pocketio.server.socket;

import io.pocketio.Ack;
import io.pocketio.ConnectMiddleware;
import io.pocketio.DisconnectReason;
import io.pocketio.adapter.SocketDescriptor;
import io.pocketio.engine.EngineSession;
import io.pocketio.lane.Lane;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.Packet;
import io.pocketio.server.dispatch.HandlerQueue;
import io.pocketio.server.handler.HandlerTable;
import io.pocketio.server.handler.ListeningSocket;
import io.pocketio.server.handler.SocketHandlers;
import io.pocketio.server.handler.UnrequestedAck;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client in one namespace. What most sockets never need (data, handlers of its own, acknowledgements) is made when it is asked
 * for. What users call is thread-safe; the rest says where it is called.
 */
public final class DefaultSocket implements Sender, ListeningSocket, ConnectAttempt.Candidate {

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

    private static final AtomicReferenceFieldUpdater<DefaultSocket, @Nullable SocketHandlers> OWN =
            AtomicReferenceFieldUpdater.newUpdater(DefaultSocket.class, SocketHandlers.class, "own");

    private static final AtomicReferenceFieldUpdater<DefaultSocket, @Nullable PendingAcks> ACKS =
            AtomicReferenceFieldUpdater.newUpdater(DefaultSocket.class, PendingAcks.class, "acks");

    /** Written before anybody else sees the socket: a client that comes back gets its old one. */
    private String id;

    private final SocketHome namespace;
    private final SocketConnection connection;
    private final DefaultHandshake handshake;
    private final HandlerQueue queue;
    private final Outgoing outgoing;

    /** Written in the lane, but for the step from CONNECTED to LEAVING, which any thread may take; read by any thread. */
    private volatile State state = State.JOINING;

    /** The server sends the client away: what it sent before and nobody has handled yet is dropped. Any thread. */
    private volatile boolean dismissed;

    /** Its end has begun. Confined to the lane. */
    private boolean left;

    /** What decides whether it may connect, while that takes time. Confined to the lane. */
    private @Nullable ConnectAttempt attempt;

    /** Most sockets are served by the handlers of their namespace alone. Set once, by any thread. */
    private volatile @Nullable SocketHandlers own;

    /** What the client still owes; most never owe anything. Set once, by any thread. */
    private volatile @Nullable PendingAcks acks;

    /** Made once, under the monitor of {@link #queue}; read by any thread. */
    private volatile @Nullable Map<String, Object> data;

    public DefaultSocket(
            String id,
            SocketHome namespace,
            SocketConnection connection,
            DefaultHandshake handshake,
            Delivery delivery) {
        this.id = id;
        this.namespace = namespace;
        this.connection = connection;
        this.handshake = handshake;
        this.queue = new HandlerQueue(this, connection.load(), namespace.watch());
        this.outgoing = delivery.outgoing(this);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public SocketHome namespace() {
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
        synchronized (queue) {
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

    @Override
    public boolean isDismissed() {
        return dismissed;
    }

    @Override
    public boolean recovered() {
        return outgoing.isRecovered();
    }

    @Override
    public String toString() {
        return "namespace=" + namespace.name() + ", sid=" + id;
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
    public @Nullable SocketHandlers ownHandlers() {
        return own;
    }

    @Override
    public SocketHandlers madeHandlers() {
        SocketHandlers made = own;
        while (made == null) {
            OWN.compareAndSet(this, null, new SocketHandlers(handlerTable().interception()));
            made = own;
        }
        return made;
    }

    // What follows is for those who send to it. Any thread, unless it is said otherwise.

    @Override
    public EngineSession session() {
        return connection.session();
    }

    @Override
    public Outgoing outgoing() {
        return outgoing;
    }

    @Override
    public HandlerTable handlerTable() {
        return namespace.handlerTable();
    }

    @Override
    public PendingAcks madeAcks() {
        PendingAcks made = acks;
        while (made == null) {
            ACKS.compareAndSet(this, null, new PendingAcks());
            made = acks;
        }
        return made;
    }

    @Override
    public boolean maySend() {
        State now = state;
        return now == State.CONNECTED || now == State.JOINING;
    }

    @Override
    public void enterLane(Runnable task) {
        Lane lane = session().lane();
        if (lane.inLane()) {
            task.run();
        } else {
            lane.execute(task);
        }
    }

    @Override
    public void deliver(Packet packet, EncodedPacket encoded, boolean isVolatile) {
        State now = state;
        // what its thread sent before it sent the client away goes out before the farewell; nothing goes before the
        // welcome
        if (now == State.CONNECTED || now == State.LEAVING) {
            tellOutgoing(packet);
            outgoing.send(encoded, isVolatile);
        }
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

    // Its life: what follows is called in the lane, in this order.

    public boolean isJoining() {
        return state == State.JOINING;
    }

    public boolean hasLeft() {
        return left;
    }

    /** The client asks to be connected. */
    public void open() {
        outgoing.open();
    }

    /** The client has come back to this session. */
    public void adopt(String sid, Map<String, Object> kept) {
        id = sid;
        data = kept;
    }

    /** It is known who comes: asks the middlewares. Without any, or when all decide at once, it is connected when this returns. */
    public void admit() {
        List<ConnectMiddleware> middlewares = handlerTable().middlewares();
        if (middlewares.isEmpty()) {
            enter();
            return;
        }
        ConnectAttempt asked = new ConnectAttempt(this, middlewares);
        attempt = asked;
        asked.proceed();
    }

    /** The middlewares, if any were asked, let it pass. In its own room before the reply is written, as in the reference server. */
    @Override
    public void enter() {
        attempt = null;
        connection.passed();
        logger.debug("Connected ({})", this);
        namespace.add(this);
        outgoing.welcome();
    }

    @Override
    public void refuse(String message, @Nullable Object reason) {
        logger.debug("Refused by a middleware ({})", this);
        end(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
        connection.refuse(namespace.name(), message, reason);
    }

    /** The reply is sent, or is the first in the queue. */
    public void welcomed() {
        outgoing.flush();
        if (left) {
            return; // what waited for the client was too much already
        }
        // not before: a broadcast of another thread must not reach the client ahead of the reply
        state = State.CONNECTED;
        queue.connected();
    }

    /** An event has come. One that nobody handles is dropped undecoded, and so is one that comes behind the farewell. */
    public void event(Packet packet) {
        String event = packet.event();
        if (event != null && isConnected()) {
            queue.event(event, packet.arguments(), ack(packet));
        }
    }

    private Ack ack(Packet packet) {
        return packet.hasId() ? new DefaultAck(this, packet.id()) : UnrequestedAck.INSTANCE;
    }

    /** An acknowledgement has come; one that nobody waits for is ignored. */
    public void acknowledged(Packet packet) {
        if (!packet.hasId()) {
            return;
        }
        PendingAcks pending = acks;
        if (pending == null || !pending.complete(packet.id(), packet.arguments())) {
            namespace.acknowledged(this, packet);
        }
    }

    /** Sends the client away: tells it, then {@link #end}s. */
    public void dismiss() {
        if (!left && !isJoining()) {
            dismissed = true;
            outgoing.send(namespace.farewell(), false);
        }
        end(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
    }

    /** Takes the socket out of everything and tells who wants to know. Nothing happens the second time. */
    public void end(DisconnectReason reason) {
        outgoing.flush();
        if (left) {
            return;
        }
        left = true;
        boolean wasConnected = !isJoining();
        // first: what another thread emits must not fall between a socket that may send and one that may come back
        outgoing.ending(reason);
        if (wasConnected) {
            namespace.disconnected(reason);
            state = State.LEAVING;
            queue.disconnecting(reason);
        }
        outgoing.ended(reason);
        state = State.GONE;
        namespace.remove(this);
        // behind the rooms: the socket that takes the session has the same id, and joins them
        outgoing.left();
        connection.remove(this);
        abandonPending();
        if (wasConnected) {
            queue.disconnected(reason);
        }
        if (namespace.isRemovable()) {
            // behind the handlers: what they broadcast still finds the adapter open
            queue.afterwards("leaving", namespace::leave);
        }
    }

    private void abandonPending() {
        ConnectAttempt asked = attempt;
        if (asked != null) {
            attempt = null;
            asked.abandon();
        }
        PendingAcks pending = acks;
        if (pending != null) {
            pending.close();
        }
        queue.clientGone();
    }

    public boolean hasWaitingEvents() {
        return queue.hasWaiting();
    }

    /** Events that wait for a handler are not handled any more. */
    public void dropEvents() {
        queue.dropEvents();
    }
}
