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

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final OutboundBudget budget =
            new OutboundBudget(LIMIT, LIMIT, () -> 0, time, () -> time.now(TimeUnit.NANOSECONDS));
    private final List<Evictable> ended = new ArrayList<>();

    private OutboundBudget.Share polling(int bytes) {
        OutboundBudget.Share share = budget.share(new Session(), true, false);
        assertThat(share.update(bytes)).isTrue();
        return share;
    }

    private void manyWithALittle(int count) {
        for (int i = 0; i < count; i++) {
            polling(LITTLE);
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
