package io.pocketio.benchmarks.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.engine.packet.Frame;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BroadcastBenchmarkTests {

    private final BroadcastBenchmark benchmark = new BroadcastBenchmark();

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 1000})
    void handsOneFrameToAllRecipients(int recipients) {
        benchmark.recipients = recipients;
        benchmark.setUp();

        Frame frame = benchmark.broadcast().last();

        String json = new String(benchmark.broadcastJackson(), StandardCharsets.UTF_8);
        assertThat(frame).isEqualTo(Frame.text("42[\"message\"," + json + "]"));
        assertThat(benchmark.connections)
                .hasSize(recipients)
                .allSatisfy(recipient -> assertThat(recipient.last()).isSameAs(frame));
    }

    @Test
    void handsEachGenerationItsOwnForm() {
        benchmark.recipients = 8;
        benchmark.crowd = BroadcastBenchmark.Crowd.MIXED;
        benchmark.setUp();

        benchmark.broadcast();

        String json = new String(benchmark.broadcastJackson(), StandardCharsets.UTF_8);
        Frame newer = Frame.text("42[\"message\"," + json + "]");
        Frame oldest = Frame.text("4:::" + json);
        assertThat(benchmark.connections)
                .extracting(Recipient::last)
                .containsExactly(newer, oldest, newer, newer, newer, oldest, newer, newer);
    }
}
