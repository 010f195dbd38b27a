package io.pocketio.server.recovery;

import io.pocketio.DisconnectReason;
import io.pocketio.adapter.BroadcastFlags;
import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.adapter.RecoverableSession;
import io.pocketio.lane.Lane;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.Packet;
import io.pocketio.server.socket.Outgoing;
import io.pocketio.server.socket.OutgoingHost;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Around the way of what a socket sends whose client can come back: one queue for all of it, so that it leaves in the order of the log
 * whatever threads do. The queue is filled by any thread and emptied in the lane, where the rest is confined to, too, unless it says
 * otherwise.
 */
final class RecoverableOutgoing implements Outgoing {

    private static final Logger logger = LoggerFactory.getLogger(RecoverableOutgoing.class);

    private final OutgoingHost socket;
    private final Outgoing direct;
    private final NamespaceRecovery sessions;
    private final SessionResumption resumption;
    private final Queue<Sending> queue = new ConcurrentLinkedQueue<>();
    private final Runnable drain = this::flush;

    /** The answer to CONNECT, while the adapter is asked to attach the socket. */
    private @Nullable EncodedPacket reply;

    /** Takes part in broadcasts. Written under the adapter's lock and, for emitters that are early, under the monitor of this. */
    private volatile boolean attached;

    /** See {@link RecoverableSession}; both are written under the adapter's lock, and read in the lane when it is detached. */
    private String since = "";

    private @Nullable String last;

    /** Packets that were sent again. Written as {@link #since} is. */
    private int missed;

    /** Until when somebody may come back to the session that this socket left behind. Read by any thread. */
    private volatile long recoverableUntil;

    /** What it leaves behind, until that is saved. */
    private @Nullable RecoverableSession leftBehind;

    /** @param direct sends what has left the queue */
    RecoverableOutgoing(OutgoingHost socket, Outgoing direct, NamespaceRecovery sessions) {
        this.socket = socket;
        this.direct = direct;
        this.sessions = sessions;
        this.resumption = new SessionResumption(socket, sessions);
    }

    /** One packet on its way. Shared by all recipients. Immutable. */
    record Sending(EncodedPacket packet, boolean isVolatile) {}

    // How it begins.

    @Override
    public void open() {
        resumption.begin();
    }

    @Override
    public boolean isRecovered() {
        return resumption.isRecovered();
    }

    @Override
    public void welcome() {
        Packet.ConnectReply told = new Packet.ConnectReply(socket.socket().id(), resumption.pid());
        reply = socket.encode(Packet.connect(socket.namespace().name(), told));
        resumption.attach(() -> missed);
    }

    /** Under the adapter's lock. The reply comes first: the client hands out at once what comes behind it, and knows what it has. */
    void attach(List<EncodedPacket> again, String from, @Nullable String latest) {
        missed = again.size();
        since = from;
        last = latest;
        synchronized (this) {
            EncodedPacket welcome = reply;
            if (welcome != null) {
                queue.add(new Sending(welcome, false));
            }
            for (EncodedPacket packet : again) {
                queue.add(new Sending(packet, false));
            }
            attached = true;
        }
    }

    // How it sends.

    @Override
    public boolean mayEmit() {
        return socket.maySend() || mayComeBack();
    }

    /**
     * What is emitted to a connected socket is stored; so is what is emitted while its client may come back. A middleware's is sent
     * ahead of the reply and not stored.
     */
    @Override
    public void emit(Packet packet, BroadcastFlags flags) {
        if (!attached && socket.maySend()) {
            Packet early = packet.with(packet.arguments().append(resumption.position()));
            EncodedPacket encoded = flags.mark(socket.encode(early));
            if (addEarly(new Sending(encoded, flags.isVolatile()))) {
                socket.tellOutgoing(packet);
                socket.session().execute(drain);
                return;
            }
        }
        if (mayEmit()) {
            socket.namespace()
                    .adapter()
                    .broadcast(
                            packet, new BroadcastTarget(Set.of(socket.socket().id()), Set.of(), flags));
        }
    }

    private synchronized boolean addEarly(Sending sending) {
        if (!attached) {
            queue.add(sending);
        }
        return !attached;
    }

    private boolean mayComeBack() {
        return recoverableUntil != 0
                && !socket.isDismissed()
                && sessions.mayComeBack(resumption.pid(), recoverableUntil);
    }

    @Override
    public void send(EncodedPacket packet, boolean isVolatile) {
        queue.add(new Sending(packet, isVolatile));
        socket.session().execute(drain);
    }

    /** Whether the socket takes part. Under the adapter's lock, unless it is not stored. */
    boolean enqueue(Sending sending, @Nullable String stored) {
        if (!attached || socket.isDismissed()) {
            return false;
        }
        queue.add(sending);
        if (stored != null) {
            last = stored;
        }
        return true;
    }

    /** Has what is queued sent: at once for a caller who is in the lane. Any thread. */
    void flushInLane() {
        socket.session().execute(drain);
    }

    /**
     * Drops what is queued when the socket has ended, for the connection may belong to another one by now. Behind what its lane has begun
     * to send to many: it takes nothing out of the queue before.
     */
    @Override
    public void flush() {
        Lane lane = socket.session().lane();
        if (!lane.inTurn()) {
            lane.home().append(() -> socket.session().execute(drain));
        } else {
            sendQueued();
        }
    }

    /** The session keeps the order, for nothing comes behind this. */
    @Override
    public void finish() {
        sendQueued();
    }

    private void sendQueued() {
        for (Sending next = queue.poll(); next != null; next = queue.poll()) {
            if (!socket.hasLeft()) {
                direct.send(next.packet(), next.isVolatile());
            }
        }
    }

    // How it ends.

    /** What is emitted to it from now on is kept for its client, if that may come back. */
    @Override
    public void leaving(DisconnectReason reason) {
        if (attached && reason.isRecoverable() && !socket.isDismissed()) {
            recoverableUntil = sessions.endOfWait();
        }
    }

    @Override
    public void silenced(DisconnectReason reason) {
        try {
            keep(reason);
        } catch (Throwable failure) {
            logger.error("The session of a socket could not be kept ({})", socket, failure);
        }
    }

    private void keep(DisconnectReason reason) {
        if (!reason.isRecoverable() || socket.isDismissed()) {
            if (attached) {
                sessions.log().forget(socket.socket());
            }
            detach();
        } else if (attached) {
            String left = sessions.log().detach(socket.socket());
            leftBehind = session(socket.namespace().adapter().rooms(socket.socket()), left);
        } else {
            leftBehind = resumption.session();
        }
    }

    private RecoverableSession session(Set<String> rooms, String left) {
        return new RecoverableSession(resumption.pid(), socket.socket().id(), rooms, socket.data(), since, last, left);
    }

    /** Under the adapter's lock. */
    void detach() {
        attached = false;
    }

    /** Under the adapter's lock. */
    @Nullable
    RecoverableSession snapshot(Set<String> rooms, String position) {
        return attached ? session(rooms, position) : null;
    }

    /** Saved first, so that whoever does not find the socket finds the session. */
    @Override
    public void gone() {
        RecoverableSession kept = leftBehind;
        leftBehind = null;
        try {
            if (kept != null) {
                sessions.log().save(kept);
            }
        } catch (Throwable failure) {
            logger.error("The session of a socket could not be saved ({})", socket, failure);
        } finally {
            sessions.remove(resumption.pid(), socket);
        }
    }
}
