package io.pocketio.engine.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.engine.Admission;
import io.pocketio.engine.AllowRequest;
import io.pocketio.engine.EngineAnswer;
import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.EngineRequest;
import io.pocketio.engine.EngineResponse;
import io.pocketio.engine.EngineStream;
import io.pocketio.engine.TestEngine;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.engine.TestRequests;
import io.pocketio.engine.TestTurns;
import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.engine.packet.EnginePacketType;
import io.pocketio.engine.packet.Frame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** An engine with the door for clients of Socket.IO 0.7 to 0.9, which greets each; a test is its HTTP server and its client. */
final class LegacyEngine {

    final TestEngine engine;

    /** Of the event loop of the connection that requests come on; {@code null} where there is none. */
    @Nullable
    TestTurns turns;

    LegacyEngine() {
        this(options -> {});
    }

    LegacyEngine(Consumer<EngineOptions.Builder> settings) {
        this(settings, request -> Mono.empty());
    }

    LegacyEngine(Consumer<EngineOptions.Builder> settings, AllowRequest allowRequest) {
        engine = new TestEngine(
                options -> {
                    options.allowOlderClients(true);
                    settings.accept(options);
                },
                allowRequest);
        engine.onOpen = session -> session.send(message("1::"));
    }

    static EnginePacket message(String text) {
        return EnginePacket.bare(EnginePacketType.MESSAGE, Frame.text(text));
    }

    void send(String text) {
        engine.session().send(message(text));
    }

    void advance(Duration duration) {
        engine.advance(duration);
    }

    /** Shakes hands. */
    String sid() {
        Answer answer = get("1/", "");
        assertThat(answer.status()).isEqualTo(200);
        return answer.body().split(":")[0];
    }

    /** A session over polling that has been greeted. */
    String open() {
        String sid = sid();
        assertThat(poll(sid).body()).isEqualTo("1::");
        return sid;
    }

    Answer poll(String sid) {
        return get("1/xhr-polling/" + sid, "t=1");
    }

    Answer post(String sid, String body) {
        return post("1/xhr-polling/" + sid, body.getBytes(StandardCharsets.UTF_8));
    }

    Answer post(String below, byte[] body) {
        return post(below, Mono.just(body));
    }

    Answer post(String below, Publisher<byte[]> body) {
        return handle(TestRequests.post("t=1", body), below);
    }

    Answer get(String below, String query) {
        return handle(TestRequests.get(query), below);
    }

    Answer handle(EngineRequest request, String below) {
        return new Answer(engine.server.handleLegacy(request, below, turns));
    }

    Answer request(String method, String below) {
        return handle(TestRequests.request(method, "", false, Map.of(), Mono.empty()), below);
    }

    Admission admit(String below) {
        return Objects.requireNonNull(
                engine.server.admitLegacy(TestRequests.webSocket(""), below).block());
    }

    /** A WebSocket that has been greeted. */
    TestFrameChannel openWebSocket() {
        TestFrameChannel channel = webSocket(sid());
        channel.expect("1::");
        return channel;
    }

    TestFrameChannel webSocket(String sid) {
        return new TestFrameChannel().connect(engine.server, admit("1/websocket/" + sid));
    }

    /** A request under way. */
    static final class Answer {

        private final Disposable subscription;
        private @Nullable EngineAnswer answer;

        Answer(Mono<EngineAnswer> mono) {
            subscription = mono.subscribe(given -> answer = given);
        }

        boolean isParked() {
            return answer == null;
        }

        EngineAnswer answer() {
            assertThat(answer).as("answered").isNotNull();
            return Objects.requireNonNull(answer);
        }

        int status() {
            return answer().status();
        }

        String header(String name) {
            return String.join(",", answer().headers().get(name));
        }

        String body() {
            return new String(((EngineResponse) answer()).body(), StandardCharsets.UTF_8);
        }

        EngineStream.Body stream() {
            return ((EngineStream) answer()).body();
        }

        void abort() {
            subscription.dispose();
        }
    }
}
