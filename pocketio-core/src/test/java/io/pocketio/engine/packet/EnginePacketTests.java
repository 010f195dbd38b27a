package io.pocketio.engine.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnginePacketTests {

    @ParameterizedTest
    @CsvSource({
        "0, OPEN, ''",
        "1, CLOSE, ''",
        "2probe, PING, probe",
        "3probe, PONG, probe",
        "4hello, MESSAGE, hello",
        "4€, MESSAGE, €",
        "5, UPGRADE, ''",
        "6, NOOP, ''"
    })
    void readsAndWritesText(String text, EnginePacketType type, String data) {
        EnginePacket packet = EnginePacket.decode(Frame.text(text));

        assertThat(packet).isEqualTo(EnginePacket.of(type, data));
        assertThat(packet.frame().asText()).isEqualTo(text);
        assertThat(packet.data().asText()).isEqualTo(data);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "a", "/", "B"})
    void knowsWhatIsNoPacket(String text) {
        assertThat(EnginePacket.decode(Frame.text(text))).isNull();
    }

    @Test
    void readsBinaryAsAMessage() {
        EnginePacket packet = EnginePacket.decode(Frame.binary(new byte[] {4, 5}));

        assertThat(packet).isEqualTo(EnginePacket.message(new byte[] {4, 5}));
    }

    @Test
    void readsBase64AsABinaryMessage() {
        assertThat(EnginePacket.decode(Frame.text("bAQIDBA==")))
                .isEqualTo(EnginePacket.message(new byte[] {1, 2, 3, 4}));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bAQIDBA==\n", "bAQID\nBA==\n", "bAQID\r\nBA==\r\n"})
    void readsBase64InLines(String text) {
        assertThat(EnginePacket.decode(Frame.text(text))).isEqualTo(EnginePacket.message(new byte[] {1, 2, 3, 4}));
    }

    @ParameterizedTest
    @ValueSource(strings = {"c328", "e28228", "f0288cbc", "ff", "c0af", "eda080", "6161616161616161c3"})
    void refusesWhatIsNotUtf8(String hex) {
        byte[] text = ("4" + "x".repeat(hex.length() / 2)).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < hex.length() / 2; i++) {
            text[i + 1] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
        }

        assertThat(EnginePacket.decode(Frame.text(text))).isNull();
    }

    @Test
    void takesOverAMessageThatIsEncodedAlready() {
        byte[] bytes = "..x2[\"a\"]".getBytes(StandardCharsets.US_ASCII);

        EnginePacket packet = EnginePacket.encodedMessage(bytes, 2, 7);

        assertThat(packet).isEqualTo(EnginePacket.message("2[\"a\"]"));
    }

    @Test
    void saysNothingOfItsContent() {
        assertThat(EnginePacket.message("secret").toString()).isEqualTo("MESSAGE in a text frame of 7 bytes");
    }

    @Test
    void sharesItsBytesWithTheCopyThatIsNotToBeCompressed() {
        EnginePacket packet = EnginePacket.message("hello");

        EnginePacket plain = packet.uncompressed();

        assertThat(packet.isCompressible()).isTrue();
        assertThat(plain.isCompressible()).isFalse();
        assertThat(plain.data().isCompressible()).isFalse();
        assertThat(plain).isEqualTo(packet);
        assertThat(plain.frame().array()).isSameAs(packet.frame().array());
        assertThat(plain.uncompressed()).isSameAs(plain);
    }

    /** What Node makes of the same text. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "nothing",
            value = {
                "YQ==, 61",
                "YQ, 61",
                "YQ=, 61",
                "Y, ''",
                "€, ''",
                "'', ''",
                "YWI, 6162",
                "YWJj\\nZGVm\\n, 616263646566",
                "YW\\nI=\\n, 6162",
                "YW\\r\\nI=\\r\\n, 6162",
                "-_-_, fbffbf",
                "+/+/, fbffbf",
                "-_-/\\n, fbffbf",
                "YQ==YQ==, 61",
                "YQ=YQ, 61",
                "Y Q = =, 61",
                "!YW!Jj, 616263",
                "YWJjZA, 61626364",
                "YWJjZ, 616263",
                "====, ''",
                "=YWJj, ''",
                "YéWJj, 616263",
                "YR, 61",
                "YWJjZGVmZ===, 616263646566",
                "A=, ''",
                "AA=A, 00"
            })
    void readsBase64AsLenientlyAsNode(String text, String hex) {
        String sent = text.replace("\\n", "\n").replace("\\r", "\r");

        EnginePacket packet = EnginePacket.decode(Frame.text("b" + sent));

        assertThat(packet).isNotNull();
        assertThat(packet.frame().isBinary()).isTrue();
        assertThat(HexFormat.of().formatHex(packet.frame().toByteArray())).isEqualTo(hex);
    }

    @Test
    void readsLongBase64InAnyAlphabet() {
        byte[] bytes = new byte[10_000];
        new Random(1).nextBytes(bytes);
        for (Base64.Encoder encoder : List.of(
                Base64.getEncoder(),
                Base64.getUrlEncoder(),
                Base64.getMimeEncoder(),
                Base64.getUrlEncoder().withoutPadding())) {
            EnginePacket packet = EnginePacket.decode(Frame.text("b" + encoder.encodeToString(bytes)));

            assertThat(packet).isNotNull();
            assertThat(packet.frame().toByteArray()).isEqualTo(bytes);
        }
    }

    @Test
    void knowsThatTextIsTheSameForAllWhenItHasBeenAskedForInAscii() {
        EnginePacket ascii = EnginePacket.message("2[\"a\"]");
        assertThat(ascii.isSameForAll()).isFalse();

        assertThat(ascii.frame(Revision.V3, true)).isSameAs(ascii.frame());
        assertThat(ascii.isSameForAll()).isTrue();

        EnginePacket other = EnginePacket.message("2[\"\u00e4\"]");
        assertThat(other.frame(Revision.V3, true)).isEqualTo(Frame.text("42[\"\\u00e4\"]"));
        assertThat(other.isSameForAll()).isFalse();
        assertThat(other.frame(Revision.V3, false)).isSameAs(other.frame());

        EnginePacket binary = EnginePacket.message(new byte[] {'a'});
        assertThat(binary.frame().isAscii()).isFalse();
        assertThat(binary.frame(Revision.V3, true)).isEqualTo(Frame.binary(new byte[] {4, 'a'}));
        assertThat(binary.isSameForAll()).isFalse();
    }

    @Test
    void isTheSameForAllWhoCanReadItWhenOnlyOneRevisionCan() {
        EnginePacket packet = EnginePacket.bare(EnginePacketType.MESSAGE, Frame.text("5:::{\"name\":\"ä\"}"));

        assertThat(packet.isSameForAll()).isTrue();
        assertThat(packet.frame(Revision.LEGACY, false)).isSameAs(packet.frame());
        assertThat(packet.uncompressed().isSameForAll()).isTrue();
    }
}
