package io.pocketio.engine.legacy;

import io.pocketio.engine.EngineAnswer;
import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.EngineRequest;
import io.pocketio.engine.EventLoopTurns;
import io.pocketio.engine.handshake.Reception;
import io.pocketio.engine.packet.PayloadReader;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** What clients send and fetch over HTTP: from a request to its session's {@link LegacyTransport}. Thread-safe. */
final class LegacyHttp {

    private static final String INDEX_PARAMETER = "i";

    private final EngineOptions options;
    private final LegacySessions sessions;
    private final PendingHandshakes pending;
    private final Reception reception;

    LegacyHttp(EngineOptions options, LegacySessions sessions, PendingHandshakes pending, Reception reception) {
        this.options = options;
        this.sessions = sessions;
        this.pending = pending;
        this.reception = reception;
    }

    /** @param carrier none of WebSockets */
    Mono<EngineAnswer> answer(EngineRequest request, Carrier carrier, String sid, @Nullable EventLoopTurns turns) {
        Mono<EngineAnswer> answer = request.method().equals("POST")
                ? Mono.create(post -> post(sid, new Post(request, carrier == Carrier.JSONP_POLLING, post, turns)))
                : Mono.create(sink -> fetch(request, carrier, sid, sink, turns));
        return reception.followUpLegacy(answer, request);
    }

    private void fetch(
            EngineRequest request,
            Carrier carrier,
            String sid,
            MonoSink<EngineAnswer> sink,
            @Nullable EventLoopTurns turns) {
        if (carrier == Carrier.HTMLFILE) {
            HtmlFileOutlet page = new HtmlFileOutlet(turns);
            poll(sid, page);
            sink.success(page.answer());
        } else {
            poll(sid, new PollOutlet(sink, scriptIndex(request, carrier), turns));
        }
    }

    /** Whatever is no number is none of the page's. */
    private static @Nullable String scriptIndex(EngineRequest request, Carrier carrier) {
        String index = request.query().getOrDefault(INDEX_PARAMETER, "");
        if (carrier != Carrier.JSONP_POLLING) {
            return null;
        }
        return Script.isIndex(index) ? index : "0";
    }

    private void poll(String sid, Outlet outlet) {
        Consumer<LegacySession> poll = session -> {
            if (session.isClosed()) {
                outlet.refuse();
            } else {
                LegacyTransport.of(session).poll(outlet);
            }
        };
        LegacySession session = sessions.findLegacy(sid);
        EngineRequest handshake = session == null ? pending.take(sid) : null;
        if (session != null) {
            session.execute(() -> poll.accept(session));
        } else if (handshake != null) {
            sessions.openLegacy(sid, handshake, poll);
        } else {
            outlet.refuse();
        }
    }

    /** For a session that is not known it is taken, and nothing done: the next poll says so. */
    private void post(String sid, Post post) {
        LegacySession session = sessions.findLegacy(sid);
        EngineRequest handshake = session == null ? pending.take(sid) : null;
        if (handshake != null) {
            session = sessions.openLegacy(sid, handshake, opened -> {});
        }
        if (session == null) {
            post.sink.success(LegacyAnswers.taken());
        } else {
            LegacySession found = session;
            found.execute(() -> post(found, post));
        }
    }

    private void post(LegacySession session, Post post) {
        LegacyTransport transport = LegacyTransport.of(session);
        if (session.isClosed()) {
            post.sink.success(LegacyAnswers.taken());
        } else if (transport.post(post.sink, post.turns)) {
            transport.inbox().read(post.request, options.maxHttpBufferSize(), post::reader, post.sink);
        }
    }

    private record Post(
            EngineRequest request,
            boolean isForm,
            MonoSink<EngineAnswer> sink,
            @Nullable EventLoopTurns turns) {

        @Nullable
        PayloadReader reader(byte[] body) {
            byte[] payload = isForm ? Form.message(body) : body;
            return payload == null ? null : new LegacyPayloadReader(payload);
        }
    }
}
