package io.pocketio.engine.polling;

import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.EngineRequest;
import io.pocketio.engine.EngineResponse;
import io.pocketio.engine.EventLoopTurns;
import io.pocketio.engine.TransportType;
import io.pocketio.engine.handshake.Reception;
import io.pocketio.engine.handshake.Verdict;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;

/** The HTTP side of long-polling: from a request to its session's {@link PollingTransport}. Stateless. */
public final class PollingEndpoint {

    private final PolledSessions sessions;
    private final Reception reception;
    private final EngineOptions options;
    private final Scheduler workers;
    private final PollForms forms;

    /**
     * @param jsonMessages whether text that is sent is JSON, or has nothing but ASCII ahead of it
     * @param workers compress answers
     */
    public PollingEndpoint(
            PolledSessions sessions,
            Reception reception,
            EngineOptions options,
            boolean jsonMessages,
            Scheduler workers) {
        this.sessions = sessions;
        this.reception = reception;
        this.options = options;
        this.workers = workers;
        this.forms = new PollForms(options.allowJsonp(), jsonMessages);
    }

    /** @param turns of the event loop of the request's connection, {@code null} where there is none */
    public Mono<EngineResponse> handle(EngineRequest request, @Nullable EventLoopTurns turns) {
        if (sessions.areClosed()) {
            return Mono.just(EngineResponse.empty(503));
        }
        String sid = Reception.sid(request);
        return sid == null ? handshake(request) : followUp(request, sid, turns);
    }

    private Mono<EngineResponse> handshake(EngineRequest request) {
        return reception.judge(request).flatMap(verdict -> {
            if (verdict instanceof Verdict.Refused refused) {
                return Mono.just(reception.refuse(request, refused, null));
            }
            return open(request, ((Verdict.Accepted) verdict).sid());
        });
    }

    private Mono<EngineResponse> open(EngineRequest request, String sid) {
        return Mono.<EngineResponse>create(sink -> {
                    PollForm form = forms.answer(request, request, Reception.revision(request));
                    Poll first = poll(sink, request, form, null);
                    sessions.open(sid, request, session -> pollInLane(session, first));
                })
                .map(response -> reception.handshake(response, request, sid));
    }

    private Mono<EngineResponse> followUp(EngineRequest request, String sid, @Nullable EventLoopTurns turns) {
        PolledSession session = sessions.find(sid);
        TransportType carrier = session == null ? null : session.transport();
        Verdict.Refused refused = reception.judge(request, carrier, session == null ? null : session.revision());
        if (refused != null) {
            return Mono.just(reception.refuse(request, refused, carrier));
        }
        PolledSession found = Objects.requireNonNull(session); // else the request had been refused
        return reception.followUp(answer(found, request, turns), request);
    }

    private Mono<EngineResponse> answer(PolledSession session, EngineRequest request, @Nullable EventLoopTurns turns) {
        return switch (request.method()) {
            case "GET" -> Mono.create(sink -> poll(session, poll(sink, request, form(session, request), turns)));
            case "POST" -> Mono.create(post -> session.execute(() -> post(session, request, post, turns)));
            default -> Mono.just(EngineResponse.empty(500));
        };
    }

    private PollForm form(PolledSession session, EngineRequest request) {
        return forms.answer(request, session.request(), session.revision());
    }

    private Poll poll(
            MonoSink<EngineResponse> sink, EngineRequest request, PollForm form, @Nullable EventLoopTurns turns) {
        return new Poll(sink, request, form, options.httpCompression(), workers, turns);
    }

    private static void poll(PolledSession session, Poll poll) {
        session.execute(() -> pollInLane(session, poll));
    }

    private static void pollInLane(PolledSession session, Poll poll) {
        PollingTransport polling = session.polling();
        if (polling == null || session.isClosed()) {
            poll.answer(Reception.tooLate(session.isClosed()));
        } else {
            polling.poll(poll);
        }
    }

    /** In the session's lane. */
    private void post(
            PolledSession session,
            EngineRequest request,
            MonoSink<EngineResponse> post,
            @Nullable EventLoopTurns turns) {
        PollingTransport polling = session.polling();
        if (polling == null || session.isClosed()) {
            post.success(Reception.tooLate(session.isClosed()));
        } else if (polling.post(post, turns)) {
            if (forms.take(request, session)) {
                polling.inbox()
                        .read(
                                request,
                                options.maxHttpBufferSize(),
                                body -> forms.read(body, request, session, polling),
                                post);
            } else {
                polling.postInvalid(post);
            }
        }
    }
}
