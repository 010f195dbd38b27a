package io.pocketio.server.socket;

import io.pocketio.Ack;
import io.pocketio.ConnectMiddleware;
import io.pocketio.DisconnectReason;
import io.pocketio.engine.EngineSession;
import io.pocketio.engine.packet.Revision;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.Packet;
import io.pocketio.server.dispatch.BlockingWatch;
import io.pocketio.server.dispatch.WatchedThread;
import io.pocketio.server.handler.UnrequestedAck;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one socket: its client asks to be let in, is let in, and leaves. What is not said to be any thread's is called in the
 * socket's lane.
 */
public final class SocketLife implements OutgoingHost, ConnectAttempt.Candidate {

    private static final Logger logger = LoggerFactory.getLogger(SocketLife.class);

    private static final String ACK_TAKER = "A subscriber to acknowledgements";

    private final DefaultSocket socket;
    private final Outgoing outgoing;

    /** The server sends the client away: what it sent before and nobody has handled yet is dropped. Any thread. */
    private volatile boolean dismissed;

    /** Its end has begun. Confined to the lane. */
    private boolean left;

    /** What decides whether it may connect, while that takes time. Confined to the lane. */
    private @Nullable ConnectAttempt attempt;

    SocketLife(DefaultSocket socket, Delivery delivery) {
        this.socket = socket;
        this.outgoing = delivery.outgoing(this);
    }

    @Override
    public DefaultSocket socket() {
        return socket;
    }

    @Override
    public SocketNamespace namespace() {
        return socket.namespace();
    }

    @Override
    public EngineSession session() {
        return socket.session();
    }

    @Override
    public DefaultHandshake handshake() {
        return socket.handshake();
    }

    @Override
    public Map<String, Object> data() {
        return socket.data();
    }

    @Override
    public EncodedPacket encode(Packet packet) {
        return socket.encode(packet);
    }

    @Override
    public void tellOutgoing(Packet packet) {
        socket.tellOutgoing(packet);
    }

    /** Any thread. */
    Outgoing outgoing() {
        return outgoing;
    }

    @Override
    public boolean maySend() {
        return socket.maySend();
    }

    @Override
    public boolean isGone() {
        return socket.isGone();
    }

    @Override
    public boolean isDismissed() {
        return dismissed;
    }

    public boolean isJoining() {
        return socket.isJoining();
    }

    @Override
    public boolean hasLeft() {
        return left;
    }

    @Override
    public String toString() {
        return socket.toString();
    }

    // How it begins.

    /** The client asks to be let in. */
    public void begin() {
        outgoing.open();
    }

    @Override
    public void adopt(String sid, Map<String, Object> kept) {
        socket.adopt(sid, kept);
    }

    @Override
    public void admit() {
        List<ConnectMiddleware> middlewares = namespace().handlerTable().middlewares();
        if (middlewares.isEmpty()) {
            enter();
            return;
        }
        ConnectAttempt asked = new ConnectAttempt(socket, this, middlewares);
        attempt = asked;
        asked.proceed();
    }

    /** In its own room before the reply is written, as in the reference server. */
    @Override
    public void enter() {
        attempt = null;
        if (namespace().isRetired()) {
            refuse(SocketConnection.NO_NAMESPACE, null);
            return;
        }
        socket.connection().passed();
        logger.debug("Connected ({})", socket);
        namespace().add(socket);
        outgoing.welcome();
    }

