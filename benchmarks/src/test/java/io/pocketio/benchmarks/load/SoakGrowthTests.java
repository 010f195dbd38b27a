package io.pocketio.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SoakGrowthTests {

    private final List<SoakLine> lines = new ArrayList<>();

    @Test
    void comparesTheEndWithTheFirstSteadyMinutes() {
        for (int minute = 1; minute <= 10; minute++) {
            line(minute, true, 100 - minute, minute < 8 ? 10 : 30);
        }

        assertThat(SoakGrowth.of(lines)).contains(new SoakGrowth(5, -3, 20));
    }

    @Test
    void leavesOutLinesThatAreFullOfGarbage() {
        line(5, true, 40, 10);
        line(6, false, 200, 10);
        line(7, true, 41, 10);
        line(8, false, 190, 10);

        assertThat(SoakGrowth.of(lines)).contains(new SoakGrowth(5, 1, 0));
    }

    @Test
    void comparesTheLastTwoOfAShortSoak() {
        line(1, true, 50, 10);
        line(2, true, 40, 10);
        line(3, true, 41, 10);

        assertThat(SoakGrowth.of(lines)).contains(new SoakGrowth(2, 1, 0));
    }

    @Test
    void hasNothingToCompareWithoutTwoCollections() {
        line(1, true, 50, 10);
        line(2, false, 60, 10);

        assertThat(SoakGrowth.of(lines)).isEmpty();
    }

    private void line(int minute, boolean collected, double heap, double direct) {
        SoakCounts.Figures seen = new SoakCounts().figures();
        lines.add(new SoakLine(minute, collected, heap, direct, 0, 0, 0, 0, 0, 0, 0, 0, 0, seen));
    }
}
