package io.pocketio.cluster.classic;

import static io.pocketio.cluster.classic.ClassicFixture.BROADCASTS;
import static io.pocketio.cluster.classic.ClassicFixture.NODE;
import static io.pocketio.cluster.classic.ClassicFixture.OTHER;
import static io.pocketio.cluster.classic.ClassicFixture.REQUESTS;
import static io.pocketio.cluster.classic.ClassicFixture.RESPONSES;
import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.adapter.BroadcastFlags;
import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.adapter.SocketDescriptor;
import io.pocketio.cluster.ManualBus;
import io.pocketio.cluster.node.NodeAnswers;
import io.pocketio.cluster.node.NodeRequests;
import io.pocketio.cluster.node.Question;
import io.pocketio.cluster.wire.Golden;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.Packet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected is what nodes with {@code @socket.io/redis-adapter} 8.3.0 and emitters have written, and what they meant by it. */
class ClassicGoldenTests {

    /** Writes what the node of the golden files wrote. */
    private final ClassicFixture node = new ClassicFixture(NODE);

    /** Reads it. */
    private final ClassicFixture other = new ClassicFixture(OTHER);

    private final NodeRequests requests = node.protocol.requests();
    private final NodeAnswers answers = node.protocol.answers();

    private static BroadcastTarget to(String... rooms) {
        return new BroadcastTarget(Set.of(rooms), Set.of(), BroadcastFlags.NONE);
    }

    private static Packet event(String name, Object... arguments) {
        return Packet.event("/", Packet.NO_ID, name, Arguments.of(arguments));
    }

    private static Question question(String id) {
        return new Question(id, OTHER);
    }

    private void assertSent(String channel, String golden) {
        ManualBus.Message sent = node.sent();
        assertThat(sent.channel()).isEqualTo(channel);
        assertThat(sent.bytes()).isEqualTo(Golden.bytes("classic/" + golden));
    }

    @Test
    void writesBroadcasts() {
        requests.broadcast(event("hello", 1, "é", null, Map.of("a", List.of(true, 1.5))), BroadcastTarget.ALL);
        assertSent(BROADCASTS, "broadcast.hex");

        node.protocol.write(event("hello"), to("room1")).run();
        assertSent(BROADCASTS + "room1#", "broadcast-room.hex");
    }

    @Test
    void writesRequests() {
        requests.ask(question("-U-ALa"), event("q", 5), BroadcastTarget.ALL, Duration.ofMillis(500));
        assertSent(REQUESTS, "ask.hex");
        requests.join(to("a"), Set.of("b"));
        assertSent(REQUESTS, "join.json");
        requests.leave(BroadcastTarget.ALL, Set.of("b"));
        assertSent(REQUESTS, "leave.json");
        requests.disconnect(to("nobody"), true);
        assertSent(REQUESTS, "disconnect.json");
        requests.fetch(question("GchWPl"), BroadcastTarget.ALL);
        assertSent(REQUESTS, "fetch.json");
        requests.roomNames(question("bOxob4"));
        assertSent(REQUESTS, "room-names.json");
        requests.serverEvent(null, "ping2", Arguments.of(1));
        assertSent(REQUESTS, "server-event.json");
        requests.serverEvent(question("jhqoEa"), "ping2", Arguments.of(7));
        assertSent(REQUESTS, "server-question.json");
    }

    @Test
    void writesAnswers() {
        answers.asked(question("-U-ALa"), 1);
        assertSent(RESPONSES, "asked.json");
        answers.acknowledged(question("-U-ALa"), Arguments.of("ans", "not sent"));
        assertSent(RESPONSES, "acknowledged.hex");
        answers.roomNames(question("bOxob4"), Set.of("JMkG_3JDHeQlcMsYAAAA"));
        assertSent(RESPONSES, "room-names-answer.json");
        answers.replied(question("jhqoEa"), Arguments.of("pong7", "not sent"));
        assertSent(RESPONSES, "server-answer.json");
        answers.sockets(question("GchWPl"), List.of(socket()));
        assertSent(RESPONSES, "sockets.json");
    }

    private static SocketDescriptor socket() {
        SocketDescriptor.Details handshake = new SocketDescriptor.Details(
                "/socket.io/?EIO=4&transport=websocket",
                Map.of("host", List.of("localhost")),
                Map.of("EIO", "4"),
                Arguments.of(Map.of("t", 1)),
                "::ffff:127.0.0.1",
                false,
                1795371739161L);
        return new SocketDescriptor("JMkG_3JDHeQlcMsYAAAA", Set.of("JMkG_3JDHeQlcMsYAAAA"), Map.of(), handshake);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            broadcast.hex         ; broadcast / hello(1, é, null, {a=[true, 1.5]}) to [] except []
            broadcast-room.hex    ; broadcast / hello() to [room1] except []
            emitter-broadcast.hex ; broadcast / e(1) to [room1] except []
            old-emitter.hex       ; broadcast / e({}, null, 2023-11-14T22:13:20.000Z) to [] except []
            """)
    void readsBroadcasts(String golden, String verb) {
        assertThat(other.hear(BROADCASTS, Golden.bytes("classic/" + golden))).containsExactly(verb);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            ask.hex                   ; ask <-U-ALa of KB_2T6> / q(5) to [] except [] 500
            join.json                 ; join to [a] except [] [b]
            leave.json                ; leave to [] except [] [b]
            disconnect.json           ; disconnect to [nobody] except [] true
            fetch.json                ; fetch <GchWPl of KB_2T6> to [] except []
            room-names.json           ; roomNames <bOxob4 of KB_2T6>
            server-event.json         ; serverEvent - ping2(1)
            server-question.json      ; serverEvent <jhqoEa of KB_2T6> ping2(7)
            emitter-join.json         ; join to [x] except [] [y]
            emitter-server-event.json ; serverEvent - ping2(3)
            """)
    void readsRequests(String golden, String verb) {
        assertThat(other.hear(REQUESTS, Golden.bytes("classic/" + golden))).containsExactly(verb);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            -U-AL ; asked.json             ; asked <-U-ALa of null> 1
            -U-AL ; acknowledged.hex       ; acknowledged <-U-ALa of null> (ans)
            bOxob ; room-names-answer.json ; rooms <bOxob4 of null> [JMkG_3JDHeQlcMsYAAAA]
            jhqoE ; server-answer.json     ; replied <jhqoEa of null> (pong7)
            GchWP ; sockets.json           ; sockets <GchWPl of null> [sid=JMkG_3JDHeQlcMsYAAAA]
            """)
    void readsAnswers(String asking, String golden, String verb) {
        ClassicFixture fixture = new ClassicFixture(asking);

        assertThat(fixture.hear(RESPONSES, Golden.bytes("classic/" + golden))).containsExactly(verb);
        assertThat(other.hear(RESPONSES, Golden.bytes("classic/" + golden))).isEmpty();
    }

    @Test
    void hearsNothingOfItsOwn() {
        for (String golden : List.of("broadcast.hex", "broadcast-room.hex")) {
            assertThat(node.hear(BROADCASTS, Golden.bytes("classic/" + golden))).isEmpty();
        }
        for (String golden : List.of(
                "ask.hex",
                "join.json",
                "leave.json",
                "disconnect.json",
                "fetch.json",
                "room-names.json",
                "server-event.json",
                "server-question.json")) {
            assertThat(node.hear(REQUESTS, Golden.bytes("classic/" + golden))).isEmpty();
        }
    }
}
