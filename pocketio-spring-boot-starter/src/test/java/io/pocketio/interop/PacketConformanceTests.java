package io.pocketio.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Socket.IO packets as bytes, over each way that carries them: which are answered and how, and which are the end. */
@ExtendWith(QuietLogs.class)
class PacketConformanceTests {

    private static final InteropServer SERVER = InteropServer.DEFAULTS;
    private static final String PLACEHOLDER = "{\"_placeholder\":true,\"num\":0}";

    /** What a client sends, and what it gets. A bar stands between packets. */
    private static final List<String[]> ANSWERED = List.of(
            row("4212[\"echo\",1,\"a\"]", "4312[1,\"a\"]"),
            row("420[\"echo\"]", "430[]"),
            row("42[\"echo\"]", "42[\"echo\"]"),
            row("42[\"echo\",1,-1,0.5,true,false,null]", "42[\"echo\",1,-1,0.5,true,false,null]"),
            row("42[\"echo\",{\"b\":[1,{\"a\":null}]},[],{}]", "42[\"echo\",{\"b\":[1,{\"a\":null}]},[],{}]"),
            row("42[\"echo\",[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]", "42[\"echo\",[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]"),
            row("42[ \"echo\" , { \"a\" : 1 } ]", "42[\"echo\",{\"a\":1}]"),
            row("42[\"\\u0065cho\",\"\\u00e9\"]", "42[\"echo\",\"é\"]"),
            row("42[\"echo\",\"é😀ß中\u2028\u2029\u007f\"]", "42[\"echo\",\"é😀ß中\u2028\u2029\u007f\"]"),
            row("42[\"echo\",\"\\ud83d\\ude00\"]", "42[\"echo\",\"😀\"]"),
            row("42[\"echo\",\"\\u0000\\n\\\"\\\\\\/\"]", "42[\"echo\",\"\\u0000\\n\\\"\\\\/\"]"),
            row("42[\"echo\",\"\"]", "42[\"echo\",\"\"]"),
            row("42[\"echo\",{\"\":1}]", "42[\"echo\",{\"\":1}]"),
            row("42[\"echo\",{\"é😀\":1}]", "42[\"echo\",{\"é😀\":1}]"),
            row("42[\"echo\",{\"constructor\":1,\"toString\":2}]", "42[\"echo\",{\"constructor\":1,\"toString\":2}]"),
            row("42[\"echo\",{\"_placeholder\":false,\"num\":0}]", "42[\"echo\",{\"_placeholder\":false,\"num\":0}]"),
            row("42[\"echo\",\"42[\\\"echo\\\"]\"]", "42[\"echo\",\"42[\\\"echo\\\"]\"]"),
            row("42/,[\"echo\",1]", "42[\"echo\",1]"),
            row("42/,7[\"echo\",1]", "437[1]"),
            row("42007[\"echo\",1]", "437[1]"),
            row("42999999999[\"echo\"]", "43999999999[]"),
            row("451-[\"echo\"," + PLACEHOLDER + "]|bAQID", "451-[\"echo\"," + PLACEHOLDER + "]|bAQID"),
            row("451-7[\"echo\"," + PLACEHOLDER + "]|bAQID", "461-7[" + PLACEHOLDER + "]|bAQID"),
            row("451-/,[\"echo\"," + PLACEHOLDER + "]|bAQID", "451-[\"echo\"," + PLACEHOLDER + "]|bAQID"),
            row("451-[\"echo\",{\"num\":0,\"_placeholder\":true}]|bAQID", "451-[\"echo\"," + PLACEHOLDER + "]|bAQID"),
            row("451-[\"echo\"," + PLACEHOLDER + "]|b", "451-[\"echo\"," + PLACEHOLDER + "]|b"),
            row(
                    "452-[\"echo\",{\"_placeholder\":true,\"num\":1},{\"a\":[" + PLACEHOLDER + "]}]|bAQ==|bAg==",
                    "452-[\"echo\"," + PLACEHOLDER + ",{\"a\":[{\"_placeholder\":true,\"num\":1}]}]|bAg==|bAQ=="),
            row(
                    "451-[\"echo\"," + PLACEHOLDER + "," + PLACEHOLDER + "]|bAQ==",
                    "452-[\"echo\"," + PLACEHOLDER + ",{\"_placeholder\":true,\"num\":1}]|bAQ==|bAQ=="),
            row("451-[\"echo\",1]|bAQID", "42[\"echo\",1]"));

