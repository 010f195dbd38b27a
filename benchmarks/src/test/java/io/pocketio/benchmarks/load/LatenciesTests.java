package io.pocketio.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LatenciesTests {

    private final Latencies latencies = new Latencies();

    @Test
    void tellsPercentilesInMilliseconds() {
        for (int millis = 1; millis <= 1000; millis++) {
            latencies.record(Duration.ofMillis(millis).toNanos());
        }

        Latencies.Figures figures = latencies.figures();
        assertThat(figures.count()).isEqualTo(1000);
        assertThat(figures.p50()).isCloseTo(500, within(1.0));
        assertThat(figures.p99()).isCloseTo(990, within(1.0));
        assertThat(figures.p999()).isCloseTo(999, within(1.0));
        assertThat(figures.max()).isCloseTo(1000, within(1.0));
    }

    @Test
    void takesWhatIsBeyondItsRange() {
        latencies.record(-1);
        latencies.record(Duration.ofHours(1).toNanos());

        assertThat(latencies.figures().count()).isEqualTo(2);
        assertThat(latencies.figures().max())
                .isGreaterThan(Duration.ofMinutes(4).toMillis());
    }
}
