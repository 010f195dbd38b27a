package io.pocketio.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.lettuce.core.RedisCommandExecutionException;
import io.pocketio.cluster.ClusterCounters;
import io.pocketio.lane.ManualExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PublishQueueTests {

    private final ScriptedChannels redis = new ScriptedChannels();
    private final ManualExecutor worker = new ManualExecutor();
    private final ClusterCounters counters = new ClusterCounters();
    private final List<String> told = new ArrayList<>();
    private final PublishQueue queue = queue(10_000, 1_000_000);

    private PublishQueue queue(int messages, long bytes) {
        return new PublishQueue(
                redis,
                new PublishQueue.Limits(bytes, messages),
                worker,
                channel -> channel.equals("own"),
                new PublishQueue.Watcher() {
                    @Override
                    public void dropped() {
                        told.add("dropped");
                    }

                    @Override
                    public void refused(Throwable why) {
                        told.add("refused " + why.getMessage());
                    }

                    @Override
                    public void misplaced(Throwable why) {
                        told.add("misplaced " + why.getMessage());
                    }

                    @Override
                    public void stopped() {
                        told.add("stopped");
                    }
                },
                counters);
    }

    @Test
    void publishesNothingByWhoAdds() {
        queue.open();
        queue.add("a", new byte[1]);

        assertThat(redis.taken()).isEmpty();
        worker.run();
        assertThat(redis.taken()).containsExactly("publish a 1", "flush");
    }

    @Test
    void keepsTheOrderAndFlushesOnceForMany() {
        queue.open();
        queue.add("a", new byte[1]);
        queue.add("b", new byte[2]);
        queue.add("a", new byte[3]);
        worker.run();

        assertThat(redis.taken()).containsExactly("publish a 1", "publish b 2", "publish a 3", "flush");
        assertThat(counters.published()).isEqualTo(3);
    }

    @Test
    void letsOthersUseTheWorkerBetweenRounds() {
        queue.open();
        IntStream.range(0, PublishQueue.MOST_AT_ONCE + 1).forEach(i -> queue.add("a", new byte[0]));
        worker.runNext();

        assertThat(redis.taken()).hasSize(PublishQueue.MOST_AT_ONCE + 1).endsWith("flush");
        worker.run();
        assertThat(redis.taken()).containsExactly("publish a 0", "flush");
    }

    @Test
    void waitsUntilItIsOpened() {
        queue.add("a", new byte[1]);
        worker.run();
        assertThat(redis.taken()).isEmpty();

        queue.open();
        worker.run();
        assertThat(redis.taken()).containsExactly("publish a 1", "flush");
    }

    @Test
    void sendsNoMoreThanSomeAheadOfTheirAnswers() {
        queue.open();
        IntStream.rangeClosed(0, PublishQueue.MOST_ON_THEIR_WAY).forEach(i -> queue.add("a", new byte[0]));
        worker.run();
        assertThat(redis.taken()).filteredOn(asked -> !asked.equals("flush")).hasSize(PublishQueue.MOST_ON_THEIR_WAY);

        redis.answer(1);
        worker.run();
        assertThat(redis.taken()).containsExactly("publish a 0", "flush");
    }

    @Test
    void sendsNoMoreBytesThanSomeAheadOfTheirAnswers() {
        PublishQueue large = queue(100, Long.MAX_VALUE);
        large.open();
        large.add("a", new byte[PublishQueue.MOST_BYTES_ON_THEIR_WAY]);
        large.add("a", new byte[1]);
        worker.run();
        assertThat(redis.taken()).containsExactly("publish a " + PublishQueue.MOST_BYTES_ON_THEIR_WAY, "flush");

        redis.answer(1);
        worker.run();
        assertThat(redis.taken()).containsExactly("publish a 1", "flush");
    }

    @Test
    void dropsTheOldestWhereTooManyWait() {
        PublishQueue small = queue(2, Long.MAX_VALUE);
        small.add("a", new byte[1]);
        small.add("a", new byte[2]);
        small.add("a", new byte[3]);
        assertThat(told).containsExactly("dropped");
        assertThat(counters.lost()).isOne();

        small.open();
        worker.run();
        assertThat(redis.taken()).containsExactly("publish a 2", "publish a 3", "flush");
    }

    @Test
    void dropsTheOldestWhereTheyAreTooLongButNeverTheNewest() {
        PublishQueue small = queue(100, 1_000);
        small.add("a", new byte[300]);
        small.add("a", new byte[300]);
        small.add("a", new byte[300]);
        assertThat(counters.lost()).isOne();
        assertThat(counters.pendingBytes()).isBetween(600L, 1_000L);

        small.add("a", new byte[5_000]);
        assertThat(counters.lost()).isEqualTo(3);
        small.open();
        worker.run();
        assertThat(redis.taken()).containsExactly("publish a 5000", "flush");
        assertThat(counters.pendingBytes()).isZero();
    }

    @Test
    void countsAsLostWhatWasOnItsWayAndDoesNotSendItAgain() {
        queue.open();
        queue.add("a", new byte[1]);
        worker.run();
        queue.disconnected();
        queue.add("a", new byte[2]);
        redis.taken();
        queue.open();
        worker.run();

        assertThat(redis.taken()).containsExactly("publish a 2", "flush");
        assertThat(counters.lost()).isOne();
    }

    @Test
    void hearsNothingOfAConnectionThatHasGone() {
        queue.open();
        queue.add("own", new byte[1]);
        queue.add("own", new byte[2]);
        worker.run();
        queue.disconnected();
        redis.answer(0);
        redis.fail(new RedisCommandExecutionException("no"));
        queue.open();
        worker.run();

        assertThat(told).isEmpty();
        assertThat(counters.lost()).isEqualTo(2);
        assertThat(redis.taken()).containsExactly("publish own 1", "publish own 2", "flush");
    }

    @Test
    void hearsOfWhatIsOnItsWayWhileItWaits() {
        queue.open();
        queue.add("a", new byte[1]);
        worker.run();
        queue.pause();
        redis.answer(1);
        queue.add("a", new byte[2]);
        worker.run();

        assertThat(counters.lost()).isZero();
        assertThat(redis.taken()).containsExactly("publish a 1", "flush");
    }

    @Test
    void keepsWhatCouldNotBeSent() {
        queue.open();
        redis.reject(true);
        queue.add("a", new byte[1]);
        queue.add("a", new byte[2]);
        worker.run();
        assertThat(told).containsExactly("stopped");
        assertThat(counters.published()).isZero();

        redis.reject(false);
        queue.open();
        worker.run();
        assertThat(redis.taken()).containsExactly("publish a 1", "publish a 2", "flush");
        assertThat(counters.lost()).isZero();
    }

    @Test
    void publishesOnceMoreWhatThisNodeShouldHaveHeard() {
        queue.open();
        queue.add("own", new byte[1]);
        worker.run();
        redis.answer(0);
        queue.add("own", new byte[2]);
        worker.run();
        assertThat(told).containsExactly("stopped");
        assertThat(redis.taken()).containsExactly("publish own 1", "flush");

        queue.open();
        worker.run();
        assertThat(redis.taken()).containsExactly("publish own 1", "publish own 2", "flush");
        redis.answer(0);
        redis.answer(1);
        worker.run();
        assertThat(told).containsExactly("stopped");
        assertThat(redis.taken()).isEmpty();
    }

    @Test
    void takesItThatNobodyHearsWhatOnlyOthersMaySubscribeTo() {
        queue.open();
        queue.add("others", new byte[1]);
        worker.run();
        redis.answer(0);
        worker.run();

        assertThat(told).isEmpty();
        assertThat(counters.lost()).isZero();
    }

    @Test
    void countsAndTellsWhatRedisRefuses() {
        queue.open();
        queue.add("a", new byte[1]);
        worker.run();
        redis.fail(new RedisCommandExecutionException("NOPERM"));

        assertThat(told).containsExactly("refused NOPERM");
        assertThat(counters.lost()).isOne();
    }

    @Test
    void keepsWhatBelongsElsewhereInItsOrderUntilItIsTaken() {
        queue.open();
        queue.add("a", new byte[1]);
        queue.add("own", new byte[2]);
        worker.run();
        queue.add("a", new byte[3]);
        redis.fail(new RedisCommandExecutionException("MOVED 1 there"));
        redis.fail(new RedisCommandExecutionException("CLUSTERDOWN Hash slot not served"));
        worker.run();

        assertThat(told).containsExactly("misplaced MOVED 1 there", "misplaced CLUSTERDOWN Hash slot not served");
        assertThat(redis.taken()).containsExactly("publish a 1", "publish own 2", "flush");
        assertThat(queue.takeAll())
                .extracting(message -> message.content().length)
                .containsExactly(1, 2, 3);
        assertThat(queue.takeAll()).isEmpty();
        assertThat(counters.pendingBytes()).isZero();
        assertThat(counters.lost()).isZero();
    }

    @Test
    void waitsForNothingWhereNothingWaits() {
        queue.open();

        assertThatCode(() -> queue.awaitEmpty(1_000_000)).doesNotThrowAnyException();
    }

    @Test
    void waitsForNothingThatDoesNotGo() {
        queue.add("a", new byte[1]);

        assertThatCode(() -> queue.awaitEmpty(1_000_000)).doesNotThrowAnyException();
    }

    @Test
    void waitsUntilAllHasBeenAnswered() throws Exception {
        queue.open();
        queue.add("a", new byte[1]);
        Thread waiting = new Thread(() -> {
            try {
                queue.awaitEmpty(1_000_000);
            } catch (InterruptedException unexpected) {
                Thread.currentThread().interrupt();
            }
        });
        waiting.start();
        worker.run();
        redis.answer(1);

        waiting.join();
        assertThat(counters.lost()).isZero();
    }

    @Test
    void waitsNoLongerThanItMay() throws Exception {
        queue.open();
        queue.add("a", new byte[1]);
        worker.run();

        queue.awaitEmpty(1);
        assertThat(counters.lost()).isZero();
    }

    @Test
    void takesAndSendsNothingWhenItIsClosed() {
        queue.open();
        queue.add("a", new byte[1]);
        worker.run();
        queue.close();
        queue.open();

        assertThat(queue.add("a", new byte[2])).isFalse();
        worker.run();
        assertThat(counters.lost()).isOne();
        assertThat(redis.taken()).containsExactly("publish a 1", "flush");
    }
}
