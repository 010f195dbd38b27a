package io.pocketio.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisURI;
import io.pocketio.cluster.ClusterCounters;
import io.pocketio.lane.ManualExecutor;
import io.pocketio.lane.TimeSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Two masters, of which a test says what belongs to them. */
class BusLinksTests {

    private static final Routes.Master ONE = new Routes.Master(RedisURI.create("127.0.0.1", 1));
    private static final Routes.Master OTHER = new Routes.Master(RedisURI.create("127.0.0.1", 2));

    private final ManualExecutor worker = new ManualExecutor();
    private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();
    private final TimeSource time = new TimeSource(scheduler);
    private final ClusterCounters counters = new ClusterCounters();
    private final Listeners listeners = new Listeners(time);
    private final TwoMasters topology = new TwoMasters();
    private final Map<Routes.Master, ScriptedChannels> redis = new HashMap<>();

    private BusLinks links;

    @BeforeEach
    void begin() {
        links = new BusLinks(
                worker, topology, this::link, listeners, new Outages(time, counters, "something is lost"), time);
        worker.run();
    }

    private BusLink link(Routes.Master master, BusLink.Watcher watcher) {
        ScriptedChannels channels = new ScriptedChannels();
        redis.put(master, channels);
        return new BusLink(
                channels,
                listeners,
                new PublishQueue.Limits(1_000_000, 1_000),
                worker,
                time,
                counters,
                new BusWarnings(time),
                watcher);
    }

    @Test
    void hasBegunWhenAllAreThere() {
        assertThat(links.areReady()).isFalse();
        connect(ONE);
        assertThat(links.begun()).isNotDone();
        connect(OTHER);

        assertThat(links.begun()).isCompleted();
        assertThat(links.areReady()).isTrue();
    }

    @Test
    void doesNotBeginWhereOneIsNotThere() {
        connect(ONE);
        redis.get(OTHER).listener().connectingHasFailed(new IllegalStateException("refused"));
        worker.run();

        assertThat(links.begun()).isCompletedExceptionally();
        assertThat(counters.outages()).isZero();
    }

    @Test
    void takesEachChannelToItsMaster() {
        connectBoth();
        subscribe("a");
        subscribe("z");
        links.publish("a", new byte[1]);
        links.publish("z", new byte[2]);
        worker.run();

        assertThat(redis.get(ONE).taken()).containsExactly("subscribe a", "publish a 1", "flush");
        assertThat(redis.get(OTHER).taken()).containsExactly("subscribe z", "publish z 2", "flush");
    }

    @Test
    void isNotReadyWhileOneIsAwayAndGoesOnWithTheOther() {
        connectBoth();
        gone(OTHER);
        links.publish("a", new byte[1]);
        links.publish("z", new byte[2]);
        worker.run();

        assertThat(links.areReady()).isFalse();
        assertThat(counters.outages()).isOne();
        assertThat(redis.get(ONE).taken()).containsExactly("publish a 1", "flush");
        assertThat(redis.get(OTHER).taken()).isEmpty();
        connect(OTHER);
        assertThat(links.areReady()).isTrue();
        assertThat(redis.get(OTHER).taken()).containsExactly("publish z 2", "flush");
    }

    @Test
    void movesWhatBelongsElsewhereWithWhatWaits() {
        connectBoth();
        subscribe("a");
        subscribe("m");
        worker.run();
        redis.get(ONE).taken();
        links.publish("a", new byte[1]);
        links.publish("m", new byte[2]);
        links.publish("m", new byte[3]);
        worker.run();
        redis.get(ONE).leaveOpen(2);
        topology.firstOfTheOther = 'm';
        redis.get(ONE).answer(1);
        redis.get(ONE).fail(new RedisCommandExecutionException("MOVED 1 there"));
        redis.get(ONE).fail(new RedisCommandExecutionException("MOVED 1 there"));
        worker.run();

        assertThat(redis.get(ONE).taken())
                .containsExactly("publish a 1", "publish m 2", "publish m 3", "flush", "unsubscribe m");
        assertThat(redis.get(OTHER).taken()).containsExactly("subscribe m", "publish m 2", "publish m 3", "flush");
        assertThat(counters.lost()).isZero();
    }