    @Override
    public void refuse(String message, @Nullable Object reason) {
        logger.debug("Refused ({})", socket);
        end(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
        socket.connection().refuse(namespace().name(), message, reason);
    }

    @Override
    public void welcomed() {
        outgoing.flush();
        if (left || !session().isOpen()) {
            return; // what waits for the client is too much already
        }
        // not before: a broadcast of another thread must not reach the client ahead of the reply
        socket.connected();
        socket.queue().connected();
        if (namespace().isRetired()) {
            disconnectLater(false); // it was not there to be sent away with the others
        }
    }

    // What happens while it lasts.

    /** An event has come. One that nobody handles is dropped undecoded, and so is one that comes behind the farewell. */
    public void event(Packet packet) {
        String event = packet.event();
        if (event != null && socket.isConnected()) {
            socket.queue().event(event, packet.arguments(), ack(packet));
        }
    }

    private Ack ack(Packet packet) {
        return packet.hasId() ? new DefaultAck(socket, packet.id()) : UnrequestedAck.INSTANCE;
    }

    /** An acknowledgement has come; one that nobody waits for is ignored. */
    public void acknowledged(Packet packet) {
        if (!packet.hasId()) {
            return;
        }
        WatchedThread thread = beginAcks();
        PendingAcks pending = socket.acks();
        if (pending == null || !pending.complete(packet.id(), packet.arguments())) {
            namespace().acknowledged(socket, packet);
        }
        if (thread != null) {
            thread.end();
        }
    }

    /** Whoever waits for acknowledgements is called: {@code null} when nobody watches. */
    private @Nullable WatchedThread beginAcks() {
        BlockingWatch watch = socket.watch();
        return watch == null ? null : watch.begin(ACK_TAKER, "acknowledgement", socket);
    }

    // How it ends.

    /** Any thread. Nothing happens unless it is connected. At once for a caller in the lane who has sent all that he has to send. */
    void disconnect(boolean close) {
        disconnect(close, session().lane().inTurn() ? session()::execute : session()::post);
    }

    /** The same, later: for a caller who ends many. Any thread. */
    void disconnectLater(boolean close) {
        disconnect(close, session()::post);
    }

    private void disconnect(boolean close, Executor way) {
        if (socket.isConnected()) {
            dismissed = true;
            if (socket.tryToLeave()) {
                SocketConnection connection = socket.connection();
                way.execute(close ? connection::dismiss : () -> connection.dismiss(this));
            }
        }
    }

    /**
     * Sends the client away: tells it, then {@link #end}s.
     *
     * @param telling {@code false} when it has been told already
     */
    public void dismiss(boolean telling) {
        if (!left && !isJoining()) {
            dismissed = true;
            if (telling) {
                outgoing.send(farewell(), false);
            }
        }
        end(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
    }

    private EncodedPacket farewell() {
        boolean isBeforeEngineIo = session().revision() == Revision.LEGACY;
        return isBeforeEngineIo
                ? encode(Packet.disconnect(namespace().name()))
                : namespace().farewell();
    }

    /** Takes the socket out of everything and tells who wants to know. Nothing happens the second time. */
    public void end(DisconnectReason reason) {
        outgoing.finish();
        if (left) {
            return;
        }
        left = true;
        boolean wasConnected = !isJoining();
        // first: what another thread emits must not fall between a socket that may send and one that may come back
        outgoing.leaving(reason);
        if (wasConnected) {
            namespace().disconnected(reason);
            socket.leaving();
            socket.queue().disconnecting(reason);
        }
        outgoing.silenced(reason);
        socket.gone();
        namespace().remove(socket);
        // behind the rooms: the socket that takes the session has the same id, and joins them
        outgoing.gone();
        socket.connection().remove(this);
        abandonPending();
        if (wasConnected) {
            socket.queue().disconnected(reason);
        }
        if (namespace().isRemovable()) {
            // behind the handlers: what they broadcast still finds the adapter open
            socket.queue().afterwards("leaving", namespace()::leave);
        }
    }

    private void abandonPending() {
        ConnectAttempt asked = attempt;
        if (asked != null) {
            attempt = null;
            asked.abandon();
        }
        PendingAcks pending = socket.acks();
        if (pending != null) {
            WatchedThread thread = beginAcks();
            pending.close();
            if (thread != null) {
                thread.end();
            }
        }
        socket.queue().clientGone();
    }

    public boolean hasWaitingEvents() {
        return socket.queue().hasWaiting();
    }

    /** Events that wait for a handler are not handled any more. */
    public void dropEvents() {
        socket.queue().dropEvents();
    }
}
