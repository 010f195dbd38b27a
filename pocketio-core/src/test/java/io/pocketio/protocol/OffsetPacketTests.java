package io.pocketio.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.json.Jackson2JsonCodec;
import io.pocketio.protocol.json.JsonPacketCodec;
import io.pocketio.protocol.msgpack.MsgpackPacketCodec;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OffsetPacketTests {

    private static final String OFFSET = "abcdefgh-_09";

    private final PacketCodec json = new JsonPacketCodec(new Jackson2JsonCodec());

    private static Packet event(Object... arguments) {
        return Packet.event("/", Packet.NO_ID, "news", Arguments.of(arguments));
    }

    private static String text(EncodedPacket packet) {
        return packet.packets().get(0).frame().asText();
    }

    @Test
    void appendsTheOffset() {
        assertThat(text(OffsetPacket.encode(event(1, "a"), json::encode).fill(OFFSET)))
                .isEqualTo("42[\"news\",1,\"a\",\"" + OFFSET + "\"]");
        assertThat(text(OffsetPacket.encode(event(), json::encode).fill(OFFSET)))
                .isEqualTo("42[\"news\",\"" + OFFSET + "\"]");
    }

    @Test
    void leavesAttachmentsAlone() {
        EncodedPacket packet = OffsetPacket.encode(event((Object) new byte[] {1}), json::encode)
                .fill(OFFSET);

        assertThat(text(packet)).isEqualTo("451-[\"news\",{\"_placeholder\":true,\"num\":0},\"" + OFFSET + "\"]");
        assertThat(packet.packets()).hasSize(2);
    }

    @Test
    void encodesOnce() {
        AtomicInteger count = new AtomicInteger();

        OffsetPacket.encode(event(1), packet -> {
                    count.incrementAndGet();
                    return json.encode(packet);
                })
                .fill(OFFSET);

        assertThat(count).hasValue(1);
    }

    @Test
    void appendsTheOffsetInMessagePack() {
        PacketCodec msgpack = new MsgpackPacketCodec(new Jackson2JsonCodec());

        EncodedPacket packet = OffsetPacket.encode(event(1), msgpack::encode).fill(OFFSET);

        Packet decoded = Objects.requireNonNull(
                msgpack.decoder().decode(packet.packets().get(0).frame()));
        assertThat(decoded.arguments().size()).isEqualTo(2);
        assertThat(decoded.arguments().get(1, String.class)).isEqualTo(OFFSET);
    }

    @Test
    void encodesAgainWhereStringsAreNotWrittenAsTheyAre() {
        EncodedPacket packet =
                OffsetPacket.encode(event(1), OffsetPacketTests::reversed).fill(OFFSET);

        assertThat(text(packet)).isEqualTo("490_-hgfedcba");
    }

    private static EncodedPacket reversed(Packet packet) {
        String last = String.valueOf(packet.arguments().get(packet.arguments().size() - 1, String.class));
        return new EncodedPacket(
                List.of(EnginePacket.message(new StringBuilder(last).reverse().toString())));
    }

    @Test
    void takesOffsetsOfOneLengthAndOfPlainCharacters() {
        OffsetPacket open = OffsetPacket.encode(event(1), json::encode);

        assertThatIllegalArgumentException().isThrownBy(() -> open.fill("short"));
        assertThatIllegalArgumentException().isThrownBy(() -> Arguments.of().append("a\"b"));
        assertThatIllegalArgumentException().isThrownBy(() -> Arguments.of().append("é"));
    }
}