    @Test
    void looksNowAndThenWhatHasBecomeOfTheCluster() {
        connectBoth();
        subscribe("m");
        redis.get(ONE).listener().subscribed(Topic.channel("m"));
        topology.firstOfTheOther = 'm';
        lookFor(Duration.ofSeconds(11));

        assertThat(redis.get(ONE).taken()).containsExactly("subscribe m", "unsubscribe m");
        assertThat(redis.get(OTHER).taken()).containsExactly("subscribe m");
    }

    @Test
    void leavesAMasterThatNothingBelongsToAnyMoreAndTakesWhatWaited() {
        connectBoth();
        gone(OTHER);
        links.publish("z", new byte[1]);
        worker.run();
        topology.firstOfTheOther = Character.MAX_VALUE;
        lookFor(Duration.ofSeconds(3));

        assertThat(redis.get(OTHER).taken()).containsExactly("close");
        assertThat(redis.get(ONE).taken()).containsExactly("publish z 1", "flush");
        assertThat(links.areReady()).isTrue();
    }

    @Test
    void takesTheRoutesThatItKnowsWhereTheClusterTellsNothing() {
        connectBoth();
        topology.answers = false;
        gone(OTHER);
        lookFor(Duration.ofSeconds(30));
        connect(OTHER);
        links.publish("z", new byte[1]);
        worker.run();

        assertThat(redis.get(OTHER).taken()).contains("publish z 1");
    }

    @Test
    void asksTheMasterOfAChannelWhoSubscribes() {
        connectBoth();
        CompletableFuture<Long> count = links.subscribers("z");
        worker.run();
        redis.get(OTHER).answer(3);

        assertThat(count).isCompletedWithValue(3L);
        gone(OTHER);
        assertThat(links.subscribers("z")).isCompletedExceptionally();
    }

    @Test
    void endsAll() {
        connectBoth();
        assertThat(links.close()).isCompleted();
        links.publish("a", new byte[1]);
        lookFor(Duration.ofSeconds(30));

        assertThat(links.areReady()).isFalse();
        assertThat(redis.get(ONE).taken()).containsExactly("close");
        assertThat(redis.get(OTHER).taken()).containsExactly("close");
    }

    private void connectBoth() {
        connect(ONE);
        connect(OTHER);
        redis.values().forEach(ScriptedChannels::taken);
    }

    private void connect(Routes.Master master) {
        redis.get(master).listener().publishingIsBack();
        redis.get(master).listener().listeningIsBack();
        worker.run();
    }

    private void gone(Routes.Master master) {
        redis.get(master).listener().publishingHasGone();
        redis.get(master).listener().listeningHasGone();
        worker.run();
    }

    private void subscribe(String channel) {
        Topic topic = Topic.channel(channel);
        listeners.add(topic, (name, message) -> {});
        links.reconsider(topic);
        worker.run();
    }

    private void lookFor(Duration howLong) {
        for (long i = 0; i < howLong.toMillis(); i += 100) {
            scheduler.advanceTimeBy(Duration.ofMillis(100));
            worker.run();
        }
    }

    /** By the first character of a channel. */
    private static final class TwoMasters implements Topology {

        private char firstOfTheOther = 'n';
        private boolean answers = true;

        @Override
        public boolean changes() {
            return true;
        }

        @Override
        public CompletionStage<?> refresh() {
            return answers
                    ? CompletableFuture.completedFuture(null)
                    : CompletableFuture.failedFuture(new IllegalStateException("expected"));
        }

        @Override
        public Routes routes(@Nullable Routes before, Predicate<Routes.Master> isAway) {
            return new ByCharacter(firstOfTheOther);
        }
    }

    private record ByCharacter(char firstOfTheOther) implements Routes {

        @Override
        public Set<Master> masters() {
            return firstOfTheOther == Character.MAX_VALUE ? Set.of(ONE) : Set.of(ONE, OTHER);
        }

        @Override
        public Master of(String channel) {
            return channel.charAt(0) < firstOfTheOther ? ONE : OTHER;
        }
    }
}
