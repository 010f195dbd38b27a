package io.pocketio.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pocketio.engine.packet.Frame;
import io.pocketio.webflux.FrameChannelContractTests;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageDeflateTests {

    private static final int LIMIT = 1_000_000;

    private final MessageDeflate deflate = new MessageDeflate();

    @AfterEach
    void end() {
        deflate.end();
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 1_023, 16_383, 16_384, 16_385, 70_000, LIMIT})
    void restoresWhatItHasCompressed(int length) {
        Frame message = Frame.text("ab€".repeat(length).substring(0, length / 2));

        Frame deflated = deflate.deflate(message);

        assertThat(deflated.length()).isLessThan(message.length());
        assertThat(deflate.inflate(deflated, LIMIT)).isEqualTo(message);
    }

    @Test
    void compressesEachMessageForItself() {
        Frame message = Frame.binary("abcdefghijklmnopqrst".repeat(10).getBytes());

        assertThat(deflate.deflate(message)).isEqualTo(deflate.deflate(message));
        assertThat(deflate.inflate(deflate.deflate(message), LIMIT)).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 5, 1_000, 100_000})
    void leavesAloneWhatDoesNotGetShorter(int length) {
        Frame message = Frame.binary(FrameChannelContractTests.random(length));

        assertThat(deflate.deflate(message)).isSameAs(message);
    }

    /** The examples of RFC 7692, section 7.2.3; the last one is an empty message. */
    @ParameterizedTest
    @CsvSource({
        "f248cdc9c90700, Hello",
        "000500faff48656c6c6f00, Hello",
        "f348cdc9c9070000, Hello",
        "f24805000000ffffcac9c90700, Hello",
        "00, ''",
        "'', ''"
    })
    void readsBlocksOfAllKinds(String hex, String text) {
        assertThat(inflate(hex)).isEqualTo(Frame.text(text));
    }

    @Test
    void readsOnAfterABlockThatCallsItselfTheLast() {
        assertThat(inflate("f348cdc9c90700f348cdc9c9070000")).isEqualTo(Frame.text("HelloHello"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "07", "000500ffff48", "0102030405"})
    void refusesWhatIsNotCompressed(String hex) {
        assertThatExceptionOfType(WebSocketViolation.class)
                .isThrownBy(() -> inflate(hex))
                .satisfies(violation -> assertThat(violation.status()).isEqualTo(1007));
        assertThat(inflate("f248cdc9c90700")).isEqualTo(Frame.text("Hello"));
    }

    @Test
    void takesExactlyTheLimitAndNoMore() {
        Frame bomb = deflate.deflate(Frame.binary(new byte[LIMIT]));

        assertThat(deflate.inflate(bomb, LIMIT).length()).isEqualTo(LIMIT);
        assertThatExceptionOfType(WebSocketViolation.class)
                .isThrownBy(() -> deflate.inflate(bomb, LIMIT - 1))
                .satisfies(violation -> assertThat(violation.status()).isEqualTo(1009));
        assertThatExceptionOfType(WebSocketViolation.class).isThrownBy(() -> deflate.inflate(bomb, 10));
    }

    private Frame inflate(String hex) {
        return deflate.inflate(Frame.text(HexFormat.of().parseHex(hex)), LIMIT);
    }
}
