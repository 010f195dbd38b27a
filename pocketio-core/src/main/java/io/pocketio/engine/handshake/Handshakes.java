package io.pocketio.engine.handshake;

import io.pocketio.engine.AllowRequest;
import io.pocketio.engine.EngineError;
import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.EngineRequest;
import io.pocketio.engine.ImmediateSessionIds;
import io.pocketio.engine.ReactiveSessionIdGenerator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Judges requests for new sessions, over whichever transport, in the reference server's order. Thread-safe. */
final class Handshakes {

    private static final Logger logger = LoggerFactory.getLogger(Handshakes.class);

    /** A verdict that is given already. */
    private static final Mono<String> NO_OBJECTION = Mono.empty();

    private final EngineOptions options;
    private final AllowRequest allowRequest;
    private final ReactiveSessionIdGenerator sessionIds;
    private final OpenSessions sessions;

    Handshakes(
            EngineOptions options,
            AllowRequest allowRequest,
            ReactiveSessionIdGenerator sessionIds,
            OpenSessions sessions) {
        this.options = options;
        this.allowRequest = allowRequest;
        this.sessionIds = sessionIds;
        this.sessions = sessions;
    }

    Mono<Verdict> judge(EngineRequest request) {
        Refusal refusal = RequestCheck.handshake(request, options);
        if (refusal == null) {
            refusal = roomFor(request);
        }
        return refusal == null ? askApplication(request) : refused(refusal);
    }

    /** Of a client that says nothing of its transport yet. */
    Mono<Verdict> judgeLegacy(EngineRequest request) {
        Refusal refusal = RequestCheck.isOriginLegal(request) ? roomFor(request) : Refusal.INVALID_ORIGIN;
        return refusal == null ? askApplication(request) : refused(refusal);
    }

    private @Nullable Refusal roomFor(EngineRequest request) {
        if (HandshakeSize.of(request) > options.maxHandshakeSize()) {
            return Refusal.HANDSHAKE_TOO_LARGE;
        }
        return sessions.areFull() ? Refusal.TOO_MANY_SESSIONS : null;
    }

    /** A hook that lets pass at once, as the default does, costs no operators: with those for the id 2 % of the samples while clients connect. */
    private Mono<Verdict> askApplication(EngineRequest request) {
        Mono<String> objection = objection(request);
        if (objection == NO_OBJECTION) {
            return accept(request);
        }
        return objection
                .<Verdict>map(words -> new Verdict.Refused(Refusal.FORBIDDEN, words, null))
                .onErrorResume(failure -> {
                    logger.error("The allowRequest hook failed", failure);
                    String words = EngineError.FORBIDDEN.message();
                    return Mono.just(new Verdict.Refused(Refusal.FORBIDDEN, words, failure));
                })
                .switchIfEmpty(Mono.defer(() -> accept(request)));
    }

    private Mono<String> objection(EngineRequest request) {
        try {
            return Objects.requireNonNull(allowRequest.check(request), "the hook returned null");
        } catch (Throwable failure) {
            return Mono.error(failure);
        }
    }

    private Mono<Verdict> accept(EngineRequest request) {
        Refusal unsupported = RequestCheck.version(request, options);
        if (unsupported != null) {
            return refused(unsupported);
        }
        // once more: others may have come while the application was asked
        return sessions.areFull() ? refused(Refusal.TOO_MANY_SESSIONS) : giveId(request);
    }

    private Mono<Verdict> giveId(EngineRequest request) {
        return sessionIds instanceof ImmediateSessionIds immediate
                ? Mono.just(accepted(immediate))
                : Mono.defer(() -> sessionIds.generate(request))
                        .switchIfEmpty(Mono.error(() -> new IllegalStateException("No id was generated")))
                        .<Verdict>map(sid -> new Verdict.Accepted(unused(sid)))
                        .onErrorResume(failure -> Mono.just(failed(failure)));
    }

    private Verdict accepted(ImmediateSessionIds immediate) {
        try {
            return new Verdict.Accepted(unused(immediate.next()));
        } catch (Throwable failure) {
            return failed(failure);
        }
    }

    private static Verdict failed(Throwable failure) {
        logger.error("The session id generator failed", failure);
        return new Verdict.Refused(Refusal.ID_GENERATION_ERROR, EngineError.BAD_REQUEST.message(), failure);
    }

    /** Who got the id of another session could take part in that, or cut it off. */
    private String unused(String sid) {
        if (sid.isEmpty() || sessions.contains(sid)) {
            throw new IllegalStateException("The generated id is " + (sid.isEmpty() ? "empty" : "that of a session"));
        }
        return sid;
    }

    private static Mono<Verdict> refused(Refusal reason) {
        return Mono.just(Verdict.Refused.of(reason));
    }
}
