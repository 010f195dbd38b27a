package io.pocketio.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.RecoveryOptions;
import io.pocketio.engine.EngineResponse;
import io.pocketio.engine.EngineServer;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.engine.TestRequests;
import io.pocketio.engine.packet.Frame;
import io.pocketio.server.Parser;
import io.pocketio.server.TestServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of Socket.IO 4, 2 and 0.9 in one room. */
class AllGenerationsTests {

    private static final int OF_EACH = 250;

    private static final byte[] BYTES = {5, 6};

    private TestServer server = OlderClients.server();
    private final List<TestFrameChannel> newest = new ArrayList<>();
    private final List<TestFrameChannel> older = new ArrayList<>();
    private final List<TestFrameChannel> oldest = new ArrayList<>();

    private void connect(int ofEach) {
        server.io.onConnect(socket -> socket.join("room"));
        for (int i = 0; i < ofEach; i++) {
            TestFrameChannel client = server.open();
            client.receive("40");
            client.next();
            newest.add(client);
            older.add(OlderClients.connect(server));
            oldest.add(connectOldest());
        }
    }

    private TestFrameChannel connectOldest() {
        EngineServer engine = server.io.engine();
        EngineResponse handshake = (EngineResponse) Objects.requireNonNull(
                engine.handleLegacy(TestRequests.get(""), "1/", null).block());
        String sid = new String(handshake.body(), StandardCharsets.UTF_8).split(":")[0];
        TestFrameChannel client = new TestFrameChannel();
        client.connect(
                engine,
                Objects.requireNonNull(engine.admitLegacy(TestRequests.webSocket(""), "1/websocket/" + sid)
                        .block()));
        client.expect("1::");
        return client;
    }

    private Stream<TestFrameChannel> all() {
        return Stream.of(newest, older, oldest).flatMap(List::stream);
    }

    /** What came to one of them, which is one object for all. */
    private static String sameOf(List<TestFrameChannel> clients) {
        Frame first = clients.get(0).next();
        clients.stream().skip(1).forEach(client -> assertThat(client.next()).isSameAs(first));
        return first.isBinary() ? first.toString() : first.asText();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void getABroadcastOnceEachInOneFrameForEachForm(boolean recovery) {
        server = OlderClients.server(settings -> {
            if (recovery) {
                settings.connectionStateRecovery(RecoveryOptions.defaults());
            }
        });
        connect(OF_EACH);

        server.io.emit("news", "x", Map.of("a", 1));
        server.io.to("room").emit("more");
        server.io.to("room").emit("picture", (Object) BYTES);

        assertThat(sameOf(newest)).startsWith("42[\"news\",\"x\",{\"a\":1}").contains(recovery ? "},\"" : "}]");
        assertThat(sameOf(newest)).startsWith("42[\"more\"");
        assertThat(sameOf(newest)).startsWith("451-[\"picture\",{\"_placeholder\":true,\"num\":0}");
        newest.forEach(client -> client.expect(BYTES));
        assertThat(sameOf(older)).isEqualTo("42[\"news\",\"x\",{\"a\":1}]");
        assertThat(sameOf(older)).isEqualTo("42[\"more\"]");
        assertThat(sameOf(older)).isEqualTo("451-[\"picture\",{\"_placeholder\":true,\"num\":0}]");
        older.forEach(client -> client.expect(new byte[] {4, 5, 6}));
        assertThat(sameOf(oldest)).isEqualTo("5:::{\"name\":\"news\",\"args\":[\"x\",{\"a\":1}]}");
        assertThat(sameOf(oldest)).isEqualTo("5:::{\"name\":\"more\"}");
        assertThat(sameOf(oldest)).isEqualTo("5:::{\"name\":\"picture\",\"args\":[\"BQY=\"]}");
        assertThat(all()).hasSize(3 * OF_EACH).allSatisfy(TestFrameChannel::expectNothing);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void answerABroadcast(boolean recovery) {
        server = OlderClients.server(settings -> {
            if (recovery) {
                settings.connectionStateRecovery(RecoveryOptions.defaults());
            }
        });
        connect(1);
        List<Object> answers = new ArrayList<>();
        server.io
                .timeout(Duration.ofSeconds(1))
                .emitWithAck("ask", 7)
                .subscribe(
                        reply -> answers.add(reply.arguments().get(0, Object.class)),
                        answers::add,
                        () -> answers.add("done"));
        newest.get(0).expect("420[\"ask\",7]");
        older.get(0).expect("420[\"ask\",7]");
        oldest.get(0).expect("5:0+::{\"name\":\"ask\",\"args\":[7]}");

        oldest.get(0).receive("6:::0+[\"oldest\"]");
        older.get(0).receive("430[\"older\"]");
        newest.get(0).receive("430[\"newest\"]");

        assertThat(answers).containsExactly("oldest", "older", "newest", "done");
    }

    @Test
    void areInOneRoomOfAServerThatSpeaksMessagePack() {
        server = OlderClients.server(settings -> settings.parser(Parser.MSGPACK));
        server.io.onConnect(socket -> socket.join("room"));
        older.add(OlderClients.open(server));
        older.get(0).next();
        oldest.add(connectOldest());

        server.io.to("room").emit("picture", (Object) BYTES);

        byte[] packed = older.get(0).next().toByteArray();
        assertThat(packed[0]).isEqualTo((byte) 4);
        assertThat(packed).containsSequence((byte) 0xc4, (byte) 2, (byte) 5, (byte) 6);
        oldest.get(0).expect("5:::{\"name\":\"picture\",\"args\":[\"BQY=\"]}");
    }
}
