package io.pocketio.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.engine.packet.Frame;
import io.pocketio.json.Jackson2JsonCodec;
import io.pocketio.protocol.Packet;
import io.pocketio.protocol.PacketDecoder;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames that were seen on the wire of the reference server, and what they mean, in both directions. */
class ConformanceVectorTests {

    private static final byte[] BYTES = {1, 2, 3};
    private static final String PLACEHOLDER = "{\"_placeholder\":true,\"num\":0}";

    private final JsonPacketCodec codec = new JsonPacketCodec(new Jackson2JsonCodec());

    static Stream<Arguments> vectors() {
        return Stream.of(
                Arguments.of("41", new byte[0][], Packet.disconnect("/")),
                Arguments.of("41/admin,", new byte[0][], Packet.disconnect("/admin")),
                Arguments.of("4212[\"echo\",1,\"a\"]", new byte[0][], event("/", 12, "echo", 1, "a")),
                Arguments.of("4312[1,\"a\"]", new byte[0][], ack("/", 12, 1, "a")),
                Arguments.of("420[\"echo\"]", new byte[0][], event("/", 0, "echo")),
                Arguments.of("430[]", new byte[0][], ack("/", 0)),
                Arguments.of("42/custom,7[\"a\"]", new byte[0][], event("/custom", 7, "a")),
                Arguments.of(
                        "451-[\"echo\"," + PLACEHOLDER + "]",
                        new byte[][] {BYTES},
                        event("/", Packet.NO_ID, "echo", (Object) BYTES)),
                Arguments.of("451-7[\"echo\"," + PLACEHOLDER + "]", new byte[][] {BYTES}, event("/", 7, "echo", (Object)
                        BYTES)),
                Arguments.of("461-7[" + PLACEHOLDER + "]", new byte[][] {BYTES}, ack("/", 7, (Object) BYTES)),
                Arguments.of(
                        "452-/custom,[\"echo\"," + PLACEHOLDER + ",{\"_placeholder\":true,\"num\":1}]",
                        new byte[][] {BYTES, {4, 5}},
                        event("/custom", Packet.NO_ID, "echo", BYTES, new byte[] {4, 5})));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void writesFrames(String text, byte[][] binary, Packet packet) {
        List<EnginePacket> packets = codec.encode(packet).packets();

        assertThat(packets.get(0).frame()).isEqualTo(Frame.text(text));
        assertThat(packets.subList(1, packets.size()))
                .extracting(each -> each.frame().toByteArray())
                .containsExactly(binary);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void readsFrames(String text, byte[][] binary, Packet packet) {
        PacketDecoder decoder = codec.decoder();

        Packet read = decoder.decode(EnginePacket.decode(Frame.text(text)).data());
        for (byte[] attachment : binary) {
            assertThat(read).isNull();
            read = decoder.decode(Frame.binary(attachment));
        }

        assertThat(read).isNotNull();
        assertThat(read.type()).isEqualTo(packet.type());
        assertThat(read.namespace()).isEqualTo(packet.namespace());
        assertThat(read.id()).isEqualTo(packet.id());
        assertThat(read.event()).isEqualTo(packet.event());
        assertThat(read.arguments().size()).isEqualTo(packet.arguments().size());
        for (int i = 0; i < read.arguments().size(); i++) {
            assertThat(read.arguments().get(i, Object.class))
                    .isEqualTo(packet.arguments().get(i, Object.class));
        }
    }

    private static Packet event(String namespace, long id, String event, @Nullable Object... arguments) {
        return Packet.event(namespace, id, event, io.pocketio.protocol.Arguments.of(arguments));
    }

    private static Packet ack(String namespace, long id, @Nullable Object... arguments) {
        return Packet.ack(namespace, id, io.pocketio.protocol.Arguments.of(arguments));
    }
}
