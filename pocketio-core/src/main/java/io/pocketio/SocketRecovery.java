package io.pocketio;

import io.pocketio.adapter.BroadcastFlags;
import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.adapter.RecoverableSession;
import io.pocketio.adapter.RecoveryOutcome;
import io.pocketio.adapter.Resumption;
import io.pocketio.json.CodecException;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.Packet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * What a socket has whose client can come back: its secret id, and one queue for all that is sent to it, so that it leaves in the
 * order of the log whatever threads do. The queue is filled by any thread and emptied in the lane, where the rest is confined to,
 * too, unless it says otherwise.
 */
final class SocketRecovery {

    private static final Logger logger = LoggerFactory.getLogger(SocketRecovery.class);

    private final DefaultSocket socket;
    private final NamespaceRecovery namespace;
    private final Queue<Sending> queue = new ConcurrentLinkedQueue<>();
    private final Runnable drain = this::drain;

    /** Written before middlewares are asked, and so before anybody else sees the socket. */
    private String pid = "";

    /** The client has everything up to here, while the socket is joining. Written as {@link #pid} is. */
    private String position = "";

    /** What the client comes back to; also before it is connected. */
    private volatile @Nullable Resumption resumption;

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
    private @Nullable RecoverableSession legacy;

    SocketRecovery(DefaultSocket socket, NamespaceRecovery namespace) {
        this.socket = socket;
        this.namespace = namespace;
    }

    /** One packet on its way. Shared by all recipients. Immutable. */
    record Sending(EncodedPacket packet, boolean isVolatile) {}

    String pid() {
        return pid;
    }

    /** Any thread. */
    boolean isRecovered() {
        return resumption != null;
    }

    // How it begins.

    /** A client asks to be connected: finds out whether it comes back, then goes on with {@link DefaultSocket#askMiddlewares}. */
    void begin() {
        Map<?, ?> auth = auth();
        Object named = auth.get("pid");
        Object offset = auth.get("offset");
        if (named == null) {
            beginNew();
        } else if (!(named instanceof String)) {
            failed(RecoveryOutcome.UNKNOWN_SESSION);
        } else if (offset != null && !(offset instanceof String)) {
            failed(RecoveryOutcome.UNKNOWN_OFFSET);
        } else {
            namespace
                    .resume((String) named, (String) offset)
                    .onErrorResume(namespace::unavailable)
                    .subscribe(found -> socket.enterLane(() -> found(found)));
        }
    }

    private Map<?, ?> auth() {
        try {
            Map<?, ?> auth = socket.handshake().auth(Map.class);
            return auth == null ? Map.of() : auth;
        } catch (CodecException strange) {
            return Map.of();
        }
    }

    private void beginNew() {
        pid = namespace.newPid();
        position = namespace.log().position();
        socket.askMiddlewares();
    }

    private void failed(RecoveryOutcome outcome) {
        namespace.report(socket, outcome, 0);
        beginNew();
    }

    private void found(Resumption found) {
        if (socket.isGone()) {
            putBack(found);
        } else if (!found.isRecovered()) {
            failed(found.outcome());
        } else {
            RecoverableSession session = found.session();
            pid = session.pid();
            position = found.start();
            resumption = found;
            socket.adopt(session.sid(), session.data());
            namespace.add(this, socket);
            if (namespace.settings().skipMiddlewares()) {
                socket.connection().passed(socket);
            } else {
                socket.askMiddlewares();
            }
        }
    }

    /** Its client has gone again, meanwhile. */
    private void putBack(Resumption found) {
        if (found.isRecovered()) {
            namespace.log().save(found.session());
        }
    }

