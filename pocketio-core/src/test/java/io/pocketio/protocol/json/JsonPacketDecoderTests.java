package io.pocketio.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pocketio.engine.packet.Frame;
import io.pocketio.json.CodecException;
import io.pocketio.json.Jackson2JsonCodec;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.MalformedPacketException;
import io.pocketio.protocol.Packet;
import io.pocketio.protocol.PacketDecoder;
import io.pocketio.protocol.PacketType;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPacketDecoderTests {

    private static final byte[] BYTES = {1, 2, 3};

    private final JsonPacketCodec codec = new JsonPacketCodec(new Jackson2JsonCodec(), 3, 100);

    private final PacketDecoder decoder = codec.decoder();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "40                  | CONNECT       | /",
                "40/foo              | CONNECT       | /foo",
                "40/foo,             | CONNECT       | /foo",
                "40/x?a=b,           | CONNECT       | /x?a=b",
                "41                  | DISCONNECT    | /",
                "41/admin,           | DISCONNECT    | /admin",
                "44                  | CONNECT_ERROR | /",
                "42                  | EVENT         | /",
                "43/é,               | ACK           | /é",
            })
    void readsPacketsWithoutData(String text, PacketType type, String namespace) {
        assertThat(decode(text)).satisfies(packet -> {
            assertThat(packet.type()).isEqualTo(type);
            assertThat(packet.namespace()).isEqualTo(namespace);
            assertThat(packet.hasId()).isFalse();
            assertThat(packet.event()).isNull();
            assertThat(packet.arguments().size()).isZero();
        });
    }

    @Test
    void readsAuthOfConnect() {
        Packet packet = decode("40/admin,{\"token\":\"123\"}");

        assertThat(packet.type()).isEqualTo(PacketType.CONNECT);
        assertThat(packet.namespace()).isEqualTo("/admin");
        assertThat(packet.arguments().get(0, Object.class)).isEqualTo(Map.of("token", "123"));
    }

    @Test
    void ignoresIdOfWhatIsNotAcknowledged() {
        assertThat(decode("405{}").hasId()).isFalse();
        assertThat(decode("417").hasId()).isFalse();
    }

    @Test
    void readsEvent() {
        Packet packet = decode("42[\"echo\",1,\"a\",null,{\"b\":[true]}]");

        assertThat(packet.type()).isEqualTo(PacketType.EVENT);
        assertThat(packet.event()).isEqualTo("echo");
        assertThat(packet.hasId()).isFalse();
        Arguments arguments = packet.arguments();
        assertThat(arguments.size()).isEqualTo(4);
        assertThat(arguments.get(0, int.class)).isEqualTo(1);
        assertThat(arguments.get(1, String.class)).isEqualTo("a");
        assertThat(arguments.get(2, String.class)).isNull();
        assertThat(arguments.get(3, Object.class)).isEqualTo(Map.of("b", List.of(true)));
        assertThat(arguments.isNull(1)).isFalse();
        assertThat(arguments.isNull(2)).isTrue();
        assertThat(arguments.isNull(4)).isTrue();
    }

    @Test
    void refusesArgumentThatIsNotThere() {
        Arguments arguments = decode("42[\"echo\",1]").arguments();

        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> arguments.get(1, int.class));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> arguments.get(-1, int.class));
    }

    @Test
    void refusesTypeThatArgumentDoesNotFit() {
        Arguments arguments = decode("42[\"echo\",\"secret\"]").arguments();

        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> arguments.get(0, int.class))
                .withMessage("JSON does not fit int");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "4212[\"echo\",1]                 | 12",
                "420[\"echo\"]                    | 0",
                "42007[\"echo\"]                  | 7",
                "42/admin,12[\"echo\"]            | 12",
                "429007199254740991[\"echo\"]     | 9007199254740991",
                "43/nsp,3[]                       | 3",
                "430[]                            | 0",
                "4212                             | 12",
            })
    void readsIds(String text, long id) {
        assertThat(decode(text).id()).isEqualTo(id);
    }

    @Test
    void readsEventNames() {
        assertThat(decode("42[1,2]").event()).isEqualTo("1");
        assertThat(decode("42[-1.5e3]").event()).isEqualTo("-1.5e3");
        assertThat(decode("42[\"\"]").event()).isEmpty();
        assertThat(decode("42[\"error\"]").event()).isEqualTo("error");
        assertThat(decode("42[\"__proto__\"]").event()).isEqualTo("__proto__");
        assertThat(decode("42[ \"spaced\" ,1] \n").event()).isEqualTo("spaced");
        assertThat(decode("42[\"a\\u0062c\\b\\f\\n\\r\\t\\/\\\\\\\"\"]").event())
                .isEqualTo("abc\b\f\n\r\t/\\\"");
        assertThat(decode("42[\"\\ud83d\\ude00€😀\"]").event()).isEqualTo("😀€😀");
        assertThat(decode("42[\"" + "long".repeat(100) + "\"]").event()).isEqualTo("long".repeat(100));
    }

    @Test
    void readsLoneSurrogates() {
        Packet packet = decode("42[\"\\ud800\",\"\\udfff\",{\"\\ud800\":1}]");

        assertThat(packet.event()).isEqualTo("\ud800");
        assertThat(packet.arguments().get(0, String.class)).isEqualTo("\udfff");
        assertThat(packet.arguments().get(1, Object.class)).isEqualTo(Map.of("\ud800", 1));
    }

    @Test
    void takesLastOfEqualKeysAndKeepsOddOnes() {
        Packet packet = decode("42[\"a\",{\"k\":1,\"k\":2,\"__proto__\":{\"x\":1},\"constructor\":3,\"\":4}]");

        assertThat(packet.arguments().get(0, Object.class))
                .isEqualTo(Map.of("k", 2, "__proto__", Map.of("x", 1), "constructor", 3, "", 4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"47", "48", "49", "49[]"})
    void refusesUnknownType(String text) {
        assertMalformed(text, "unknown packet type " + text.charAt(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4", "4a", "4 ", "4[", "4-1", "4\u0000", "4€"})
    void refusesTypeThatIsNoDigit(String text) {
        assertMalformed(text, "unknown packet type NaN");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "45",
                "45-",
                "45-[\"a\"]",
                "45[\"a\"]",
                "451",
                "451[\"a\"]",
                "45a-[\"a\"]",
                "450-[\"a\"]",
                "45-1-[\"a\"]",
                "451.0-[\"a\"]",
                "451e0-[\"a\"]",
                "45+1-[\"a\"]",
                "45 1-[\"a\"]",
                "450x1-[\"a\"]",
                "4600-[]",
                "46-[]"
            })
    void refusesIllegalAttachments(String text) {
        assertMalformed(text, "Illegal attachments");
    }

    @ParameterizedTest
    @ValueSource(strings = {"454-[\"a\"]", "4699999999999999999999999-[]"})
    void refusesTooManyAttachments(String text) {
        assertMalformed(text, "too many attachments");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "40\"x\"",
                "40[1]",
                "40null",
                "40true",
                "401.5",
                "40{",
                "40{}x",
                "40 {}",
                "41{}",
                "41[]",
                "41null",
                "41\"\"",
                "44[]",
                "44null",
                "44true",
                "44{\"a\"}",
                "42[]",
                "42[ ]",
                "42{}",
                "42null",
                "42\"a\"",
                "42[null]",
                "42[true]",
                "42[[\"a\"]]",
                "42[{}]",
                "42[\"x\"",
                "42[\"x",
                "42[\"x\"]]",
                "42[\"x\"],",
                "42[\"x\",]",
                "42[\"x\"]1",
                "42[,\"x\"]",
                "42[\"x\" 1]",
                "42 [\"x\"]",
                "42a[\"x\"]",
                "42-1[\"x\"]",
                "421.5[\"x\"]",
                "42x",
                "43{}",
                "43null",
                "43[",
                "43[01]",
                "43[1.]",
                "43[.5]",
                "43[+1]",
                "43[-]",
                "43[1e]",
                "43['a']",
                "43[NaN]",
                "43[undefined]",
                "43[\"\\x\"]",
                "43[\"\\u12g4\"]",
                "43[\"\t\"]",
                "43[\"\u0000\"]",
                "43[tru]",
                "43[nul",
                "43[{a:1}]",
                "43[{\"a\":}]",
                "43[{\"a\":1,}]",
                "43[{\"a\" 1}]",
                "43[{1:1}]",
                "43[{]]",
                "43[[}]",
                "43[/**/]",
                "43\u00a0[]",
                "43[\u00a01]",
                "43\ufeff[]"
            })
    void refusesInvalidPayload(String text) {
        assertMalformed(text, "invalid payload");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connect",
                "connect_error",
                "disconnect",
                "disconnecting",
                "newListener",
                "removeListener",
                "\\u0063onnect"
            })
    void refusesReservedEvents(String event) {
        assertMalformed("42[\"" + event + "\"]", "invalid payload");
    }

    @Test
    void refusesIdThatNoClientCounts() {
        assertMalformed("429007199254740992[\"a\"]", "illegal id");
        assertMalformed("42" + "9".repeat(500) + "[\"a\"]", "illegal id");
    }

    @Test
    void boundsNesting() {
        String allowed = "43" + "[".repeat(100) + "]".repeat(100);
        String tooDeep = "43" + "[".repeat(101) + "]".repeat(101);
        String muchTooDeep = "40" + "{\"a\":".repeat(100_000);

        assertThat(decode(allowed).arguments().size()).isEqualTo(1);
        assertMalformed(tooDeep, "invalid payload");
        assertMalformed(muchTooDeep, "invalid payload");
    }

    @Test
    void survivesHugeNumbers() {
        Arguments arguments = decode("42[\"a\"," + "9".repeat(100_000) + ",1e999999999,-0." + "1".repeat(2000) + "]")
                .arguments();

        assertThatExceptionOfType(CodecException.class).isThrownBy(() -> arguments.get(0, BigInteger.class));
        assertThatExceptionOfType(CodecException.class).isThrownBy(() -> arguments.get(0, Object.class));
        assertThatExceptionOfType(CodecException.class).isThrownBy(() -> arguments.get(1, BigInteger.class));
        assertThatExceptionOfType(CodecException.class).isThrownBy(() -> arguments.get(1, long.class));
        assertThatExceptionOfType(CodecException.class).isThrownBy(() -> arguments.get(2, double.class));
    }

    @Test
    void waitsForAttachments() {
        assertThat(decoder.decode(
                        text("452-[\"up\",{\"_placeholder\":true,\"num\":1},{\"num\":0,\"_placeholder\":true}]")))
                .isNull();
        assertThat(decoder.decode(Frame.binary(BYTES))).isNull();
        Packet packet = decoder.decode(Frame.binary(new byte[] {9, 4, 5, 9}, 1, 2));

        assertThat(packet).isNotNull();
        assertThat(packet.type()).isEqualTo(PacketType.EVENT);
        assertThat(packet.event()).isEqualTo("up");
        assertThat(packet.arguments().get(0, byte[].class)).containsExactly(4, 5);
        assertThat(packet.arguments().get(1, byte[].class)).containsExactly(1, 2, 3);
        assertThat(decode("42[\"next\"]").event()).isEqualTo("next");
    }

    @Test
    void readsBinaryAcknowledgement() {
        decoder.decode(text("461-7[{\"_placeholder\":true,\"num\":0}]"));
        Packet packet = decoder.decode(Frame.binary(BYTES));

        assertThat(packet).isNotNull();
        assertThat(packet.type()).isEqualTo(PacketType.ACK);
        assertThat(packet.id()).isEqualTo(7);
        assertThat(packet.arguments().get(0, byte[].class)).isEqualTo(BYTES);
    }

    @Test
    void readsBinaryPacketsWithoutData() {
        decoder.decode(text("451-"));
        assertThat(decoder.decode(Frame.binary(BYTES)))
                .satisfies(packet -> assertThat(packet.event()).isNull());
        decoder.decode(text("461-/a,3"));
        assertThat(decoder.decode(Frame.binary(BYTES)))
                .satisfies(packet -> assertThat(packet.id()).isEqualTo(3));
    }

    @Test
    void acceptsAttachmentsUsedTwiceOrNever() {
        decoder.decode(text("452-[\"a\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":0.0}]"));
        decoder.decode(Frame.binary(BYTES));
        Packet packet = decoder.decode(Frame.binary(new byte[0]));

        assertThat(packet).isNotNull();
        assertThat(packet.arguments().get(0, byte[].class)).isEqualTo(BYTES);
        assertThat(packet.arguments().get(1, byte[].class)).isEqualTo(BYTES);
    }

    @Test
    void boundsReferencesToAttachments() {
        String placeholder = ",{\"_placeholder\":true,\"num\":0}";

        assertThat(codec.decoder().decode(text("451-[\"a\"" + placeholder.repeat(3) + "]")))
                .isNull();
        assertMalformed("451-[\"a\"" + placeholder.repeat(4) + "]", "too many attachments");
    }

    @Test
    void leavesPlaceholdersOfTextPacketsAlone() {
        Packet packet = decode("42[\"a\",{\"_placeholder\":true,\"num\":5}]");

        assertThat(packet.arguments().get(0, Object.class)).isEqualTo(Map.of("_placeholder", true, "num", 5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"_placeholder\":true,\"num\":1}",
                "{\"_placeholder\":true,\"num\":-1}",
                "{\"_placeholder\":true,\"num\":0.5}",
                "{\"_placeholder\":true,\"num\":\"0\"}",
                "{\"_placeholder\":true,\"num\":null}",
                "{\"_placeholder\":true,\"num\":1e400}",
                "{\"_placeholder\":true,\"num\":99999999999999999999999999}",
                "{\"_placeholder\":true}",
                "{\"num\":7,\"_placeholder\":true}",
                "{\"_placehold\\u0065r\":true,\"num\":1}",
                "{\"_placeholder\":false,\"num\":1,\"_placeholder\":true}",
                "[{\"deep\":{\"_placeholder\":true,\"num\":2}}]"
            })
    void refusesPlaceholderOfNoAttachment(String argument) {
        assertMalformed("451-[\"a\"," + argument + "]", "illegal attachments");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"_placeholder\":1,\"num\":1}",
                "{\"_placeholder\":\"true\",\"num\":1}",
                "{\"_placeholder\":true,\"num\":1,\"_placeholder\":false}",
                "{\"_placeholder\":true,\"num\":0,\"inside\":{\"_placeholder\":true,\"num\":1}}",
                "{\"inside\":{\"_placeholder\":true,\"num\":1},\"_placeholder\":true,\"num\":0}",
                "[\"_placeholder\",true,\"num\",1]"
            })
    void acceptsWhatIsNoPlaceholder(String argument) {
        assertThat(decoder.decode(text("451-[\"a\"," + argument + "]"))).isNull();
        assertThat(decoder.decode(Frame.binary(BYTES))).isNotNull();
    }

    @Test
    void refusesTextWhileAttachmentsArePending() {
        decoder.decode(text("451-[\"a\"]"));

        assertMalformed("42[\"b\"]", "got plaintext data when reconstructing a packet");
    }

    @Test
    void refusesBinaryWhenNoneIsPending() {
        assertThatExceptionOfType(MalformedPacketException.class)
                .isThrownBy(() -> decoder.decode(Frame.binary(BYTES)))
                .withMessage("got binary data when not reconstructing a packet");
    }

    @Test
    void readsFromTheMiddleOfAnArray() {
        Packet packet = decoder.decode(Frame.text("xx2/n,1[\"a\",2]yy".getBytes(StandardCharsets.UTF_8), 2, 12));

        assertThat(packet).isNotNull();
        assertThat(packet.namespace()).isEqualTo("/n");
        assertThat(packet.arguments().get(0, int.class)).isEqualTo(2);
    }

    private Packet decode(String text) {
        Packet packet = decoder.decode(text(text));
        assertThat(packet).isNotNull();
        return packet;
    }

    /** Texts are written here as they travel: with the engine's type. */
    private static Frame text(String text) {
        return Frame.text(text).skip(1);
    }

    private void assertMalformed(String text, String message) {
        assertThatExceptionOfType(MalformedPacketException.class)
                .isThrownBy(() -> decoder.decode(text(text)))
                .withMessage(message);
    }
}
