package io.pocketio.adapter.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

class SweepTests {

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private int left;
    private int runs;

    private final Sweep sweep = new Sweep(time, Duration.ofSeconds(1), () -> {
        runs++;
        left = Math.max(0, left - 1);
        return left == 0;
    });

    @Test
    void runsUntilNothingIsLeft() {
        left = 3;
        sweep.arm();
        sweep.arm();

        time.advanceTimeBy(Duration.ofSeconds(10));

        assertThat(runs).isEqualTo(3);
    }

    @Test
    void runsAgainWhenSomethingCame() {
        sweep.arm();
        time.advanceTimeBy(Duration.ofSeconds(10));
        sweep.arm();
        time.advanceTimeBy(Duration.ofSeconds(10));

        assertThat(runs).isEqualTo(2);
    }

    @Test
    void stopsWhenClosedAndStartsAgain() {
        left = 100;
        sweep.arm();
        sweep.close();
        time.advanceTimeBy(Duration.ofSeconds(10));
        assertThat(runs).isZero();

        sweep.arm();
        time.advanceTimeBy(Duration.ofSeconds(1));

        assertThat(runs).isEqualTo(1);
    }
}
