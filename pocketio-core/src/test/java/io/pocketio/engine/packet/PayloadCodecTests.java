package io.pocketio.engine.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadCodecTests {

    private final List<EnginePacket> decoded = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4hello",
                "4hello\u001e2\u001e4world",
                "4€\u001ebAQIDBA==",
                "0{}\u001e1\u001e2\u001e3\u001e4\u001e5\u001e6"
            })
    void readsWhatItWrites(String payload) {
        assertThat(decode(payload)).isTrue();

        assertThat(PayloadCodec.encode(decoded)).isEqualTo(bytes(payload));
    }

    @Test
    void putsASeparatorBetweenPackets() {
        byte[] payload = PayloadCodec.encode(List.of(
                EnginePacket.message("a"), EnginePacket.message(new byte[] {1, 2, 3, 4}), EnginePacket.message("")));

        assertThat(new String(payload, StandardCharsets.UTF_8)).isEqualTo("4a\u001ebAQIDBA==\u001e4");
    }

    @Test
    void knowsTheLengthOfAPacketBeforehand() {
        for (int length = 0; length < 10; length++) {
            EnginePacket packet = EnginePacket.message(new byte[length]);

            assertThat(packet.payloadLength()).isEqualTo(packet.payloadForm().length());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u001e", "4a\u001e", "4a\u001e\u001e4b", "4a\u001e9"})
    void stopsAtTheFirstInvalidPacket(String payload) {
        assertThat(decode(payload)).isFalse();

        assertThat(decoded).hasSize(payload.startsWith("4a") ? 1 : 0);
    }

    @Test
    void rendersABinaryPacketOnce() {
        EnginePacket packet = EnginePacket.message(new byte[] {1});

        assertThat(packet.payloadForm().array()).isSameAs(packet.payloadForm().array());
    }

    /** Packets are kept for clients that come back, and count with their own bytes alone. */
    @Test
    void keepsTheBase64OfABinaryMessageNoLongerThanItIsUsed() {
        EnginePacket packet = EnginePacket.message(new byte[1000]);
        WeakReference<byte[]> base64 = new WeakReference<>(packet.payloadForm().array());

        for (int i = 0; i < 20 && base64.get() != null; i++) {
            System.gc();
        }

        assertThat(base64.get()).isNull();
        assertThat(packet.payloadForm().length()).isEqualTo(packet.payloadLength());
    }

    @Test
    void keepsAPartWithoutThePayload() {
        byte[] payload = bytes("4a\u001e4" + "b".repeat(1000));

        EnginePacket first = PayloadCodec.read(payload).next();

        assertThat(first).isEqualTo(EnginePacket.message("a"));
        assertThat(first.frame().array()).hasSize(2);
    }

    private boolean decode(String payload) {
        PayloadReader reader = PayloadCodec.read(bytes(payload));
        while (reader.hasNext()) {
            EnginePacket packet = reader.next();
            if (packet == null) {
                return false;
            }
            decoded.add(packet);
        }
        return true;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
