package io.pocketio.engine.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

class OutboundBudgetTests {

    private static final int KIB = 1024;
    private static final int LIMIT = 800 * KIB;
    private static final int LITTLE = 10 * KIB;

    private int sharedInMemory;
    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final OutboundBudget budget =
            new OutboundBudget(LIMIT, LIMIT, () -> sharedInMemory, time, () -> time.now(TimeUnit.NANOSECONDS));
    private final List<Evictable> ended = new ArrayList<>();

    private OutboundBudget.Share polling(int bytes) {
        return polling(bytes, false);
    }

    private OutboundBudget.Share polling(int bytes, boolean isShared) {
        OutboundBudget.Share share = budget.share(new Session(), true, isShared);
        assertThat(share.update(bytes)).isTrue();
        return share;
    }

    private void manyWithALittle(int count) {
        manyWithALittle(count, false);
    }

    private void manyWithALittle(int count, boolean isShared) {
        for (int i = 0; i < count; i++) {
            polling(LITTLE, isShared);
        }
        time.advanceTimeBy(Duration.ofMillis(10));
    }

    @Test
    void endsNobodyForWhomLittleWaitsForTheSakeOfWhatIsAboutToBeFreed() {
        polling(300 * KIB).leave();

        manyWithALittle(45);

        assertThat(budget.bytes()).isEqualTo(750 * KIB);
        assertThat(ended).isEmpty();
    }

    @Test
    void endsNobodyForABroadcastWhileOthersAreAboutToBeFreed() {
        sharedInMemory = LITTLE;
        polling(380 * KIB).leave();
        polling(180 * KIB).leave();

        manyWithALittle(70, true);

        assertThat(budget.bytes()).isEqualTo(570 * KIB);
        assertThat(ended).isEmpty();
    }

    @Test
    void countsNothingOfASharedPacketWhenAllHaveGone() {
        sharedInMemory = LITTLE;
        OutboundBudget.Share left = polling(LITTLE, true);
        OutboundBudget.Share taken = polling(LITTLE, true);
        left.leave();
        assertThat(budget.bytes()).isEqualTo(LITTLE);

        left.release();
        taken.release();
        sharedInMemory = 0;

        assertThat(budget.bytes()).isZero();
        manyWithALittle(50);
        assertThat(ended).isEmpty();
    }

    @Test
    void endsThoseForWhomLittleWaitsFromFiveEighthsOn() {
        manyWithALittle(50);
        assertThat(ended).isEmpty();

        manyWithALittle(1);

        assertThat(ended).hasSize(1);
    }

    private final class Session implements Evictable {

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void evict() {
            ended.add(this);
        }

        @Override
        public void post(Runnable task) {
            task.run();
        }
    }
}
