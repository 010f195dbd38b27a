package io.pocketio.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.BroadcastReply;
import io.pocketio.DisconnectReason;
import io.pocketio.RecoveryOptions;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.server.Parser;
import io.pocketio.server.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** What clients of Socket.IO 0.7 to 0.9 send and are sent, alone and beside newer ones. */
class LegacyEventTests {

    private static final byte[] BYTES = {1, 2, 3};

    private final TestServer server = OlderClients.server();
    private final List<Object> got = new ArrayList<>();

    LegacyEventTests() {
        for (String namespace : List.of("/", "/chat")) {
            server.io.of(namespace).handle("echo", (socket, arguments, ack) -> {
                got.add(arguments.size());
                socket.emit("echoed", arguments);
                ack.send(arguments);
                return Mono.empty();
            });
            server.io.of(namespace).handle("message", (socket, arguments, ack) -> {
                got.add(String.valueOf(arguments.get(0, Object.class)));
                socket.emit("message", arguments);
                ack.send();
                return Mono.empty();
            });
        }
    }

    @Test
    void sendEventsAndAreAnswered() {
        TestFrameChannel client = LegacyClients.connect(server);
        LegacyClients.join(client, "/chat");

        client.receive("5:::{\"name\":\"echo\",\"args\":[\"é😀\",{\"a\":[1.50,null]}]}");
        client.receive("5:1+:/chat:{\"args\":[1],\"name\":\"echo\"}");
        client.receive("5:2+::{\"name\":\"echo\"}");

        client.expect("5:::{\"name\":\"echoed\",\"args\":[\"é😀\",{\"a\":[1.50,null]}]}");
        client.expect("5::/chat:{\"name\":\"echoed\",\"args\":[1]}");
        client.expect("6::/chat:1+[1]");
        client.expect("5:::{\"name\":\"echoed\"}");
        client.expect("6:::2");
        client.expectNothing();
    }

    @Test
    void sendMessagesAndAreAnswered() {
        TestFrameChannel client = LegacyClients.connect(server);

        client.receive("3:::a:b\nc");
        client.receive("4:7+::{\"a\":1}");
        client.receive("5:::{\"name\":\"message\",\"args\":[\"\"]}");

        client.expect("3:::a:b\nc");
        client.expect("4:::{\"a\":1}");
        client.expect("6:::7");
        client.expect("3:::");
        assertThat(got).containsExactly("a:b\nc", "{a=1}", "");
    }

