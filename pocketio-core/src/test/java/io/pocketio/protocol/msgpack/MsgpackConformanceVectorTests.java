package io.pocketio.protocol.msgpack;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.engine.packet.Frame;
import io.pocketio.json.Jackson2JsonCodec;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.Packet;
import io.pocketio.protocol.PacketType;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that the reference's parser wrote, in Node or in a browser, and what they mean. */
class MsgpackConformanceVectorTests {

    private static final byte[] BYTES = {1, 2, 3};

    private final MsgpackPacketCodec codec = new MsgpackPacketCodec(new Jackson2JsonCodec());

    static Stream<org.junit.jupiter.params.provider.Arguments> written() {
        return Stream.of(
                vector("83a47479706502a36e7370a12fa46461746193a16101c40101", event("a", 1, new byte[] {1})),
                vector("84a47479706503a36e7370a12fa46461746190a2696403", Packet.ack("/", 3, Arguments.of())),
                vector("82a47479706501a36e7370a12f", Packet.disconnect("/")),
                vector(
                        "83a47479706500a36e7370a12fa46461746181a3736964a3616263",
                        Packet.connect("/", new Packet.ConnectReply("abc", null))),
                vector(
                        "83a47479706504a36e7370a42f756e6ba46461746182a76d657373616765a26e6fa4646174619101",
                        Packet.connectError("/unk", new Packet.ConnectRefusal("no", List.of(1)))));
    }

    private static org.junit.jupiter.params.provider.Arguments vector(String hex, Packet packet) {
        return org.junit.jupiter.params.provider.Arguments.of(hex, packet);
    }

    private static Packet event(String name, @Nullable Object... arguments) {
        return Packet.event("/", Packet.NO_ID, name, Arguments.of(arguments));
    }

    private Packet decode(String hex) {
        return codec.decoder().decode(Frame.binary(HexFormat.of().parseHex(hex)));
    }

    @ParameterizedTest
    @MethodSource("written")
    void writesOneBinaryMessage(String hex, Packet packet) {
        assertThat(codec.encode(packet).packets())
                .singleElement()
                .satisfies(message -> assertThat(message.frame())
                        .isEqualTo(Frame.binary(HexFormat.of().parseHex(hex))));
    }

    @Test
    void readsConnect() {
        assertThat(decode("82a47479706500a36e7370a12f").arguments().size()).isZero();
        // the client sends its auth though there is none
        assertThat(decode("83a47479706500a464617461d40000a36e7370a12f")).satisfies(packet -> {
            assertThat(packet.type()).isEqualTo(PacketType.CONNECT);
            assertThat(packet.namespace()).isEqualTo("/");
            assertThat(packet.arguments().size()).isZero();
        });
        Packet admin = decode("83a47479706500a46461746181a5746f6b656ea3313233a36e7370a62f61646d696e");
        assertThat(admin.namespace()).isEqualTo("/admin");
        assertThat(admin.arguments().get(0, Object.class)).isEqualTo(Map.of("token", "123"));
    }

    @Test
    void readsEventWithItsOptions() {
        Packet packet = decode("84a47479706502a46461746195a16101c0d4000082a178d40000a179c3"
                + "a76f7074696f6e7381a8636f6d7072657373c3a36e7370a12f");

        assertThat(packet.event()).isEqualTo("a");
        assertThat(packet.hasId()).isFalse();
        Arguments arguments = packet.arguments();
        assertThat(arguments.size()).isEqualTo(4);
        assertThat(arguments.get(0, int.class)).isEqualTo(1);
        assertThat(arguments.isNull(1)).isTrue();
        assertThat(arguments.isNull(2)).isTrue();
        assertThat(arguments.get(2, String.class)).isNull();
        assertThat(arguments.get(3, Object.class)).isEqualTo(Map.of("y", true));
    }

    @Test
    void readsRequestForAcknowledgement() {
        Packet packet =
                decode("85a47479706502a46461746191a161a76f7074696f6e7381a8636f6d7072657373c3a2696400a36e7370a12f");

        assertThat(packet.id()).isZero();
        assertThat(packet.event()).isEqualTo("a");
        assertThat(packet.arguments().size()).isZero();
    }

    @Test
    void readsAcknowledgement() {
        Packet packet = decode("84a47479706503a269640ca4646174619201a161a36e7370a12f");

        assertThat(packet.type()).isEqualTo(PacketType.ACK);
        assertThat(packet.id()).isEqualTo(12);
        assertThat(packet.arguments().get(1, String.class)).isEqualTo("a");
    }

    @Test
    void readsDisconnect() {
        assertThat(decode("82a47479706501a36e7370a12f").type()).isEqualTo(PacketType.DISCONNECT);
    }

    @Test
    void readsDatesAsInJson() {
        Arguments dates = decode("83a47479706502a46461746193a164d7000000018bcfe5687bd700ffffffffffffffffa36e7370a12f")
                .arguments();

        assertThat(dates.get(0, String.class)).isEqualTo("2023-11-14T22:13:20.123Z");
        assertThat(dates.get(1, String.class)).isEqualTo("1969-12-31T23:59:59.999Z");
    }

    /** As an {@code ArrayBuffer} of Node, and as one of a browser or a {@code Buffer} of Node. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "83a47479706502a46461746192a164c70300010203a36e7370a12f",
                "83a47479706502a46461746192a164c403010203a36e7370a12f"
            })
    void readsBinary(String hex) {
        assertThat(decode(hex).arguments().get(0, byte[].class)).isEqualTo(BYTES);
    }

    @Test
    void readsNumbers() {
        Arguments numbers = decode("83a47479706502a464617461dc0017a16e7fcc80ccffcd0100cdffffce00010000ceffffffff"
                        + "cf0000000100000000cf001fffffffffffffffe0d0dfd080d1ff7fd18000d2ffff7fffd280000000"
                        + "d3ffffffff7fffffffd3ffe0000000000001cb3ff8000000000000cb7ff8000000000000"
                        + "cb7ff0000000000000a36e7370a12f")
                .arguments();
        Object[] expected = {
            127,
            128,
            255,
            256,
            65_535,
            65_536,
            4_294_967_295L,
            4_294_967_296L,
            9_007_199_254_740_991L,
            -1,
            -32,
            -33,
            -128,
            -129,
            -32_768,
            -32_769,
            -2_147_483_648,
            -2_147_483_649L,
            -9_007_199_254_740_991L,
            1.5,
            null,
            null
        };

        assertThat(numbers.size()).isEqualTo(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(numbers.get(i, Object.class)).isEqualTo(expected[i]);
            assertThat(numbers.isNull(i)).isEqualTo(expected[i] == null);
        }
    }

    @Test
    void readsText() {
        Arguments text = decode("83a47479706502a46461746193a173a9c3a9e282acf09f9880a5610a225c01a36e7370a12f")
                .arguments();

        assertThat(text.get(0, String.class)).isEqualTo("é€😀");
        assertThat(text.get(1, String.class)).isEqualTo("a\n\"\\\u0001");
    }
}
