package io.pocketio.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.pocketio.lane.ManualExecutor;
import io.pocketio.lane.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

class SubscriptionsTests {

    private final ScriptedChannels redis = new ScriptedChannels();
    private final ManualExecutor worker = new ManualExecutor();
    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final List<String> told = new ArrayList<>();
    private boolean connected;
    private final Subscriptions subscriptions =
            new Subscriptions(redis, worker, new TimeSource(time), new Subscriptions.Watcher() {
                @Override
                public void restored() {
                    told.add("restored");
                }

                @Override
                public void refused(Topic topic, Throwable why) {
                    told.add("refused " + topic.name());
                }
            });

    @Test
    void asksForWhatIsWantedWhenThereIsAConnection() {
        subscriptions.want(Topic.channel("a"));
        assertThat(asked()).isEmpty();

        subscriptions.connected();
        assertThat(asked()).containsExactly("subscribe a");
        subscriptions.want(Topic.startingWith("b"));
        assertThat(asked()).containsExactly("subscribe b*");
    }

    @Test
    void asksOnceForWhatIsWantedTwiceAndLeavesOnce() {
        subscriptions.connected();
        worker.run();
        subscriptions.want(Topic.channel("a"));
        subscriptions.want(Topic.channel("a"));
        assertThat(asked()).containsExactly("subscribe a");

        subscriptions.unwant(Topic.channel("a"));
        subscriptions.unwant(Topic.channel("a"));
        assertThat(asked()).containsExactly("unsubscribe a");
    }

    @Test
    void saysWhenAllIsHeld() {
        held("a");
        held("b");
        told.clear();

        subscriptions.disconnected();
        subscriptions.connected();
        assertThat(asked()).containsExactlyInAnyOrder("subscribe a", "subscribe b");
        confirm("a");
        assertThat(told).isEmpty();
        confirm("b");
        assertThat(told).containsExactly("restored");
        confirm("b");
        assertThat(told).containsExactly("restored");
    }

    @Test
    void doesNotWaitForWhatIsNotWantedAnyMore() {
        held("a");
        subscriptions.disconnected();
        subscriptions.connected();
        worker.run();
        told.clear();

        subscriptions.unwant(Topic.channel("a"));
        worker.run();
        assertThat(told).containsExactly("restored");
    }

    @Test
    void asksForWhatHasEndedUnasked() {
        held("a");
        held("b");
        subscriptions.ended(Topic.channel("b"));

        assertThat(asked()).containsExactly("subscribe b");
    }

    @Test
    void asksAgainLessAndLessOftenForWhatIsRefused() {
        subscriptions.connected();
        subscriptions.want(Topic.channel("a"));
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            assertThat(asked()).containsExactly("subscribe a");
            redis.fail(new RedisCommandExecutionException("NOPERM"));
            long before = time.now(TimeUnit.MILLISECONDS);
            while (pauses.size() == i) {
                time.advanceTimeBy(Duration.ofMillis(100));
                worker.run();
                if (redis.hasBeenAsked()) {
                    pauses.add(time.now(TimeUnit.MILLISECONDS) - before);
                }
            }
        }

        assertThat(pauses).isSorted().startsWith(100L).endsWith(5_000L);
    }

    @Test
    void tellsWhatIsRefusedAndDoesNotWaitForIt() {
        held("a");
        subscriptions.disconnected();
        subscriptions.connected();
        worker.run();
        told.clear();
        redis.taken();
        redis.fail(new RedisCommandExecutionException("NOPERM"));
        worker.run();

        assertThat(told).containsExactlyInAnyOrder("refused a", "restored");
    }

    @Test
    void waitsForWhatWasNotSent() {
        held("a");
        subscriptions.disconnected();
        subscriptions.connected();
        worker.run();
        told.clear();
        redis.taken();
        redis.fail(new RedisException("not connected"));
        worker.run();
        assertThat(told).isEmpty();

        time.advanceTimeBy(Duration.ofSeconds(1));
        assertThat(asked()).containsExactly("subscribe a");
        confirm("a");
        assertThat(told).containsExactly("restored");
    }

    @Test
    void asksOnceMoreForWhatIsNotAnswered() {
        subscriptions.connected();
        subscriptions.want(Topic.channel("a"));
        assertThat(asked()).containsExactly("subscribe a");

        time.advanceTimeBy(Duration.ofMillis(Subscriptions.ANSWER_TIME - 1));
        assertThat(asked()).isEmpty();
        lookOften(Duration.ofSeconds(10));
        assertThat(redis.taken()).contains("subscribe a");
    }

    @Test
    void leavesWhatIsHeldThoughNobodyWantsIt() {
        subscriptions.connected();
        confirm("stale");

        assertThat(asked()).containsExactly("unsubscribe stale");
    }

    @Test
    void asksForAllOnceMoreToVerify() {
        held("a");
        told.clear();
        subscriptions.verify();
        assertThat(asked()).containsExactly("subscribe a");
        assertThat(told).isEmpty();

        confirm("a");
        assertThat(told).containsExactly("restored");
    }

    @Test
    void knowsAChannelFromWhenItWasHeldUntilItIsNotWanted() {
        subscriptions.connected();
        subscriptions.want(Topic.channel("a"));
        worker.run();
        assertThat(subscriptions.isKnown("a")).isFalse();
        confirm("a");
        subscriptions.disconnected();
        worker.run();
        assertThat(subscriptions.isKnown("a")).isTrue();

        subscriptions.unwant(Topic.channel("a"));
        worker.run();
        assertThat(subscriptions.isKnown("a")).isFalse();
    }

    @Test
    void knowsTheChannelsOfAPrefix() {
        subscriptions.connected();
        subscriptions.want(Topic.startingWith("a*["));
        worker.run();
        subscriptions.confirmed(Topic.startingWith("a*["));
        worker.run();

        assertThat(subscriptions.isKnown("a*[")).isTrue();
        assertThat(subscriptions.isKnown("a*[x")).isTrue();
        assertThat(subscriptions.isKnown("a*")).isFalse();
        assertThat(subscriptions.isKnown("ab[x")).isFalse();
    }

    private void held(String channel) {
        if (!connected) {
            connected = true;
            subscriptions.connected();
        }
        worker.run();
        subscriptions.want(Topic.channel(channel));
        worker.run();
        confirm(channel);
        redis.forget();
    }

    private void confirm(String channel) {
        subscriptions.confirmed(Topic.channel(channel));
        worker.run();
    }

    private List<String> asked() {
        worker.run();
        return redis.taken();
    }

    private void lookOften(Duration howLong) {
        for (long i = 0; i < howLong.toMillis(); i += 100) {
            time.advanceTimeBy(Duration.ofMillis(100));
            worker.run();
        }
    }
}
