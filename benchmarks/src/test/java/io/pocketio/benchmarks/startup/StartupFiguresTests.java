package io.pocketio.benchmarks.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StartupFiguresTests {

    @Test
    void takesTheMiddleOfAnOddNumberOfRuns() {
        assertThat(StartupFigures.medians(List.of(all(30), all(10), all(11)))).isEqualTo(all(11));
    }

    @Test
    void takesTheMeanOfTheTwoInTheMiddleOfAnEvenNumberOfRuns() {
        assertThat(StartupFigures.medians(List.of(all(30), all(10), all(12), all(1))))
                .isEqualTo(all(11));
    }

    @Test
    void saysWhatIsAdded() {
        assertThat(all(30).minus(all(12))).isEqualTo(all(18));
    }

    private static StartupFigures all(double value) {
        return new StartupFigures(value, value, value, value, value, value, value, value, value);
    }
}
