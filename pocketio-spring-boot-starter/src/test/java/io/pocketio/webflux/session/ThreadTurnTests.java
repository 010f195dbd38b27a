package io.pocketio.webflux.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.lane.Turn;
import org.junit.jupiter.api.Test;

class ThreadTurnTests {

    private long now = -1;
    private int gaveWay;
    private final ThreadTurn turn = new ThreadTurn(() -> now, () -> gaveWay++);

    @Test
    void givesWayWhenItHasGoneOnForLong() {
        for (int i = 0; i < 10; i++) {
            run(Turn.NANOS / 5);
        }

        assertThat(gaveWay).isEqualTo(2);
    }

    @Test
    void givesWayAfterEachLongTask() {
        run(Turn.NANOS);
        run(Turn.NANOS);

        assertThat(gaveWay).isEqualTo(2);
    }

    @Test
    void doesNotGiveWayWhenItPausesAnyway() {
        for (int i = 0; i < 100; i++) {
            run(Turn.NANOS / 2);
            now += ThreadTurn.PAUSE_NANOS;
        }

        assertThat(gaveWay).isZero();
    }

    @Test
    void countsWhatIsBetweenTwoTasksWhenThatIsNoPause() {
        long task = Turn.NANOS / 10;
        for (int i = 0; i < 10; i++) {
            run(task);
            now += ThreadTurn.PAUSE_NANOS - 1;
        }

        assertThat(gaveWay).isEqualTo(3);
    }

    private void run(long nanos) {
        turn.run(() -> now += nanos);
    }
}
