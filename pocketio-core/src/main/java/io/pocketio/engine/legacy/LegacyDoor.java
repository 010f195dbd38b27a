package io.pocketio.engine.legacy;

import io.pocketio.engine.Admission;
import io.pocketio.engine.EngineAnswer;
import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.EngineRequest;
import io.pocketio.engine.EngineResponse;
import io.pocketio.engine.EventLoopTurns;
import io.pocketio.engine.FrameChannel;
import io.pocketio.engine.FrameListener;
import io.pocketio.engine.handshake.Reception;
import io.pocketio.engine.handshake.SharedValues;
import io.pocketio.engine.packet.Revision;
import io.pocketio.engine.transport.IgnoringFrameListener;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Where clients of Socket.IO 0.7 to 0.9 come in: from a request to a handshake, or to the session that it belongs to. Thread-safe. */
public final class LegacyDoor {

    private static final String PROTOCOL = "1";

    private final EngineOptions options;
    private final LegacySessions sessions;
    private final PendingHandshakes pending;
    private final Reception reception;
    private final LegacyHandshakes handshakes;
    private final LegacyHttp http;

    public LegacyDoor(
            EngineOptions options,
            LegacyTimes times,
            LegacySessions sessions,
            PendingHandshakes pending,
            Reception reception,
            SharedValues values) {
        this.options = options;
        this.sessions = sessions;
        this.pending = pending;
        this.reception = reception;
        this.handshakes = new LegacyHandshakes(options, times, reception, pending, values);
        this.http = new LegacyHttp(options, sessions, pending, reception);
    }

    /** See {@link io.pocketio.engine.EngineServer#handleLegacy}. */
    public Mono<EngineAnswer> handle(EngineRequest request, String below, @Nullable EventLoopTurns turns) {
        LegacyPath path = LegacyPath.of(below);
        EngineResponse refusal = refusal(request, path);
        if (refusal != null || path == null) {
            return Mono.just(refusal == null ? badRequest() : refusal);
        }
        if (path.isHandshake()) {
            return handshakes.answer(request).cast(EngineAnswer.class);
        }
        if (request.query().containsKey("disconnect")) {
            disconnect(path.sidToEnd());
            return Mono.just(LegacyAnswers.plain(200, ""));
        }
        Carrier carrier = carrier(path);
        return carrier == null || carrier.isWebSocket()
                ? Mono.just(badRequest())
                : http.answer(request, carrier, path.sid(), turns);
    }

    /** What stands in the way of any request; {@code null} for nothing. */
    private @Nullable EngineResponse refusal(EngineRequest request, @Nullable LegacyPath path) {
        if (!options.allowOlderClients()) {
            return EngineResponse.empty(404);
        }
        if (sessions.areClosed()) {
            return EngineResponse.empty(503);
        }
        String method = request.method();
        if (path == null || !method.equals("GET") && !method.equals("POST")) {
            return badRequest();
        }
        return path.version().equals(PROTOCOL) ? null : LegacyAnswers.plain(500, "Protocol version not supported.");
    }

    private static EngineResponse badRequest() {
        return LegacyAnswers.plain(400, "Bad request");
    }

    private @Nullable Carrier carrier(LegacyPath path) {
        return path.sid().isEmpty() ? null : Carrier.of(path.carrier(), options);
    }

    private void disconnect(String sid) {
        pending.take(sid);
        LegacySession session = sessions.findLegacy(sid);
        if (session != null) {
            session.execute(session::closedByClient);
        }
    }

    /** See {@link io.pocketio.engine.EngineServer#admitLegacy}. Who is not known is told so over the WebSocket, as clients expect. */
    public Mono<Admission> admit(EngineRequest request, String below) {
        LegacyPath path = LegacyPath.of(below);
        EngineResponse refusal = refusal(request, path);
        Carrier carrier = path == null ? null : carrier(path);
        if (refusal != null || path == null || carrier == null || !carrier.isWebSocket()) {
            return Mono.just(new Admission.Refused(refusal == null ? badRequest() : refusal));
        }
        return Mono.just(
                new Admission.Granted(request, path.sid(), false, Revision.LEGACY, reception.upgradeHeaders(request)));
    }

    /** As {@link io.pocketio.engine.EngineServer#accept}. */
    public FrameListener accept(String sid, FrameChannel channel) {
        EngineRequest handshake = pending.take(sid);
        if (handshake != null) {
            return sessions.openLegacy(sid, handshake, channel);
        }
        LegacySession session = sessions.findLegacy(sid);
        if (session != null) {
            return LegacyTransport.of(session).webSocket(channel);
        }
        channel.write(LegacyAnswers.UNKNOWN.frame());
        channel.flush();
        channel.close();
        return IgnoringFrameListener.INSTANCE;
    }
}