    /** Middlewares let it pass, and it is in its own room. Goes on with {@link DefaultSocket#welcomed}. */
    void connect(EncodedPacket welcome) {
        reply = welcome;
        Resumption found = resumption;
        if (found == null) {
            namespace.add(this, socket);
            namespace.log().attach(socket);
            socket.welcomed();
            return;
        }
        for (String room : found.session().rooms()) {
            socket.namespace().adapter().join(socket, room);
        }
        namespace
                .inTime(namespace
                        .log()
                        .reattach(socket, found, namespace.settings().maxMissedBytes()))
                .defaultIfEmpty(RecoveryOutcome.UNAVAILABLE)
                .onErrorResume(failure -> Mono.just(namespace.failed(failure)))
                .subscribe(outcome -> socket.enterLane(() -> reattached(outcome)));
    }

    private void reattached(RecoveryOutcome outcome) {
        if (outcome == RecoveryOutcome.RECOVERED) {
            namespace.report(socket, outcome, missed);
            socket.welcomed();
        } else {
            // what the middlewares have seen cannot be undone: the client comes again, and is new then
            namespace.report(socket, outcome, 0);
            namespace.remove(this, socket);
            resumption = null;
            socket.connection().session().giveUp();
        }
    }

    // How it sends.

    /**
     * Any thread. What is emitted to a connected socket is stored; so is what is emitted while its client may come back. A middleware's
     * is sent ahead of the reply and not stored.
     */
    void emit(Packet packet, BroadcastFlags flags) {
        if (!attached && socket.maySend()) {
            Packet early = packet.with(packet.arguments().append(position));
            EncodedPacket encoded =
                    NamespaceSockets.compressible(socket.namespace().encode(early), flags);
            if (addEarly(new Sending(encoded, flags.isVolatile()))) {
                socket.tellOutgoing(packet);
                socket.enterLane(drain);
                return;
            }
        }
        if (socket.maySend() || mayComeBack()) {
            socket.namespace().adapter().broadcast(packet, new BroadcastTarget(Set.of(socket.id()), Set.of(), flags));
        }
    }

    private synchronized boolean addEarly(Sending sending) {
        if (!attached) {
            queue.add(sending);
        }
        return !attached;
    }

    private boolean mayComeBack() {
        return recoverableUntil != 0 && !socket.isDismissed() && namespace.mayComeBack(pid, recoverableUntil);
    }

    /** Any thread. */
    void send(EncodedPacket packet, boolean isVolatile) {
        queue.add(new Sending(packet, isVolatile));
        socket.enterLane(drain);
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

    /** Under the adapter's lock. */
    void detach() {
        attached = false;
    }

    /** Sends what is queued; drops it when the socket has ended, for the connection may belong to another one by now. */
    void drain() {
        for (Sending next = queue.poll(); next != null; next = queue.poll()) {
            if (!socket.hasLeft()) {
                socket.connection().send(next.packet(), next.isVolatile());
            }
        }
    }

    // How it ends.

    /** The socket is about to end: what is emitted to it from now on is kept for its client, if that may come back. */
    void ending(DisconnectReason reason) {
        if (attached && reason.isRecoverable() && !socket.isDismissed()) {
            recoverableUntil = namespace.endOfWait();
        }
    }

    /** The socket ends, and is in its rooms still. */
    void ended(DisconnectReason reason) {
        try {
            keep(reason);
        } catch (Throwable failure) {
            logger.error("The session of a socket could not be kept ({})", socket, failure);
        }
    }

    private void keep(DisconnectReason reason) {
        Resumption found = resumption;
        if (!reason.isRecoverable() || socket.isDismissed()) {
            detach();
        } else if (attached) {
            String left = namespace.log().detach(socket);
            Set<String> rooms = socket.rooms();
            legacy = new RecoverableSession(pid, socket.id(), rooms, socket.data(), since, last, left);
        } else if (found != null && found.isRecovered()) {
            legacy = found.session();
        }
    }

    /** It is in no room any more. Saved first, so that whoever does not find the socket finds the session. */
    void left() {
        RecoverableSession kept = legacy;
        legacy = null;
        try {
            if (kept != null) {
                namespace.log().save(kept);
            }
        } catch (Throwable failure) {
            logger.error("The session of a socket could not be saved ({})", socket, failure);
        } finally {
            namespace.remove(this, socket);
        }
    }
}
