package io.pocketio.benchmarks.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.engine.packet.Frame;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventBenchmarkTests {

    private final EventBenchmark benchmark = new EventBenchmark();

    private Message prepare(int size) {
        benchmark.size = size;
        benchmark.setUp();
        return Message.ofSize(size);
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 1024, 16384})
    void measuresArgumentsOfTheSizeThatItSays(int size) {
        prepare(size);

        assertThat(benchmark.encodeJackson()).hasSize(size);
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 1024, 16384})
    void decodesTheSameMessageInAllWays(int size) {
        Message message = prepare(size);

        assertThat(benchmark.decode()).isEqualTo(message);
        assertThat(benchmark.decodeMsgpack()).isEqualTo(message);
        assertThat(benchmark.decodeJackson()).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 1024, 16384})
    void encodesWhatJacksonDoesBehindAHead(int size) {
        prepare(size);

        String json = new String(benchmark.encodeJackson(), StandardCharsets.UTF_8);
        assertThat(Packets.only(benchmark.encode())).isEqualTo(Frame.text("42[\"message\"," + json + "]"));
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 1024, 16384})
    void encodesMessagePackThatIsShorterThanJson(int size) {
        prepare(size);

        Frame frame = Packets.only(benchmark.encodeMsgpack());

        assertThat(frame.isBinary()).isTrue();
        assertThat(frame.length()).isLessThan(size + 40);
    }
}
