package io.pocketio.engine.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InboundBudgetTests {

    private static final int MESSAGE = 100_000;
    private static final int LIMIT = 20 * MESSAGE;
    private static final int STEP = 1024;
    private static final int LITTLE = 10 * STEP;

    private final InboundBudget budget = new InboundBudget(LIMIT, MESSAGE, () -> 0);

    private List<InboundBudget.Share> shares(int count, int bytesInHand) {
        List<InboundBudget.Share> shares = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            InboundBudget.Share share = budget.share();
            assertThat(share.changeInHand(bytesInHand)).isTrue();
            shares.add(share);
        }
        return shares;
    }

    @Test
    void allowsEachClientItsOwnBoundsUpToHalfOfTheLimit() {
        InboundBudget.Share client = shares(1, 8 * MESSAGE).get(0);

        assertThat(client.change(MESSAGE)).isTrue();
        assertThat(client.isExceeded()).isFalse();
    }

    @Test
    void pausesAboveTheShareWhatCanBePaused() {
        List<InboundBudget.Share> clients = shares(18, MESSAGE);

        assertThat(clients).allMatch(InboundBudget.Share::isExceeded);
        assertThat(clients.get(0).changeInHand(MESSAGE)).isTrue();
        assertThat(clients).noneMatch(InboundBudget.Share::isOverflowed);
    }

    @Test
    void endsAboveTheShareWhatCannotBePaused() {
        shares(12, MESSAGE);
        InboundBudget.Share client = budget.share();

        assertThat(client.change(2 * MESSAGE)).isTrue();
        assertThat(client.change(MESSAGE)).isFalse();
        assertThat(client.isOverflowed()).isTrue();
    }

    @Test
    void keepsTheLastQuarterForThoseWhoHoldLittle() {
        shares(16, MESSAGE);

        assertThat(budget.share().change(MESSAGE / 2)).isTrue();
        assertThat(budget.share().change(MESSAGE)).isFalse();
    }

    @Test
    void doesNotTakeForPartsWhatHandlersHave() {
        List<InboundBudget.Share> clients = shares(4, 4 * MESSAGE);

        assertThat(clients.get(0).change(MESSAGE)).isTrue();
    }

    @Test
    void endsAtTheLimitWhoeverWantsMore() {
        shares(19, MESSAGE);

        assertThat(budget.share().changeInHand(2 * MESSAGE)).isFalse();
    }

    @Test
    void boundsWhatManyHoldOfWhomEachHoldsLittle() {
        List<InboundBudget.Share> clients = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            InboundBudget.Share client = budget.share();
            client.change(LITTLE);
            clients.add(client);
        }

        assertThat(clients)
                .filteredOn(client -> !client.isOverflowed())
                .hasSizeBetween(LIMIT / 4 / LITTLE, LIMIT / 2 / LITTLE + 10);
        assertThat(budget.share().change(STEP - 1)).isTrue();
    }

    @Test
    void pausesAboveItsShareWhoHasLittleInHand() {
        List<InboundBudget.Share> clients = shares(LIMIT / 4 / LITTLE, LITTLE);
        assertThat(clients).noneMatch(InboundBudget.Share::isExceeded);

        clients.addAll(shares(20, LITTLE));

        assertThat(clients).allMatch(InboundBudget.Share::isExceeded);
        assertThat(clients).noneMatch(InboundBudget.Share::isOverflowed);
    }

    @Test
    void takesRoomFromThoseWhoHoldLittleNoLongerThanItIsHeld() {
        for (int i = 0; i < 1000; i++) {
            InboundBudget.Share client = budget.share();
            assertThat(client.change(LITTLE)).isTrue();
            assertThat(client.change(MESSAGE / 4)).isTrue();
            assertThat(client.change(-MESSAGE / 4)).isTrue();
            assertThat(client.change(-LITTLE)).isTrue();
        }

        assertThat(budget.bytes()).isZero();
        assertThat(shares(LIMIT / 4 / LITTLE, LITTLE)).noneMatch(InboundBudget.Share::isExceeded);
    }

    @Test
    void leavesAClientAloneWithTheWholeLimitToItsOwnBounds() {
        InboundBudget.Share client = shares(1, 15 * MESSAGE).get(0);

        assertThat(client.change(4 * MESSAGE)).isTrue();
        assertThat(client.changeInHand(4 * MESSAGE)).isTrue();
        assertThat(client.isExceeded()).isTrue();
    }
}
