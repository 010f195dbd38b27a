package io.pocketio.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.engine.packet.Frame;
import io.pocketio.json.CodecException;
import io.pocketio.json.Jackson2JsonCodec;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.Packet;
import io.pocketio.protocol.PacketDecoder;
import io.pocketio.protocol.PacketType;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPacketCodecTests {

    private static final byte[] BYTES = {1, 2, 3};

    private final JsonPacketCodec codec = new JsonPacketCodec(new Jackson2JsonCodec());

    @Test
    void writesThePrivateIdBehindThePublicOne() {
        assertThat(encode(Packet.connect("/", new Packet.ConnectReply("abc", "secret"))))
                .isEqualTo("40{\"sid\":\"abc\",\"pid\":\"secret\"}");
    }

    @Test
    void writesReplyToConnect() {
        assertThat(encode(Packet.connect("/", new Packet.ConnectReply("abc", null))))
                .isEqualTo("40{\"sid\":\"abc\"}");
        assertThat(encode(Packet.connect("/admin", new Packet.ConnectReply("abc", null))))
                .isEqualTo("40/admin,{\"sid\":\"abc\"}");
    }

    @Test
    void writesRefusalOfConnect() {
        assertThat(encode(Packet.connectError("/unk", new Packet.ConnectRefusal("Invalid namespace", null))))
                .isEqualTo("44/unk,{\"message\":\"Invalid namespace\"}");
        assertThat(encode(Packet.connectError("/", new Packet.ConnectRefusal("no\"pe", Map.of("a", 1)))))
                .isEqualTo("44{\"message\":\"no\\\"pe\",\"data\":{\"a\":1}}");
    }

    @Test
    void refusesBinaryInRefusalOfConnect() {
        Packet packet = Packet.connectError("/", new Packet.ConnectRefusal("nope", Map.of("a", BYTES)));

        assertThatExceptionOfType(CodecException.class).isThrownBy(() -> codec.encode(packet));
    }

    @Test
    void writesDisconnect() {
        assertThat(encode(Packet.disconnect("/"))).isEqualTo("41");
        assertThat(encode(Packet.disconnect("/admin"))).isEqualTo("41/admin,");
    }

    @Test
    void writesEvents() {
        assertThat(encode(event("/", Packet.NO_ID, "a"))).isEqualTo("42[\"a\"]");
        assertThat(encode(event("/", Packet.NO_ID, "a", 1, "b", null, true, 1.5)))
                .isEqualTo("42[\"a\",1,\"b\",null,true,1.5]");
        assertThat(encode(event("/", 0, "a"))).isEqualTo("420[\"a\"]");
        assertThat(encode(event("/admin", 12, "a", List.of()))).isEqualTo("42/admin,12[\"a\",[]]");
        assertThat(encode(event("/é€", Long.MAX_VALUE, "a"))).isEqualTo("42/é€,9223372036854775807[\"a\"]");
    }

    @Test
    void writesAcknowledgements() {
        assertThat(encode(Packet.ack("/", 12, Arguments.of(1, "a")))).isEqualTo("4312[1,\"a\"]");
        assertThat(encode(Packet.ack("/", 0, Arguments.of()))).isEqualTo("430[]");
        assertThat(encode(Packet.ack("/nsp", 3, Arguments.of(new Object[] {null}))))
                .isEqualTo("43/nsp,3[null]");
    }

    @Test
    void quotesEventNames() {
        assertThat(encode(event("/", Packet.NO_ID, "a\"\\\b\f\n\r\t\u0001\u001f\u007f/é€😀\u2028\ud800x\udc00")))
                .isEqualTo("42[\"a\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u001f\u007f/é€😀\u2028\\ud800x\\udc00\"]");
    }

    @Test
    void numbersAttachmentsInTheOrderOfWriting() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("first", ByteBuffer.wrap(new byte[] {0, 7, 7, 0}, 1, 2));
        map.put("list", List.of(new byte[] {8}, "text", new byte[] {9}));

        List<EnginePacket> packets = codec.encode(
                        event("/", Packet.NO_ID, "a", map, BYTES, new Picture("p", new byte[0])))
                .packets();

        assertThat(packets.get(0).frame().asText())
                .isEqualTo("455-[\"a\",{\"first\":{\"_placeholder\":true,\"num\":0},".replace("454", "455")
                        + "\"list\":[{\"_placeholder\":true,\"num\":1},\"text\",{\"_placeholder\":true,\"num\":2}]},"
                        + "{\"_placeholder\":true,\"num\":3},"
                        + "{\"name\":\"p\",\"data\":{\"_placeholder\":true,\"num\":4}}]");
        assertThat(packets.subList(1, 6))
                .extracting(packet -> packet.frame().toByteArray())
                .containsExactly(new byte[] {7, 7}, new byte[] {8}, new byte[] {9}, BYTES, new byte[0]);
        assertThat(packets.subList(1, 6)).allMatch(packet -> packet.frame().isBinary());
    }

    @Test
    void writesBinaryAcknowledgement() {
        List<EnginePacket> packets =
                codec.encode(Packet.ack("/n", 7, Arguments.of((Object) BYTES))).packets();

        assertThat(packets)
                .extracting(EnginePacket::frame)
                .containsExactly(Frame.text("461-/n,7[{\"_placeholder\":true,\"num\":0}]"), Frame.binary(BYTES));
    }

    @Test
    void writesMoreAttachmentsThanItReads() {
        Object[] values = new Object[12];
        Arrays.fill(values, BYTES);

        List<EnginePacket> packets = codec.encode(event("/", 1, "a", values)).packets();

        assertThat(packets).hasSize(13);
        assertThat(packets.get(0).frame().asText()).startsWith("4512-1[\"a\",{");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 127, 128, 129, 5_000, 20_000})
    void growsWithItsArguments(int length) {
        String text = "x".repeat(length);

        assertThat(encode(event("/", 1, "a", text, text))).isEqualTo("421[\"a\",\"" + text + "\",\"" + text + "\"]");
        assertThat(encode(event("/", 1, text))).isEqualTo("421[\"" + text + "\"]");
    }

    @Test
    void sendsOnWhatItGot() {
        PacketDecoder decoder = codec.decoder();
        Packet text = decoder.decode(Frame.text("2[\"a\", {\"b\" : 1} ,\"\\ud800\"]"));
        decoder.decode(Frame.text(
                "52-1[\"a\",{\"_placeholder\":true,\"num\":1},[1,{\"x\":{\"num\":0,\"_placeholder\":true}}]]"));
        decoder.decode(Frame.binary(BYTES));
        Packet binary = decoder.decode(Frame.binary(new byte[] {9}));

        assertThat(encode(Packet.event("/", Packet.NO_ID, "b", Arguments.of(text.arguments()))))
                .isEqualTo("42[\"b\",{\"b\" : 1},\"\\ud800\"]");
        assertThat(codec.encode(Packet.ack("/", 1, binary.arguments())).packets())
                .extracting(EnginePacket::frame)
                .containsExactly(
                        Frame.text("462-1[{\"_placeholder\":true,\"num\":0},"
                                + "[1,{\"x\":{\"_placeholder\":true,\"num\":1}}]]"),
                        Frame.binary(new byte[] {9}),
                        Frame.binary(BYTES));
    }

    @Test
    void doesNotTakeBinaryTypes() {
        Packet packet = new Packet(PacketType.BINARY_EVENT, "/", Packet.NO_ID, "a", Arguments.of());

        assertThatIllegalArgumentException().isThrownBy(() -> codec.encode(packet));
    }

    @Test
    void tellsOfArgumentThatCannotBeWritten() {
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> codec.encode(event("/", 1, "a", new Object())))
                .withMessage("Cannot write java.lang.Object as JSON");
    }

    record Picture(String name, byte[] data) {}

    private static Packet event(String namespace, long id, String event, @Nullable Object... arguments) {
        return Packet.event(namespace, id, event, Arguments.of(arguments));
    }

    private String encode(Packet packet) {
        List<EnginePacket> packets = codec.encode(packet).packets();
        assertThat(packets).hasSize(1);
        return packets.get(0).frame().asText();
    }
}
