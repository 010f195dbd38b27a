package io.pocketio.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OrderCheckTests {

    private final OrderCheck order = new OrderCheck(5);

    @Test
    void findsNothingWhereAllComeInOrder() {
        order.saw(5);
        order.saw(6);

        assertThat(order.next()).isEqualTo(7);
        assertThat(order.lost(7)).isZero();
        assertThat(order.misplaced()).isZero();
    }

    @Test
    void countsThoseThatAreLeftOut() {
        order.saw(5);
        order.saw(8);

        assertThat(order.lost(9)).isEqualTo(2);
    }

    @Test
    void countsThoseThatAreMissingAtTheEnd() {
        order.saw(5);

        assertThat(order.lost(9)).isEqualTo(3);
    }

    @Test
    void countsWhatComesAgainOrLate() {
        order.saw(5);
        order.saw(7);
        order.saw(6);
        order.saw(7);

        assertThat(order.misplaced()).isEqualTo(2);
        assertThat(order.next()).isEqualTo(8);
    }
}
