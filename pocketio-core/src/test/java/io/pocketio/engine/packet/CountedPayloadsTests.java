package io.pocketio.engine.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CountedPayloadsTests {

    private final List<EnginePacket> decoded = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4hello              | 6:4hello",
                "4é😀                | 4:4é😀",
                "42[\"echo\",\"é😀\"] | 16:42[\"echo\",\"é😀\"]",
                "3                   | 1:3"
            })
    void countsUtf16Units(String packet, String payload) {
        byte[] encoded = CountedPayloads.encodeText(List.of(packet(packet)), false);

        assertThat(encoded).isEqualTo(bytes(payload));
        assertThat(read(encoded)).isTrue();
        assertThat(decoded).containsExactly(packet(packet));
    }

    @Test
    void putsBase64BehindATypeIntoText() {
        EnginePacket binary = EnginePacket.message(new byte[] {1, 2, 3, 4});
        byte[] payload = CountedPayloads.encodeText(List.of(packet("4hello"), binary), false);

        assertThat(payload).isEqualTo(bytes("6:4hello10:b4AQIDBA=="));
        assertThat(read(payload)).isTrue();
        assertThat(decoded).containsExactly(packet("4hello"), binary);
    }

    @Test
    void escapesWhatIsNotAsciiInTheStringsOfAJson() {
        List<EnginePacket> packets =
                List.of(packet("42/é,[\"e\",\"é😀\\\\\"]"), packet("44/no,\"plain\""), packet("4é"));
        byte[] payload = CountedPayloads.encodeText(packets, true);

        assertThat(payload).isEqualTo(bytes("33:42/é,[\"e\",\"\\u00e9\\ud83d\\ude00\\\\\"]13:44/no,\"plain\"2:4é"));
    }

    @Test
    void escapesOnceForABroadcast() {
        EnginePacket packet = packet("42[\"é\"]");

        assertThat(packet.countedForm(true)).isSameAs(packet.countedForm(true));
    }

    /** As captured from servers of both generations. */
    @Test
    void writesAndReadsTheBytesThatServersOfItsTimeDo() {
        byte[] payload = HexFormat.of()
                .parseHex("000200ff34325b226563686f222c22c3a9f09f988078225d"
                        + "000306ff3436312d305b7b225f706c616365686f6c646572223a747275652c226e756d223a307d5d"
                        + "0104ff04010203"
                        + "0001ff33"
                        + "000104ff34325b226563686f222c227a225d");
        List<EnginePacket> packets = List.of(
                packet("42[\"echo\",\"é😀x\"]"),
                packet("461-0[{\"_placeholder\":true,\"num\":0}]"),
                EnginePacket.message(new byte[] {1, 2, 3}),
                packet("3"),
                packet("42[\"echo\",\"z\"]"));

        assertThat(CountedPayloads.encodeBinary(packets)).isEqualTo(payload);
        assertThat(readBinary(payload)).isTrue();
        assertThat(decoded).isEqualTo(packets);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0:", "0:0:0:", "0:00:"})
    void takesNothingForNothing(String payload) {
        assertThat(read(bytes(payload))).isTrue();
        assertThat(decoded).isEmpty();
    }

    @Test
    void passesOverNothingBetweenPackets() {
        assertThat(read(bytes("0:2:4a0:0002:4b0:"))).isTrue();
        assertThat(decoded).containsExactly(packet("4a"), packet("4b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "4a",
                ":",
                ":4a",
                "2:4",
                "2",
                "2:4a3:4b",
                "2:4a7",
                "2:4ax:4b",
                "-2:4a",
                "+2:4a",
                " 2:4a",
                "2 :4a",
                "2.0:4a",
                "1e1:4aaaaaaaaa",
                "0x2:4a",
                "9999999999999999:4a",
                "99999999999999999999999999:4a",
                "00000000000000000000000000000000002:4a",
                "4294967298:4a",
                "2:4😀",
                "2:9a",
                "1:b",
                "2:b2",
                "2:bA",
                "٢:4a"
            })
    void stopsWhereTextIsNoPayload(String payload) {
        assertThat(read(bytes(payload))).isFalse();
        assertThat(decoded).hasSizeLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"333a34c3", "323a34c3", "323a34a9", "323a34ff", "333a34f09f98", "323a34eda080", "323a34c0af"})
    void stopsWhereTextIsNotUtf8(String payload) {
        assertThat(read(HexFormat.of().parseHex(payload))).isFalse();
        assertThat(decoded).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "0002",
                "0002ff",
                "0002ff34",
                "00ff",
                "01ff",
                "0100ff",
                "0102ff0501",
                "0101ff34",
                "0201ff33",
                "000aff34",
                "0032ff3461",
                "00fe02ff3461",
                "0009090909090909090909090909090909090909ff34",
                "000402090409060702090609ff34",
                "0002ff34ff",
                "0001ff33ff",
                "0001ff330001ff"
            })
    void stopsWhereBytesAreNoPayload(String payload) {
        assertThat(readBinary(HexFormat.of().parseHex(payload))).isFalse();
        assertThat(decoded).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void tellsHowMuchIsLeft() {
        PayloadReader reader = CountedPayloads.readText(bytes("2:4a3:4bc"), new TwiceEncoded());

        reader.next();
        assertThat(reader.remaining()).isEqualTo(3);
        reader.next();
        assertThat(reader.remaining()).isZero();
        assertThat(reader.hasNext()).isFalse();
    }

    @Test
    void keepsAPartWithoutThePayload() {
        EnginePacket first = CountedPayloads.readText(bytes("2:4a1001:4" + "b".repeat(1000)), new TwiceEncoded())
                .next();

        assertThat(first.frame().array()).hasSize(2);
    }

    private boolean read(byte[] payload) {
        return read(CountedPayloads.readText(payload, new TwiceEncoded()));
    }

    private boolean readBinary(byte[] payload) {
        return read(CountedPayloads.readBinary(payload));
    }

    private boolean read(PayloadReader reader) {
        while (reader.hasNext()) {
            EnginePacket packet = reader.next();
            if (packet == null) {
                assertThat(reader.hasNext()).isFalse();
                return false;
            }
            decoded.add(packet);
        }
        return true;
    }

    private static EnginePacket packet(String text) {
        return EnginePacket.decode(Frame.text(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
