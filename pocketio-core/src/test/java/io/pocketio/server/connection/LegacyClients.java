package io.pocketio.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.engine.Admission;
import io.pocketio.engine.EngineAnswer;
import io.pocketio.engine.EngineResponse;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.engine.TestRequests;
import io.pocketio.server.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import reactor.core.publisher.Mono;

/** Clients of Socket.IO 0.7 to 0.9. */
final class LegacyClients {

    private LegacyClients() {}

    /** A session to be. */
    static String shakeHands(TestServer server) {
        return get(server, "", "t=1&who=me").split(":")[0];
    }

    private static String get(TestServer server, String transport, String query) {
        return body(server.io.engine().handleLegacy(TestRequests.get(query), "1/" + transport, null));
    }

    /** What has gathered for a client that polls; empty while there is nothing. */
    static String poll(TestServer server, String sid) {
        return get(server, "xhr-polling/" + sid, "t=1");
    }

    static void post(TestServer server, String sid, String body) {
        String answer =
                body(server.io.engine().handleLegacy(TestRequests.post("t=1", body), "1/xhr-polling/" + sid, null));
        assertThat(answer).isEqualTo("1");
    }

    private static String body(Mono<EngineAnswer> mono) {
        AtomicReference<String> body = new AtomicReference<>("");
        mono.subscribe(answer -> body.set(new String(((EngineResponse) answer).body(), StandardCharsets.UTF_8)));
        return body.get();
    }

    /** A WebSocket that the server has opened. */
    static TestFrameChannel open(TestServer server) {
        Admission admission = Objects.requireNonNull(server.io
                .engine()
                .admitLegacy(TestRequests.webSocket(""), "1/websocket/" + shakeHands(server))
                .block());
        return new TestFrameChannel().connect(server.io.engine(), admission);
    }

    /** A WebSocket in the main namespace. */
    static TestFrameChannel connect(TestServer server) {
        TestFrameChannel client = open(server);
        client.expect("1::");
        return client;
    }

    static void join(TestFrameChannel client, String namespace) {
        client.receive("1::" + namespace);
        client.expect("1::" + namespace);
    }
}
