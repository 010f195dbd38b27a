package io.pocketio.benchmarks.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.engine.packet.Frame;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AcknowledgementBenchmarkTests {

    private final AcknowledgementBenchmark benchmark = new AcknowledgementBenchmark();

    @Test
    void decodesWhatJacksonDoes() {
        assertThat(benchmark.decode()).isEqualTo(Message.ofSize(32)).isEqualTo(benchmark.decodeJackson());
    }

    @Test
    void encodesWhatJacksonDoesBehindAHead() {
        String json = new String(benchmark.encodeJackson(), StandardCharsets.UTF_8);

        assertThat(json).hasSize(32);
        assertThat(Packets.only(benchmark.encode())).isEqualTo(Frame.text("431234[" + json + "]"));
    }
}
