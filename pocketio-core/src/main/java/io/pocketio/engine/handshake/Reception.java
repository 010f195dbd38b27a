package io.pocketio.engine.handshake;

import io.pocketio.engine.AllowRequest;
import io.pocketio.engine.ConnectionErrorListener;
import io.pocketio.engine.EngineAnswer;
import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.EngineRequest;
import io.pocketio.engine.EngineResponse;
import io.pocketio.engine.ReactiveSessionIdGenerator;
import io.pocketio.engine.ResponseHeadersHook;
import io.pocketio.engine.TransportType;
import io.pocketio.engine.packet.Revision;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Says of each request whether it may come in, answers those that may not, and adds to the answers of the others what a handshake
 * and the application's hooks put there. Thread-safe.
 */
public final class Reception {

    private final EngineOptions options;
    private final Handshakes handshakes;
    private final Refusals refusals;
    private final HeaderHooks headerHooks;

    public Reception(
            EngineOptions options,
            AllowRequest allowRequest,
            ReactiveSessionIdGenerator sessionIds,
            OpenSessions sessions,
            List<ConnectionErrorListener> refused,
            List<ResponseHeadersHook> headerHooks) {
        this.options = options;
        this.handshakes = new Handshakes(options, allowRequest, sessionIds, sessions);
        this.refusals = new Refusals(refused);
        this.headerHooks = new HeaderHooks(headerHooks);
    }

    /** The session that the request belongs to: {@code null} when it asks for a new one. */
    public static @Nullable String sid(EngineRequest request) {
        return RequestCheck.sid(request);
    }

    /** What the client speaks that asks for a session. */
    public static Revision revision(EngineRequest request) {
        return RequestCheck.revision(request);
    }

    /** Judges a request that asks for a new session, over whichever transport. */
    public Mono<Verdict> judge(EngineRequest request) {
        return handshakes.judge(request);
    }

    /** As {@link #judge(EngineRequest)}, of a client of Socket.IO 0.7 to 0.9. */
    public Mono<Verdict> judgeLegacy(EngineRequest request) {
        return handshakes.judgeLegacy(request);
    }

    /**
     * Judges a request that belongs to a session.
     *
     * @param carrier what carries that session now; {@code null} when there is no such session
     * @param spoken in that session
     * @return {@code null} when it may pass
     */
    public Verdict.@Nullable Refused judge(
            EngineRequest request, @Nullable TransportType carrier, @Nullable Revision spoken) {
        Refusal refusal = RequestCheck.followUp(request, options, carrier, spoken);
        return refusal == null ? null : Verdict.Refused.of(refusal);
    }

    /**
     * Tells of the refusal, and how to answer it over polling.
     *
     * @param carrier what carries the session that the request is for, if it is for one
     */
    public EngineResponse refuse(EngineRequest request, Verdict.Refused refused, @Nullable TransportType carrier) {
        refusals.tell(request, refused, carrier);
        return RefusalAnswers.polling(refused.reason(), refused.words());
    }

    /** As {@link #refuse}, for a WebSocket upgrade. */
    public EngineResponse refuseUpgrade(
            EngineRequest request, Verdict.Refused refused, @Nullable TransportType carrier) {
        refusals.tell(request, refused, carrier);
        return RefusalAnswers.upgrade(refused.reason(), refused.words());
    }

    /** As {@link #refuse}, for the handshake of a client of Socket.IO 0.7 to 0.9. */
    public EngineResponse refuseLegacy(EngineRequest request, Verdict.Refused refused) {
        refusals.tell(request, refused, null);
        return RefusalAnswers.legacy(refused);
    }

    /** How to answer a poll or a post that was let in while its session was ending, or moving to a WebSocket. */
    public static EngineResponse tooLate(boolean closed) {
        Refusal refusal = closed ? Refusal.SESSION_ID_UNKNOWN : Refusal.TRANSPORT_MISMATCH;
        return RefusalAnswers.polling(refusal, refusal.words());
    }

    /** The answer to a handshake over polling. */
    public EngineResponse handshake(EngineResponse response, EngineRequest request, String sid) {
        return headerHooks.apply(with(response, CookieHeader.of(options.cookie(), sid)), request, true);
    }

    private static EngineResponse with(EngineResponse response, Map<String, List<String>> more) {
        if (more.isEmpty()) {
            return response;
        }
        Map<String, List<String>> headers = new HashMap<>(response.headers());
        headers.putAll(more);
        return new EngineResponse(response.status(), headers, response.body());
    }

    /** The answer to a poll or a post. */
    public Mono<EngineResponse> followUp(Mono<EngineResponse> answer, EngineRequest request) {
        return headerHooks.isEmpty() ? answer : answer.map(response -> headerHooks.apply(response, request, false));
    }

    /** As {@link #followUp}, of a client of Socket.IO 0.7 to 0.9. */
    public Mono<EngineAnswer> followUpLegacy(Mono<EngineAnswer> answer, EngineRequest request) {
        return headerHooks.isEmpty() ? answer : answer.map(given -> headerHooks.apply(given, request));
    }

    /** For the answer to a WebSocket upgrade that opens a session. */
    public Map<String, List<String>> handshakeHeaders(EngineRequest request, String sid) {
        return headerHooks.apply(CookieHeader.of(options.cookie(), sid), request, true);
    }

    /** For the answer to a WebSocket upgrade of a session. */
    public Map<String, List<String>> upgradeHeaders(EngineRequest request) {
        return headerHooks.apply(Map.of(), request, false);
    }
}
