package io.pocketio.redis;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.pocketio.lane.ManualExecutor;
import io.pocketio.lane.TimeSource;
import io.pocketio.server.LogCapture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.test.scheduler.VirtualTimeScheduler;

class SubscriptionsTests {

    private final ScriptedChannels redis = new ScriptedChannels();
    private final ManualExecutor worker = new ManualExecutor();
    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final List<String> told = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();
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
        subscriptions.subscribe(Topic.channel("a"), (channel, message) -> {});
        assertThat(asked()).isEmpty();

        subscriptions.connected();
        assertThat(asked()).containsExactly("subscribe a");
        subscriptions.subscribe(Topic.startingWith("b"), (channel, message) -> {});
        assertThat(asked()).containsExactly("subscribe b*");
    }

    @Test
    void asksOnceForManyListenersAndLeavesWithTheLast() {
        subscriptions.connected();
        Disposable one = subscriptions.subscribe(Topic.channel("a"), (channel, message) -> heard.add("one"));
        Disposable other = subscriptions.subscribe(Topic.channel("a"), (channel, message) -> heard.add("other"));
        assertThat(asked()).containsExactly("subscribe a");

        subscriptions.message(Topic.channel("a"), "a", new byte[0]);
        one.dispose();
        one.dispose();
        subscriptions.message(Topic.channel("a"), "a", new byte[0]);
        assertThat(heard).containsExactly("one", "other", "other");
        assertThat(asked()).isEmpty();
        other.dispose();
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
        Disposable subscription = held("a");
        subscriptions.disconnected();
        subscriptions.connected();
        worker.run();
        told.clear();

        subscription.dispose();
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
        subscriptions.subscribe(Topic.channel("a"), (channel, message) -> {});
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
        subscriptions.subscribe(Topic.channel("a"), (channel, message) -> {});
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
        Disposable channel = subscriptions.subscribe(Topic.channel("a"), (name, message) -> {});
        worker.run();
        assertThat(subscriptions.isKnown("a")).isFalse();
        confirm("a");
        subscriptions.disconnected();
        worker.run();
        assertThat(subscriptions.isKnown("a")).isTrue();

        channel.dispose();
        worker.run();
        assertThat(subscriptions.isKnown("a")).isFalse();
    }

    @Test
    void knowsTheChannelsOfAPrefix() {
        subscriptions.connected();
        subscriptions.subscribe(Topic.startingWith("a*["), (name, message) -> {});
        worker.run();
        subscriptions.confirmed(Topic.startingWith("a*["));
        worker.run();

        assertThat(subscriptions.isKnown("a*[")).isTrue();
        assertThat(subscriptions.isKnown("a*[x")).isTrue();
        assertThat(subscriptions.isKnown("a*")).isFalse();
        assertThat(subscriptions.isKnown("ab[x")).isFalse();
    }

    @Test
    void goesOnWhenAListenerFails() {
        subscriptions.subscribe(Topic.channel("a"), (channel, message) -> {
            throw new IllegalStateException("expected");
        });
        subscriptions.subscribe(Topic.channel("a"), (channel, message) -> heard.add(channel));
        try (LogCapture log = new LogCapture(Level.WARN)) {
            subscriptions.message(Topic.channel("a"), "a", new byte[0]);
            subscriptions.message(Topic.channel("a"), "a", new byte[0]);

            assertThat(heard).containsExactly("a", "a");
            assertThat(log.messages(Level.ERROR)).containsExactly("A message of another node could not be handled");
        }
    }

    private Disposable held(String channel) {
        if (!connected) {
            connected = true;
            subscriptions.connected();
        }
        Disposable subscription = subscriptions.subscribe(Topic.channel(channel), (name, message) -> {});
        worker.run();
        confirm(channel);
        redis.forget();
        return subscription;
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
