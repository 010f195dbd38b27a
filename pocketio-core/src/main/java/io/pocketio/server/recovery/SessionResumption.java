package io.pocketio.server.recovery;

import io.pocketio.adapter.RecoverableSession;
import io.pocketio.adapter.RecoveryOutcome;
import io.pocketio.adapter.Resumption;
import io.pocketio.json.CodecException;
import io.pocketio.server.socket.OutgoingHost;
import java.util.Map;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Who a client is that asks to be connected: a new one, or one that comes back. Confined to the socket's lane, unless it says otherwise. */
final class SessionResumption {

    private final OutgoingHost socket;
    private final NamespaceRecovery sessions;

    /** Written before middlewares are asked, and so before anybody else sees the socket. Read by any thread. */
    private String pid = "";

    /** The client has everything up to here, while the socket is joining. Written and read as {@link #pid} is. */
    private String position = "";

    /** What the client comes back to; also before it is connected. Read by any thread. */
    private volatile @Nullable Resumption found;

    SessionResumption(OutgoingHost socket, NamespaceRecovery sessions) {
        this.socket = socket;
        this.sessions = sessions;
    }

    /** The secret by which the client names its session. */
    String pid() {
        return pid;
    }

    /** Up to where the client has everything, while the socket is joining. */
    String position() {
        return position;
    }

    /** Whether the client has come back. Any thread. */
    boolean isRecovered() {
        return found != null;
    }

    /** What the client has come back to, while its socket is not attached. */
    @Nullable
    RecoverableSession session() {
        Resumption resumption = found;
        return resumption == null ? null : resumption.found();
    }

    /** Finds out whether the client comes back, then goes on with {@link OutgoingHost#admit} or {@link OutgoingHost#enter}. */
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
            sessions.resume((String) named, (String) offset).subscribe(resumption -> inLane(() -> resumed(resumption)));
        }
    }

    /** It may be the timer's thread that tells, which is not to be borrowed. */
    private void inLane(Runnable task) {
        if (socket.session().lane().inLane()) {
            socket.session().execute(task);
        } else {
            socket.session().post(task);
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
        pid = sessions.newPid();
        position = sessions.log().position();
        socket.admit();
    }

    private void failed(RecoveryOutcome outcome) {
        sessions.report(socket, outcome, 0);
        beginNew();
    }

    private void resumed(Resumption resumption) {
        if (socket.isGone()) {
            putBack(resumption);
        } else if (!resumption.isRecovered()) {
            failed(resumption.outcome());
        } else {
            comeBack(resumption);
        }
    }

    /** Its client has gone again, meanwhile. */
    private void putBack(Resumption resumption) {
        if (resumption.isRecovered()) {
            sessions.log().save(resumption.session());
        }
    }

    private void comeBack(Resumption resumption) {
        RecoverableSession session = resumption.session();
        pid = session.pid();
        position = resumption.start();
        found = resumption;
        socket.adopt(session.sid(), session.data());
        sessions.add(pid, socket);
        if (sessions.settings().skipMiddlewares()) {
            socket.enter();
        } else {
            socket.admit();
        }
    }

    /**
     * The socket is let in: has the adapter attach it, then goes on with {@link OutgoingHost#welcomed}.
     *
     * @param missed how many packets it is sent again, once it is attached
     */
    void attach(IntSupplier missed) {
        Resumption resumption = found;
        if (resumption == null) {
            sessions.add(pid, socket);
            sessions.log().attach(socket.socket());
            socket.welcomed();
            return;
        }
        for (String room : resumption.session().rooms()) {
            socket.namespace().adapter().join(socket.socket(), room);
        }
        sessions.reattach(socket, resumption).subscribe(outcome -> inLane(() -> reattached(outcome, missed)));
    }

    private void reattached(RecoveryOutcome outcome, IntSupplier missed) {
        if (outcome == RecoveryOutcome.RECOVERED) {
            sessions.report(socket, outcome, missed.getAsInt());
            socket.welcomed();
        } else {
            // what the middlewares have seen cannot be undone: the client comes again, and is new then
            sessions.report(socket, outcome, 0);
            sessions.remove(pid, socket);
            found = null;
            socket.session().giveUp();
        }
    }
}