    /** What leads to nothing. */
    private static final List<String> IGNORED = List.of(
            "42[\"nobody listens\",1]",
            "420[\"nobody listens\",1]",
            "42[\"error\",\"not reserved\"]",
            "42[\"connection\"]",
            "42[\"\"]",
            "42[\"__proto__\",1]",
            "42[\"constructor\"]",
            "42[1,2]",
            "42",
            "421",
            "430[]",
            "43999999[1,2]",
            "43[1]",
            "43",
            "431",
            "461-0[" + PLACEHOLDER + "]|bAQID",
            "451-[\"nobody listens\"," + PLACEHOLDER + "]|bAQID");

    /** What is the end of the connection. */
    private static final List<String> FATAL = List.of(
            "4",
            "47",
            "49",
            "4x",
            "4é",
            "42[]",
            "42[\"x\"",
            "42[\"x\",]",
            "42[\"x\",1]1",
            "42[\"x\"]]",
            "42[\"x\",1] 1",
            "42[\"x\",{\"a\"}]",
            "42[\"x\",tru]",
            "42[\"x\",01]",
            "42[\"x\",NaN]",
            "42['x']",
            "42[\"x\",\"\t\"]",
            "42{}",
            "42{\"0\":\"x\"}",
            "42\"x\"",
            "42null",
            "42true",
            "42[null]",
            "42[true]",
            "42[{}]",
            "42[[\"x\"]]",
            "42a[\"x\"]",
            "42-1[\"x\"]",
            "421a[\"x\"]",
            "42[\"connect\"]",
            "42[\"connect_error\",1]",
            "42[\"disconnect\"]",
            "42[\"disconnecting\"]",
            "42[\"newListener\"]",
            "42[\"removeListener\"]",
            "420[\"connect\"]",
            "451-[\"connect\"," + PLACEHOLDER + "]|bAQID",
            "43{}",
            "430{}",
            "430\"x\"",
            "430[",
            "41{}",
            "41[]",
            "41\"bye\"",
            "44",
            "44\"x\"",
            "44{\"message\":\"x\"}",
            "40",
            "40{}",
            "40\"x\"",
            "40[1]",
            "40null",
            "40{",
            "40/custom,\"x\"",
            "40/custom,[1]",
            "40/custom,null",
            "42/custom,[\"echo\"]",
            "42/unknown,[\"echo\"]",
            "41/custom,",
            "41/unknown",
            "43/custom,0[]",
            "45",
            "45[\"echo\"]",
            "45-[\"echo\"]",
            "45a-[\"echo\"]",
            "451[\"echo\"]",
            "450-[\"echo\"]",
            "45-1-[\"echo\"]",
            "451.5-[\"echo\"," + PLACEHOLDER + "]",
            "4511-[\"echo\"]",
            "45999999999999-[\"echo\"]",
            "46",
            "46-0[]",
            "460-0[]",
            "bAQID",
            "451-[\"echo\"," + PLACEHOLDER + "]|42[\"echo\"]",
            "451-[\"nobody listens\"," + PLACEHOLDER + "]|bAQID|bAQID",
            "451-[\"echo\",{\"_placeholder\":true}]|bAQID",
            "451-[\"echo\",{\"_placeholder\":true,\"num\":1}]|bAQID",
            "451-[\"echo\",{\"_placeholder\":true,\"num\":-1}]|bAQID",
            "451-[\"echo\",{\"_placeholder\":true,\"num\":\"0\"}]|bAQID",
            "451-[\"echo\",{\"_placeholder\":true,\"num\":null}]|bAQID");

