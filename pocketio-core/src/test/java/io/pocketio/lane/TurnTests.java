package io.pocketio.lane;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TurnTests {

    private static final long LONG = 1_000_000;

    private final Turn turn = new Turn();

    @Test
    void isForSoManyThings() {
        assertThat(thingsOf(turn)).isBetween(1, 256);
    }

    @Test
    void isForSoMuchTime() {
        int things = 0;
        while (!turn.isOver()) {
            long until = System.nanoTime() + LONG;
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
            things++;
        }

        assertThat(things).isEqualTo(2); // the clock is read for the first time when there is a second one
    }

    @Test
    void takesAsLongAsOthersWaitAnyway() {
        turn.resume();
        long anyway = 1_000 * LONG;
        assertThat(turn.isOver(anyway)).isFalse();
        long until = System.nanoTime() + LONG;
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }

        assertThat(turn.isOver(anyway)).isFalse();
    }

    @Test
    void timesTheFirstThingOfWhatWasLeft() {
        turn.resume();
        assertThat(turn.isOver()).isFalse();
        long until = System.nanoTime() + LONG;
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }

        assertThat(turn.isOver()).isTrue();
    }

    @Test
    void staysOverUntilItBeginsAgain() {
        thingsOf(turn);
        assertThat(turn.isOver()).isTrue();

        turn.restart();

        assertThat(turn.isOver()).isFalse();
    }

    private static int thingsOf(Turn turn) {
        int things = 0;
        while (!turn.isOver()) {
            things++;
        }
        return things;
    }
}