    @Test
    void areToldAtOnceThatAMessageHasCome() {
        TestFrameChannel client = LegacyClients.connect(server);

        client.receive("3:5::hi");
        client.receive("5:6::{\"name\":\"echo\",\"args\":[1]}");
        client.receive("5:8::{\"name\":\"nobody listens\"}");

        client.expect("6:::5");
        client.expect("3:::hi");
        client.expect("6:::6");
        client.expect("5:::{\"name\":\"echoed\",\"args\":[1]}");
        client.expect("6:::8");
        client.expectNothing();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "9::",
                "2::",
                "7:::1+0",
                "8::",
                "5:::",
                "5:::{",
                "5:::{\"name\":\"disconnect\"}",
                "4:::x",
                "3::/chat:x",
                "5:1+:/chat:{\"name\":\"echo\"}",
                "6:::99",
                "6:::99+[1]",
                "6::/chat:1",
                "0::/chat",
                "3:ab::x"
            })
    void mayTalkNonsense(String nonsense) {
        TestFrameChannel client = LegacyClients.connect(server);

        client.receive(nonsense);
        client.receive("3:::still here");

        client.expect("3:::still here");
        assertThat(got).containsExactly("still here");
    }

    @Test
    void mayNotNestWithoutEnd() {
        List<DisconnectReason> reasons = new ArrayList<>();
        server.io.sockets().handleDisconnect((socket, reason) -> {
            reasons.add(reason);
            return Mono.empty();
        });
        TestFrameChannel client = LegacyClients.connect(server);

        client.receive("4:::" + "[".repeat(100_000));

        assertThat(client.isClosed()).isTrue();
        assertThat(reasons).hasSize(1);
        assertThat(got).isEmpty();
    }

    @Test
    void acknowledgeWhatTheyAreAskedFor() {
        server.io.onConnect(socket -> {
            socket.emitWithAck("ask", "x")
                    .subscribe(reply -> got.add(Objects.requireNonNull(reply.get(0, String.class))));
            socket.emitWithAck("ask").subscribe(reply -> got.add(reply.size()));
        });
        TestFrameChannel client = LegacyClients.connect(server);
        client.expect("5:0+::{\"name\":\"ask\",\"args\":[\"x\"]}");
        client.expect("5:1+::{\"name\":\"ask\"}");

        client.receive("6:::0+[\"yes\"]");
        client.receive("6:::1");
        client.receive("6:::1");

        assertThat(got).containsExactly("yes", 0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void areInRoomsWithNewerOnes(boolean recovering) {
        TestServer mixed = OlderClients.server(settings -> {
            if (recovering) {
                settings.connectionStateRecovery(RecoveryOptions.defaults());
            }
        });
        mixed.io.onConnect(socket -> socket.join("room"));
        TestFrameChannel legacy = LegacyClients.connect(mixed);
        TestFrameChannel older = OlderClients.connect(mixed);
        TestFrameChannel newer = mixed.connect();

        mixed.io.to("room").emit("news", "é", BYTES);
        mixed.io.to("room").emit("message", Map.of("a", 1));

        legacy.expect("5:::{\"name\":\"news\",\"args\":[\"é\",\"AQID\"]}");
        legacy.expect("4:::{\"a\":1}");
        legacy.expectNothing();
        older.expect("451-[\"news\",\"é\",{\"_placeholder\":true,\"num\":0}]");
        assertThat(older.next().isBinary()).isTrue();
        older.expect("42[\"message\",{\"a\":1}]");
        assertThat(newer.next().asText()).startsWith("451-[\"news\",\"é\",{\"_placeholder\":true,\"num\":0}");
        newer.expect(BYTES);
        assertThat(newer.next().asText()).startsWith("42[\"message\",{\"a\":1}");
    }

    @Test
    void answerABroadcastBesideNewerOnes() {
        TestFrameChannel legacy = LegacyClients.connect(server);
        TestFrameChannel newer = server.connect();
        server.io.sockets().emitWithAck("ask").collectList().subscribe(reply -> got.add(replies(reply)));

        legacy.expect("5:0+::{\"name\":\"ask\"}");
        newer.expect("420[\"ask\"]");
        legacy.receive("6:::0+[\"old\"]");
        newer.receive("430[\"new\"]");

        assertThat(got).containsExactly(List.of("new", "old"));
    }

    private static List<String> replies(List<BroadcastReply> replies) {
        return replies.stream()
                .map(reply -> Objects.requireNonNull(reply.arguments().get(0, String.class)))
                .sorted()
                .toList();
    }

    @Test
    void talkTextWhateverTheParserOfNewerOnesIs() {
        TestServer msgpack = OlderClients.server(settings -> settings.parser(Parser.MSGPACK));
        msgpack.io.sockets().handle("echo", (socket, arguments, ack) -> {
            ack.send(arguments.get(0, String.class), 2);
            return Mono.empty();
        });
        TestFrameChannel client = LegacyClients.connect(msgpack);

        client.receive("5:1+::{\"name\":\"echo\",\"args\":[\"a\"]}");
        msgpack.io.emit("news", Map.of("a", BYTES));

        client.expect("6:::1+[\"a\",2]");
        client.expect("5:::{\"name\":\"news\",\"args\":[{\"a\":\"AQID\"}]}");
    }

    @Test
    void missWhatIsVolatileWhenTheyAreBehind() {
        TestFrameChannel client = LegacyClients.connect(server);
        client.setWritable(false);

        server.io.asVolatile().emit("gone");
        client.setWritable(true);
        server.io.asVolatile().emit("there");

        client.expect("5:::{\"name\":\"there\"}");
        client.expectNothing();
    }
}
