package io.pocketio.protocol.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pocketio.engine.packet.Frame;
import io.pocketio.json.CodecException;
import io.pocketio.json.Jackson2JsonCodec;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.Packet;
import io.pocketio.protocol.json.JsonPacketCodec;
import io.pocketio.server.LogCapture;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LegacyPacketCodecTests {

    private static final byte[] BYTES = {1, 2, 3};

    private final LegacyPacketCodec codec = new LegacyPacketCodec(new Jackson2JsonCodec());

    private final LegacyClient client = new LegacyClient();

    private String event(String name, @Nullable Object... arguments) {
        return text(Packet.event("/", Packet.NO_ID, name, Arguments.of(arguments)));
    }

    private String text(Packet packet) {
        return LegacyClient.text(codec.encode(packet));
    }

    @Test
    void writesEvents() {
        assertThat(event("noargs")).isEqualTo("5:::{\"name\":\"noargs\"}");
        assertThat(event("echo", "é😀", null)).isEqualTo("5:::{\"name\":\"echo\",\"args\":[\"é😀\",null]}");
        assertThat(text(Packet.event("/chat", 1, "a\"b", Arguments.of(Map.of("a", 1.5)))))
                .isEqualTo("5:1+:/chat:{\"name\":\"a\\\"b\",\"args\":[{\"a\":1.5}]}");
        assertThat(text(Packet.event("/", Packet.MAX_ID, "a", Arguments.of())))
                .isEqualTo("5:9007199254740991+::{\"name\":\"a\"}");
        assertThat(text(Packet.event("/", 0, "a", Arguments.of()))).isEqualTo("5:0+::{\"name\":\"a\"}");
    }

    @Test
    void writesMessages() {
        assertThat(event("message", "héllo €😀")).isEqualTo("3:::héllo €😀");
        assertThat(event("message", "a:b::c\n\"d\"\\")).isEqualTo("3:::a:b::c\n\"d\"\\");
        assertThat(event("message", "")).isEqualTo("3:::");
        assertThat(event("message", DayOfWeek.MONDAY)).isEqualTo("3:::MONDAY");
        assertThat(text(Packet.event("/chat", 7, "message", Arguments.of("x")))).isEqualTo("3:7+:/chat:x");
        assertThat(event("message", Map.of("a", "b"))).isEqualTo("4:::{\"a\":\"b\"}");
        assertThat(event("message", 5)).isEqualTo("4:::5");
        assertThat(event("message", (Object) null)).isEqualTo("4:::null");
        assertThat(text(Packet.event("/", 7, "message", Arguments.of(true)))).isEqualTo("4:7+::true");
    }

    @Test
    void writesMessageOfHalfASurrogatePairAsJson() {
        assertThat(event("message", "a\ud800b").toLowerCase(Locale.ROOT)).isEqualTo("4:::\"a\\ud800b\"");
    }

    @Test
    void writesMessageOfNoneOrSeveralArgumentsAsEvent() {
        assertThat(event("message")).isEqualTo("5:::{\"name\":\"message\"}");
        assertThat(event("message", "a", 1)).isEqualTo("5:::{\"name\":\"message\",\"args\":[\"a\",1]}");
    }

    @Test
    void sendsOnWhatAClientSent() {
        Arguments arguments = new JsonPacketCodec(new Jackson2JsonCodec())
                .decoder()
                .decode(Frame.text("2[\"message\",\"\\u00e9\\n😀\"]"))
                .arguments();

        assertThat(text(Packet.event("/", Packet.NO_ID, "message", arguments))).isEqualTo("3:::é\n😀");
        assertThat(text(Packet.event("/", Packet.NO_ID, "a", arguments)))
                .isEqualTo("5:::{\"name\":\"a\",\"args\":[\"\\u00e9\\n😀\"]}");
    }

    @Test
    void writesAcknowledgements() {
        assertThat(text(Packet.ack("/", 4, Arguments.of()))).isEqualTo("6:::4");
        assertThat(text(Packet.ack("/", 4, Arguments.of("A", "B")))).isEqualTo("6:::4+[\"A\",\"B\"]");
        assertThat(text(Packet.ack("/chat", Packet.MAX_ID, Arguments.of((Object) null))))
                .isEqualTo("6::/chat:9007199254740991+[null]");
    }

    @Test
    void writesRepliesRefusalsAndFarewells() {
        Packet.ConnectReply reply = new Packet.ConnectReply("sid", "pid");
        Packet.ConnectRefusal refusal = new Packet.ConnectRefusal("no", Map.of("a", 1));

        assertThat(text(Packet.connect("/", reply))).isEqualTo("1::");
        assertThat(text(Packet.connect("/é", reply))).isEqualTo("1::/é");
        assertThat(text(Packet.connectError("/", refusal))).isEqualTo("7:::2");
        assertThat(text(Packet.connectError("/chat", refusal))).isEqualTo("7::/chat:2");
        assertThat(text(Packet.disconnect("/"))).isEqualTo("0::");
        assertThat(text(Packet.disconnect("/chat"))).isEqualTo("0::/chat");
    }

    @Test
    void writesBinaryAsBase64AndWarnsOnce() {
        try (LogCapture log = new LogCapture(Level.WARN)) {
            assertThat(event("file", "a", BYTES, Map.of("data", new byte[0])))
                    .isEqualTo("5:::{\"name\":\"file\",\"args\":[\"a\",\"AQID\",{\"data\":\"\"}]}");
            assertThat(event("file", BYTES)).isEqualTo("5:::{\"name\":\"file\",\"args\":[\"AQID\"]}");
            assertThat(event("message", BYTES)).isEqualTo("3:::AQID");
            assertThat(text(Packet.ack("/", 1, Arguments.of(BYTES, 2)))).isEqualTo("6:::1+[\"AQID\",2]");

            assertThat(log.messages(Level.WARN))
                    .hasSize(3)
                    .allMatch(message -> message.contains("0.9"))
                    .anyMatch(message -> message.startsWith("'file'"))
                    .anyMatch(message -> message.startsWith("'message'"))
                    .anyMatch(message -> message.startsWith("'an acknowledgement'"));
        }
    }

    @Test
    void leavesWhatOnlyLooksLikeAPlaceholder() {
        String fake = "{\"_placeholder\":true,\"num\":7}";
        Map<String, Object> lookalike = new LinkedHashMap<>();
        lookalike.put("_placeholder", true);
        lookalike.put("num", 7);

        assertThat(event("a", lookalike, BYTES)).isEqualTo("5:::{\"name\":\"a\",\"args\":[" + fake + ",\"AQID\"]}");
    }

    @Test
    void writesSomethingBinaryOnceHoweverOftenSomethingLooksLikeItsPlaceholder() {
        Map<String, Object> lookalike = new LinkedHashMap<>();
        lookalike.put("_placeholder", true);
        lookalike.put("num", 0);

        String sent = event("a", Collections.nCopies(1000, lookalike), new byte[30_000]);

        assertThat(sent).hasSizeLessThan(100_000).contains("AAAAAAAA");
    }

    @Test
    void tellsOfWhatCannotBeWritten() {
        assertThatExceptionOfType(CodecException.class).isThrownBy(() -> event("a", new Object()));
        assertThatExceptionOfType(CodecException.class).isThrownBy(() -> event("message", new Object()));
    }

    @Test
    void refusesDepthThatLeavesNoRoom() {
        assertThatIllegalArgumentException().isThrownBy(() -> new LegacyPacketCodec(new Jackson2JsonCodec(), 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a\"b\\c\n\t\u0001", "é€😀", "__proto__", "\u2028", "\ud800", ":::", "7"})
    void carriesNamesAndTextsOfAllKinds(String text) {
        LegacyClient.Received event =
                client.read(codec.encode(Packet.event("/chat", 3, text, Arguments.of(text, List.of(text)))));

        assertThat(event.type()).isEqualTo("event");
        assertThat(event.id()).isEqualTo("3");
        assertThat(event.wantsArguments()).isTrue();
        assertThat(event.endpoint()).isEqualTo("/chat");
        assertThat(event.name()).isEqualTo(text);
        assertThat(event.args())
                .extracting(arg -> arg.isArray() ? arg.get(0).asText() : arg.asText())
                .containsExactly(text, text);
    }

    /** What a client reads is what was sent, and what the server reads of the same packet, too. */
    @Test
    void carriesRandomValues() throws Exception {
        Random random = new Random(9);
        ObjectMapper mapper = new ObjectMapper();
        for (int i = 0; i < 2_000; i++) {
            List<Object> values = values(random, 3);
            boolean isMessage = random.nextInt(4) == 0;
            Packet packet = Packet.event(
                    random.nextBoolean() ? "/" : "/a/" + word(random),
                    random.nextBoolean() ? random.nextInt(1_000) : Packet.NO_ID,
                    isMessage ? "message" : word(random),
                    Arguments.of(values.toArray()));

            LegacyClient.Received read = client.read(codec.encode(packet));
            Packet back = codec.decoder().decode(Frame.text(LegacyClient.text(codec.encode(packet))));

            JsonNode sent = mapper.valueToTree(values);
            assertThat(mapper.<JsonNode>valueToTree(read.args())).isEqualTo(sent);
            assertThat(read.type()).isEqualTo(type(packet));
            assertThat(back.namespace()).isEqualTo(packet.namespace());
            assertThat(back.id()).isEqualTo(packet.id());
            assertThat(back.event()).isEqualTo(packet.event());
            List<Object> received = new ArrayList<>();
            for (int argument = 0; argument < back.arguments().size(); argument++) {
                received.add(back.arguments().get(argument, JsonNode.class));
            }
            assertThat(mapper.<JsonNode>valueToTree(received)).isEqualTo(sent);
        }
    }

    private static String type(Packet packet) {
        boolean isMessage =
                "message".equals(packet.event()) && packet.arguments().size() == 1;
        boolean isText = isMessage && packet.arguments().get(0, Object.class) instanceof String;
        return isText ? "message" : isMessage ? "json" : "event";
    }

    private static List<Object> values(Random random, int depth) {
        List<Object> values = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            values.add(
                    switch (random.nextInt(depth == 0 ? 4 : 6)) {
                        case 0 -> random.nextInt();
                        case 1 -> random.nextBoolean();
                        case 2 -> word(random);
                        case 3 -> random.nextInt(1_000) / 8.0 + 0.0625;
                        case 4 -> values(random, depth - 1);
                        default -> Map.of(word(random), values(random, depth - 1));
                    });
        }
        return values;
    }

    private static String word(Random random) {
        String[] parts = {"a", "é", "😀", "\"", "\\", "\n", "[", "{", "}", ",", "\u0001", "\u2028", "x"};
        StringBuilder word = new StringBuilder("w");
        for (int i = random.nextInt(6); i > 0; i--) {
            word.append(parts[random.nextInt(parts.length)]);
        }
        return word.toString();
    }
}
