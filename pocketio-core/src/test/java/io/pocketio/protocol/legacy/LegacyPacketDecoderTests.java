package io.pocketio.protocol.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.engine.packet.Frame;
import io.pocketio.engine.packet.Revision;
import io.pocketio.json.Jackson2JsonCodec;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.MalformedPacketException;
import io.pocketio.protocol.Packet;
import io.pocketio.protocol.PacketDecoder;
import io.pocketio.protocol.PacketType;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LegacyPacketDecoderTests {

    private static final int MAX_DEPTH = 10;

    private final LegacyPacketCodec codec = new LegacyPacketCodec(new Jackson2JsonCodec(), MAX_DEPTH);

    private final List<String> replies = new ArrayList<>();

    private final Set<String> joined = Set.of("/", "/chat", "/é");

    private final PacketDecoder decoder = codec.decoder(
            (type, namespace) -> joined.contains(namespace), reply -> replies.add(LegacyClient.text(reply)));

    /** By the way that it takes through the engine. */
    private Packet decode(String text) {
        EnginePacket packet = EnginePacket.decode(Frame.text(text), Revision.LEGACY);
        return decode(Objects.requireNonNull(packet).data(Revision.LEGACY));
    }

    private Packet decode(Frame frame) {
        return Objects.requireNonNull(decoder.decode(frame));
    }

    private static List<@Nullable Object> values(Packet packet) {
        List<@Nullable Object> values = new ArrayList<>();
        Arguments arguments = packet.arguments();
        for (int i = 0; i < arguments.size(); i++) {
            values.add(arguments.get(i, Object.class));
        }
        return values;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "0               | DISCONNECT | /",
                "0:              | DISCONNECT | /",
                "0::             | DISCONNECT | /",
                "0:::            | DISCONNECT | /",
                "0::/chat        | DISCONNECT | /chat",
                "1               | CONNECT    | /",
                "1::             | CONNECT    | /",
                "1::/chat        | CONNECT    | /chat",
                "1::/new         | CONNECT    | /new",
                "1::/chat?x=1&y= | CONNECT    | /chat?x=1&y=",
                "1::/chat?x=a:b? | CONNECT    | /chat?x=a:b?",
                "1::/chat:?x=1   | CONNECT    | /chat?x=1",
                "1::/chat:x=1    | CONNECT    | /chat?x=1",
                "1::/chat?       | CONNECT    | /chat",
                "1::?x=1         | CONNECT    | /?x=1",
                "1:5:/chat       | CONNECT    | /chat",
            })
    void readsWhatNamesAnEndpointOnly(String text, PacketType type, String namespace) {
        Packet packet = decode(text);

        assertThat(packet.type()).isEqualTo(type);
        assertThat(packet.namespace()).isEqualTo(namespace);
        assertThat(packet.hasId()).isFalse();
        assertThat(packet.arguments().size()).isZero();
        assertThat(replies).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "3:::hi          | /     | hi",
                "3::/chat:hi     | /chat | hi",
                "3::/é:é😀€      | /é    | é😀€",
                "3:::a:b::c      | /     | a:b::c",
                "3::::           | /     | :",
                "3:::            | /     | ``",
                "3::             | /     | ``",
                "3::/chat        | /chat | ``",
                "3:::{\"a\":1}   | /     | {\"a\":1}",
            })
    void readsTextMessages(String text, String namespace, String data) {
        Packet packet = decode(text);

        assertThat(packet.type()).isEqualTo(PacketType.EVENT);
        assertThat(packet.namespace()).isEqualTo(namespace);
        assertThat(packet.event()).isEqualTo("message");
        assertThat(packet.hasId()).isFalse();
        assertThat(values(packet)).containsExactly(data);
    }

    @Test
    void readsTextWithNewlines() {
        assertThat(values(decode("3:::a\nb\r\n:c"))).containsExactly("a\nb\r\n:c");
    }

    @Test
    void readsJsonMessages() {
        assertThat(decode("4:::{\"a\":\"b\"}").event()).isEqualTo("message");
        assertThat(values(decode("4:::{\"a\":\"b\"}"))).containsExactly(Map.of("a", "b"));
        assertThat(values(decode("4::: \n[1, 2] "))).containsExactly(List.of(1, 2));
        assertThat(values(decode("4:::\"s\""))).containsExactly("s");
        assertThat(values(decode("4:::0"))).containsExactly(0);
        assertThat(values(decode("4:::true"))).containsExactly(true);
        assertThat(values(decode("4:::null"))).containsExactly((Object) null);
        assertThat(decode("4:::null").arguments().isNull(0)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"name\":\"e\",\"args\":[1,\"a\"]}                              | e      | 2",
                "{\"args\":[1,\"a\"],\"name\":\"e\"}                              | e      | 2",
                " { \"name\" : \"e\" , \"args\" : [ 1 , 2 ] }                     | e      | 2",
                "{\"name\":\"e\"}                                                 | e      | 0",
                "{\"name\":\"e\",\"args\":null}                                   | e      | 0",
                "{\"name\":\"e\",\"args\":[]}                                     | e      | 0",
                "{\"name\":\"e\",\"args\":{\"a\":1}}                              | e      | 1",
                "{\"name\":\"e\",\"args\":0}                                      | e      | 1",
                "{\"name\":\"x\",\"name\":\"e\",\"args\":[1],\"args\":[1,2,3]}    | e      | 3",
                "{\"name\":\"e\",\"args\":[1],\"args\":null}                      | e      | 0",
                "{\"n\\u0061me\":\"\\u0065\\n\",\"\\u0061rgs\":[1]}               | `e\n`  | 1",
                "{\"name\":\"__proto__\",\"__proto__\":{\"args\":[1]}}            | __proto__ | 0",
                "{\"name\":\"constructor\",\"args\":[1]}                          | constructor | 1",
                "{\"x\":{\"name\":\"no\",\"args\":[1,2]},\"name\":\"e\"}          | e      | 0",
                "{\"name\":\"e\",\"args\":[1],\"x\":[{\"name\":\"no\"}]}          | e      | 1",
                "{\"name\":5,\"args\":[1]}                                        | 5      | 1",
                "{\"name\":-1.50}                                                 | -1.50  | 0",
                "{\"name\":\"\"}                                                  | ``     | 0",
                "{\"name\":\"message\",\"args\":[1,2]}                            | message | 2",
                "{\"name\":\"error\"}                                             | error  | 0",
            })
    void readsEvents(String data, String name, int size) {
        Packet packet = decode("5:::" + data);

        assertThat(packet.type()).isEqualTo(PacketType.EVENT);
        assertThat(packet.event()).isEqualTo(name);
        assertThat(packet.arguments().size()).isEqualTo(size);
        assertThat(packet.hasId()).isFalse();
    }

    @Test
    void keepsArgumentsAsTheyCame() {
        Packet packet = decode("5:::{\"name\":\"e\",\"args\":[12345678901234567890,1.50,1e3,{\"a\":[null]}]}");

        assertThat(values(packet).subList(0, 3)).containsExactly(new BigInteger("12345678901234567890"), 1.5, 1000.0);
        assertThat(LegacyClient.text(codec.encode(packet)))
                .isEqualTo("5:::{\"name\":\"e\",\"args\":[12345678901234567890,1.50,1e3,{\"a\":[null]}]}");
    }

    @Test
    void readsHalvesOfSurrogatePairs() {
        Packet packet = decode("5:::{\"name\":\"\\ud83d\",\"args\":[\"\\ude00\"]}");

        assertThat(packet.event()).isEqualTo("\ud83d");
        assertThat(values(packet)).containsExactly("\ude00");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "5:1+::{\"name\":\"e\"}                | 1",
                "5:0+:/chat:{\"name\":\"e\"}           | 0",
                "5:007+::{\"name\":\"e\"}              | 7",
                "3:12+::hi                             | 12",
                "4:12+::{}                             | 12",
                "3:9007199254740991+::hi               | 9007199254740991",
            })
    void readsIdsThatTheApplicationAcknowledges(String text, long id) {
        assertThat(decode(text).id()).isEqualTo(id);
        assertThat(replies).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "3:5::hi                     | 6:::5",
                "4:5:/chat:{}                | 6::/chat:5",
                "5:7::{\"name\":\"e\"}       | 6:::7",
                "5:0::{\"name\":\"e\"}       | 6:::0",
                "5:7:/é:{\"name\":\"e\"}     | 6::/é:7",
            })
    void acknowledgesAtOnceWhatAsksForNoMore(String text, String reply) {
        assertThat(decode(text).hasId()).isFalse();
        assertThat(replies).containsExactly(reply);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3:9007199254740992+::hi",
                "3:9007199254740992::hi",
                "3:111111111111111111111+::hi",
                "3:99999999999999999999999999999999999999999::hi",
                "3:+::hi"
            })
    void takesAnIdThatIsTooLargeForNone(String text) {
        assertThat(decode(text).hasId()).isFalse();
        assertThat(values(decode(text))).containsExactly("hi");
        assertThat(replies).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "6:::4                              | 4  | /     | 0",
                "6:::4+                             | 4  | /     | 0",
                "6:::4+[]                           | 4  | /     | 0",
                "6:::0+[\"A\",\"B\"]                | 0  | /     | 2",
                "6::/chat:12+[ {\"a\":\"+:[\"} ]    | 12 | /chat | 1",
                "6:3::4                             | 4  | /     | 0",
                "6:::9007199254740991               | 9007199254740991 | / | 0",
            })
    void readsAcknowledgements(String text, long id, String namespace, int size) {
        Packet packet = decode(text);

        assertThat(packet.type()).isEqualTo(PacketType.ACK);
        assertThat(packet.id()).isEqualTo(id);
        assertThat(packet.namespace()).isEqualTo(namespace);
        assertThat(packet.arguments().size()).isEqualTo(size);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2::",
                "7:::1+0",
                "8::",
                "9::",
                "::",
                ":",
                "x",
                "03:::x",
                "00",
                "3",
                "3:",
                "3:1",
                "5",
                "6::",
                "6:::",
                "3:ab::x",
                "3:-1::x",
                "3:1+x:/:y",
                "3:1+",
                "6:::x",
                "6:::-1",
                "6:::9007199254740992",
                "6:::1+5",
                "6:::1+{}",
                "6:::1+[",
                "6:::1+[]x",
                "4:::",
                "4:::x",
                "4:::{",
                "4:::{}{}",
                "4:::NaN",
                "4:::'a'",
                "4:::01",
                "5:::",
                "5:::x",
                "5:::[]",
                "5:::\"name\"",
                "5:::{}",
                "5:::{\"name\":null}",
                "5:::{\"name\":true}",
                "5:::{\"name\":[\"e\"]}",
                "5:::{\"name\":{}}",
                "5:::{\"args\":[1]}",
                "5:::{\"Name\":\"e\"}",
                "5:::{\"name\":\"e\"",
                "5:::{\"name\":\"e\",}",
                "5:::{\"name\":\"e\",\"args\":[1,]}",
                "5:::{\"__proto__\":{\"name\":\"e\"}}",
                "5:::{\"name\":\"connect\"}",
                "5:::{\"name\":\"disconnect\"}",
                "5:::{\"name\":\"dis\\u0063onnect\"}",
                "5:::{\"name\":\"disconnecting\"}",
                "5:::{\"name\":\"newListener\"}",
                "3::chat:x",
                "3::chat",
                "0::chat",
                "1::chat",
                "1::chat?x=1"
            })
    void ignoresWhatMeansNothing(String text) {
        assertThat(decode(Frame.text(text))).isEqualTo(Packet.NOTHING);
        assertThat(replies).isEmpty();
    }

    @Test
    void ignoresNothingAndBinary() {
        assertThat(decode(Frame.text(""))).isEqualTo(Packet.NOTHING);
        assertThat(decode(Frame.binary(new byte[] {'3', ':', ':', ':'}))).isEqualTo(Packet.NOTHING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3::/other:x",
                "3:5:/other:x",
                "4::/other:{}",
                "5:1+:/other:{\"name\":\"e\"}",
                "6::/other:1+[1]",
                "0::/other"
            })
    void ignoresWhatIsForAnEndpointThatWasNotOpened(String text) {
        assertThat(decode(text)).isEqualTo(Packet.NOTHING);
        assertThat(replies).isEmpty();
    }

    @Test
    void looksAtTheHeadFirst() {
        assertThat(decode("4::/other:" + "[".repeat(1_000))).isEqualTo(Packet.NOTHING);
    }

    @Test
    void endsTheConnectionEvenIfItIsNowhere() {
        PacketDecoder nowhere = codec.decoder((type, namespace) -> false);

        assertThat(Objects.requireNonNull(nowhere.decode(Frame.text("0::"))).type())
                .isEqualTo(PacketType.DISCONNECT);
        assertThat(nowhere.decode(Frame.text("3:::x"))).isEqualTo(Packet.NOTHING);
    }

    @Test
    void readsASliceOfAnArray() {
        byte[] bytes = "xx5:1+:/chat:{\"name\":\"e\",\"args\":[\"a\"]}yy".getBytes(StandardCharsets.UTF_8);

        Packet packet = decode(Frame.text(bytes, 2, bytes.length - 4));

        assertThat(packet.namespace()).isEqualTo("/chat");
        assertThat(packet.event()).isEqualTo("e");
        assertThat(values(packet)).containsExactly("a");
    }

    @Test
    void takesWhatIsNestedAsDeepAsItMayBe() {
        String arrays = "[".repeat(MAX_DEPTH) + "]".repeat(MAX_DEPTH);

        assertThat(decode("5:::{\"name\":\"e\",\"args\":" + arrays + "}").event())
                .isEqualTo("e");
        assertThat(decode("6:::1+" + arrays).id()).isEqualTo(1);
        assertThat(decode("4:::" + arrays.substring(1, arrays.length() - 1)).event())
                .isEqualTo("message");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5:::{\"name\":\"e\",\"args\":[", "5:::{\"name\":\"e\",\"x\":[", "6:::1+[", "4:::"})
    void refusesWhatIsNestedTooDeeply(String before) {
        for (String open : List.of("[", "{\"a\":")) {
            assertThatExceptionOfType(MalformedPacketException.class)
                    .isThrownBy(() -> decode(before + open.repeat(MAX_DEPTH)))
                    .withMessage("nested too deeply");
            assertThatExceptionOfType(MalformedPacketException.class)
                    .isThrownBy(() -> decode(before + open.repeat(200_000)));
        }
    }

    @Test
    void bearsLongNamesAndManyMembers() {
        String name = "n".repeat(1_000_000);
        StringBuilder members = new StringBuilder("{");
        for (int i = 0; i < 50_000; i++) {
            members.append("\"name\":\"").append(i).append("\",\"").append(i).append("\":[],");
        }

        assertThat(decode("5:::{\"name\":\"" + name + "\"}").event()).isEqualTo(name);
        assertThat(decode("5:::{\"" + name + "\":1,\"name\":\"e\"}").event()).isEqualTo("e");
        assertThat(decode("3::/" + name + ":x")).isEqualTo(Packet.NOTHING);
        assertThat(decode(members + "\"args\":[1]}")).isEqualTo(Packet.NOTHING);
        assertThat(decode("5:::" + members + "\"args\":[1]}").event()).isEqualTo("49999");
    }

    @Test
    void weighsWhatItKeeps() {
        assertThat(decode("3:::" + "é".repeat(1_000)).arguments().weight()).isGreaterThanOrEqualTo(2_000);
        assertThat(decode("5:::{\"name\":\"e\",\"args\":[" + "0,".repeat(1_000) + "0]}")
                        .arguments()
                        .weight())
                .isGreaterThanOrEqualTo(2_000 + 8 * 1_000);
    }

    /** Whatever comes, it is a packet, nothing, or an offence. */
    @Test
    void bearsAnything() {
        Random random = new Random(11);
        String[] parts = {
            "0",
            "1",
            "3",
            "4",
            "5",
            "6",
            ":",
            "::",
            "+",
            "/",
            "/chat",
            "?",
            "{",
            "}",
            "[",
            "]",
            "\"name\"",
            "\"args\"",
            "\"e\"",
            ",",
            "\\",
            "\\u",
            "00",
            "é",
            "\"",
            "null",
            " ",
            "-"
        };
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int part = random.nextInt(14); part >= 0; part--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            Packet packet = decode(Frame.text(text.toString()));

            assertThat(packet.arguments().size()).isGreaterThanOrEqualTo(0);
            assertThat(packet.equals(Packet.NOTHING) || packet.namespace().startsWith("/"))
                    .as("%s", text)
                    .isTrue();
        }
    }
}
