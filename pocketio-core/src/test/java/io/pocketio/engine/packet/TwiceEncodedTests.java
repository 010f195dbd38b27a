package io.pocketio.engine.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TwiceEncodedTests {

    private final TwiceEncoded encoding = new TwiceEncoded();

    @ParameterizedTest
    @ValueSource(strings = {"42[\"echo\",\"é😀\"]", "42[\"ascii\"]", "42[\"é\",\"日本\"]"})
    void takesTheSecondEncodingOff(String text) {
        assertThat(read(twice(text))).isEqualTo(text);
    }

    @Test
    void readsThePayloadOfAClientOfSocketIo1() {
        String payload = "24:42[\"echo\",\"Ã©ð\u009f\u0098\u0080\",null]";
        EnginePacket packet = CountedPayloads.readText(payload.getBytes(StandardCharsets.UTF_8), encoding)
                .next();

        assertThat(packet.frame().asText()).isEqualTo("42[\"echo\",\"é😀\",null]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"42[\"é\"]", "42[\"«ÉTÉ»\"]", "42[\"日本\"]", "42[\"Ã©日\"]"})
    void leavesWhatCannotBeEncodedTwiceAndSuspectsItsClientNoMore(String text) {
        assertThat(read(text)).isEqualTo(text);

        assertThat(read(twice("42[\"é\"]"))).isEqualTo(twice("42[\"é\"]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"40/chat,", "41/chat,", "40/chat?token=x,"})
    void knowsAClientOfSocketIo2ByTheCommaBehindTheNameOfANamespace(String connect) {
        assertThat(read(connect)).isEqualTo(connect);

        assertThat(read("42[\"Ã©\"]")).isEqualTo("42[\"Ã©\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"40/chat", "41/chat", "42/chat,[\"a\"]", "40", "2"})
    void goesOnWithAClientThatHasNotShownItself(String packet) {
        read(packet);

        assertThat(read("42[\"Ã©\"]")).isEqualTo("42[\"é\"]");
    }

    private String read(String text) {
        return encoding.decodeOnceMore(EnginePacket.decode(Frame.text(text)))
                .frame()
                .asText();
    }

    private static String twice(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
