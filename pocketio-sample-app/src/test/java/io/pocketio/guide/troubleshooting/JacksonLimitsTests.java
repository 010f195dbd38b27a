package io.pocketio.guide.troubleshooting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.pocketio.jackson.JacksonJsonCodec;
import io.pocketio.json.Attachments;
import io.pocketio.json.CodecException;
import io.pocketio.json.Jackson2JsonCodec;
import io.pocketio.json.JsonCodec;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** The limits of Jackson are those that the page names. Those of strings are too large to be tried here. */
class JacksonLimitsTests {

    static Stream<Arguments> codecs() {
        return Stream.of(
                Arguments.of(new JacksonJsonCodec(JsonMapper.builder().build()), 500),
                Arguments.of(new Jackson2JsonCodec(), 1000));
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void boundNumbersAndNames(JsonCodec codec, int nesting) {
        assertThat(read(codec, "1".repeat(1000))).isEqualTo(new BigInteger("1".repeat(1000)));
        assertDoesNotFit(codec, "1".repeat(1001));
        assertThat(read(codec, "{\"" + "a".repeat(50_000) + "\":1}")).isNotNull();
        assertDoesNotFit(codec, "{\"" + "a".repeat(50_020) + "\":1}"); // Jackson counts them by fours
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void boundNesting(JsonCodec codec, int nesting) {
        assertThat(read(codec, "[".repeat(nesting) + "]".repeat(nesting))).isNotNull();
        assertDoesNotFit(codec, "[".repeat(nesting + 1) + "]".repeat(nesting + 1));

        assertThatNoException().isThrownBy(() -> write(codec, nested(nesting)));
        assertThatExceptionOfType(CodecException.class).isThrownBy(() -> write(codec, nested(nesting + 1)));
    }

    @Test
    void canBeSet() {
        String number = "1".repeat(5000);

        assertThat(read(Codecs.longNumbers(), number)).isEqualTo(new BigInteger(number));
    }

    private static void assertDoesNotFit(JsonCodec codec, String json) {
        assertThatExceptionOfType(CodecException.class).isThrownBy(() -> read(codec, json));
    }

    private static @Nullable Object read(JsonCodec codec, String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return codec.read(bytes, 0, bytes.length, Object.class, new Attachments());
    }

    private static void write(JsonCodec codec, Object value) {
        codec.write(value, OutputStream.nullOutputStream(), new Attachments());
    }

    private static Object nested(int depth) {
        Object value = 1;
        for (int i = 0; i < depth; i++) {
            value = List.of(value);
        }
        return value;
    }
}