    private static String[] row(String sent, String received) {
        return new String[] {sent, received};
    }

    private static Stream<Arguments> answered() {
        return wires().flatMap(wire -> ANSWERED.stream().map(row -> arguments(wire, row[0], row[1])));
    }

    private static Stream<Arguments> ignored() {
        return wires().flatMap(wire -> IGNORED.stream().map(sent -> arguments(wire, sent)));
    }

    private static Stream<Arguments> fatal() {
        return wires().flatMap(wire -> FATAL.stream().map(sent -> arguments(wire, sent)));
    }

    private static Stream<Wire> wires() {
        return Arrays.stream(Wire.values());
    }

    @ParameterizedTest(name = "{0}: {1} is answered with {2}")
    @MethodSource("answered")
    void answers(Wire wire, String sent, String received) {
        try (EngineClient client = wire.open(SERVER)) {
            client.connect();

            client.send(packets(sent));

            client.expect(packets(received));
            client.expectAlive();
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("ignored")
    void ignores(Wire wire, String sent) {
        try (EngineClient client = wire.open(SERVER)) {
            client.connect();

            client.send(packets(sent));

            client.expectAlive();
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("fatal")
    void closesConnectionOn(Wire wire, String sent) {
        try (EngineClient client = wire.open(SERVER);
                EngineClient other = Wire.WEBSOCKET.open(SERVER);
                Watcher watcher = new Watcher(SERVER)) {
            other.connect();
            String id = client.connect();

            client.send(packets(sent));

            client.expectClosed();
            assertThat(watcher.reasonOf(id)).isIn("forced close", "forced server close");
            other.expectAlive();
        }
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void closesConnectionOnPacketBeforeConnect(Wire wire) {
        for (String packet : List.of("42[\"echo\"]", "41", "430[]", "44", "40\"x\"", "40[1]", "40null", "4", "49")) {
            try (EngineClient client = wire.open(SERVER)) {
                client.send(packet);

                client.expectClosed();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void closesConnectionOnNestingWithoutEnd(Wire wire) {
        InteropServer.notAsReference("The reference server bounds no nesting");
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        try (EngineClient client = wire.open(SERVER)) {
            client.connect();

            client.send("42[\"echo\"," + deep + "]");

            client.expectClosed();
        }
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void takesAsManyAttachmentsAsAllowed(Wire wire) {
        StringBuilder packet = new StringBuilder("4510-[\"echo\"");
        String[] packets = new String[11];
        for (int i = 0; i < 10; i++) {
            packet.append(",{\"_placeholder\":true,\"num\":").append(i).append('}');
            packets[i + 1] = "bAQI" + (char) ('A' + i);
        }
        packets[0] = packet.append(']').toString();
        try (EngineClient client = wire.open(SERVER)) {
            client.connect();

            client.send(packets);

            client.expect(packets);
        }
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void leavesKeysOfPrototypesHarmless(Wire wire) {
        try (EngineClient client = wire.open(SERVER)) {
            client.connect();

            client.send("42[\"echo\",{\"__proto__\":{\"x\":1}}]", "42[\"echo\",{}]");

            assertThat(client.receive()).startsWith("42[\"echo\",{");
            client.expect("42[\"echo\",{}]");
        }
    }

    /** Either case will do for the digits of an escape. */
    @ParameterizedTest
    @EnumSource(Wire.class)
    void keepsLoneSurrogates(Wire wire) {
        String packet = "42[\"echo\",\"\\ud800\",\"\\udc00x\",\"x\\ud800y\",{\"\\udfff\":1}]";
        try (EngineClient client = wire.open(SERVER)) {
            client.connect();

            client.send(packet);

            assertThat(client.receive()).isEqualToIgnoringCase(packet);
            client.expectAlive();
        }
    }

    private static String[] packets(String row) {
        return row.split("\\|");
    }
}
