package io.pocketio.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

/** Sharded channels, on a cluster of three masters. */
class ShardedBusTests {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** Of all masters. */
    private static final List<String> CHANNELS =
            IntStream.range(0, 30).mapToObj(i -> "socket.io#/#room" + i + "#").toList();

    private static TestRedisCluster redis;

    private final List<BusNode> nodes = new ArrayList<>();
    private final ConcurrentMap<String, List<String>> heard = new ConcurrentHashMap<>();

    @BeforeAll
    static void startRedis() {
        redis = TestRedisCluster.start();
    }

    @AfterAll
    static void stopRedis() {
        if (redis != null) {
            redis.close();
        }
    }

    @AfterEach
    void closeNodes() {
        nodes.forEach(BusNode::close);
    }

    @Test
    void bringsWhatIsPublishedOnAllMastersInTheOrderOfEachChannel() {
        BusNode ann = node();
        BusNode bob = node();
        CHANNELS.forEach(channel -> subscribe(bob, channel));

        for (int i = 0; i < 100; i++) {
            String text = "" + i;
            CHANNELS.forEach(channel -> publish(ann, channel, text));
        }

        List<String> expected = IntStream.range(0, 100).mapToObj(i -> "" + i).toList();
        eventually(() -> assertThat(heard)
                .hasSize(CHANNELS.size())
                .allSatisfy((channel, texts) -> assertThat(texts).isEqualTo(expected)));
    }

    @Test
    void countsSubscribersWhereverTheChannelIs() {
        BusNode ann = node();
        BusNode bob = node();
        List<Disposable> subscriptions =
                CHANNELS.stream().map(channel -> subscribe(bob, channel)).toList();
        CHANNELS.forEach(channel -> subscribe(ann, channel));
        CHANNELS.forEach(channel -> assertThat(count(ann, channel)).isEqualTo(2));

        subscriptions.forEach(Disposable::dispose);
        eventually(() -> assertThat(CHANNELS)
                .allSatisfy(channel -> assertThat(count(ann, channel)).isOne()));
        assertThat(count(ann, "nobody")).isZero();
    }

    @Test
    void hasNoPatterns() {
        BusNode ann = node();

        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> ann.bus().subscribeToAll("a", (channel, message) -> {}));
    }

    @Test
    void subscribesToAllAgainWhenConnectionsHaveGone() {
        BusNode ann = node();
        BusNode bob = node();
        CHANNELS.forEach(channel -> subscribe(bob, channel));

        redis.masters().forEach(master -> master.cli("client", "kill", "type", "pubsub"));
        eventually(() -> assertThat(bob.counters().outages()).isPositive());
        eventually(() ->
                assertThat(ann.bus().isConnected() && bob.bus().isConnected()).isTrue());
        CHANNELS.forEach(channel -> publish(ann, channel, "x"));

        expectOneOfEach("x");
    }

    @Test
    void followsASlotToAnotherMaster() {
        BusNode ann = node();
        BusNode bob = node();
        String channel = CHANNELS.get(0);
        subscribe(bob, channel);
        int from = redis.ownerOf(channel);
        try {
            redis.move(channel, (from + 1) % 3);

            eventually(() -> assertThat(count(bob, channel)).isOne());
            publish(ann, channel, "x");
            eventually(() -> assertThat(heard).isEqualTo(Map.of(channel, List.of("x"))));
            assertThat(ann.counters().lost()).isZero();
        } finally {
            redis.move(channel, from);
        }
    }

    @Test
    void publishesWhereASlotHasGoneWithoutBeingTold() {
        BusNode ann = node();
        String channel = CHANNELS.get(1);
        int from = redis.ownerOf(channel);
        redis.move(channel, (from + 1) % 3);
        try {
            BusNode bob = node();
            subscribe(bob, channel);
            IntStream.range(0, 500).forEach(i -> publish(ann, channel, "" + i));

            List<String> expected =
                    IntStream.range(0, 500).mapToObj(i -> "" + i).toList();
            eventually(() -> assertThat(heard).isEqualTo(Map.of(channel, expected)));
            assertThat(ann.counters().lost()).isZero();
        } finally {
            redis.move(channel, from);
        }
    }

    @Test
    void goesOnWithOtherMastersWhileOneIsDownAndWithItWhenItIsBack() {
        BusNode ann = node();
        BusNode bob = node();
        CHANNELS.forEach(channel -> subscribe(bob, channel));
        int down = redis.ownerOf(CHANNELS.get(0));
        List<String> others = CHANNELS.stream()
                .filter(channel -> redis.ownerOf(channel) != down)
                .toList();

        redis.masters().get(down).stop();
        try {
            eventually(() -> assertThat(ann.bus().isConnected() || bob.bus().isConnected())
                    .isFalse());
            CHANNELS.forEach(channel -> publish(ann, channel, "x"));
            eventually(() -> assertThat(heard.keySet()).containsExactlyInAnyOrderElementsOf(others));
            assertThat(count(ann, others.get(0))).isOne();
        } finally {
            redis.masters().get(down).startAgain();
            redis.awaitAll();
        }

        eventually(() ->
                assertThat(ann.bus().isConnected() && bob.bus().isConnected()).isTrue());
        CHANNELS.forEach(channel -> publish(ann, channel, "y"));
        eventually(() -> assertThat(heard)
                .hasSize(CHANNELS.size())
                .allSatisfy((channel, texts) -> assertThat(texts).endsWith("y")));
        assertThat(others).allSatisfy(channel -> assertThat(heard.get(channel)).containsExactly("x", "y"));
        assertThat(ann.counters().lost()).isZero();
    }

    private BusNode node() {
        BusNode node = BusNode.shardedOn(redis);
        nodes.add(node);
        return node;
    }

    /** And waits until Redis knows. */
    private Disposable subscribe(BusNode node, String channel) {
        int before = count(node, channel);
        Disposable subscription = node.bus().subscribe(channel, this::hear);
        eventually(() -> assertThat(count(node, channel)).isEqualTo(before + 1));
        return subscription;
    }

    private void hear(String channel, byte[] message) {
        heard.computeIfAbsent(channel, name -> new CopyOnWriteArrayList<>()).add(new String(message, UTF_8));
    }

    private void expectOneOfEach(String text) {
        eventually(() -> assertThat(heard)
                .hasSize(CHANNELS.size())
                .allSatisfy((channel, texts) -> assertThat(texts).containsExactly(text)));
    }

    private static int count(BusNode node, String channel) {
        return node.bus().subscribers(channel).blockOptional(TIMEOUT).orElseThrow();
    }

    private static void publish(BusNode node, String channel, String text) {
        node.bus().publish(channel, text.getBytes(UTF_8));
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(TIMEOUT)
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions()
                .untilAsserted(assertion);
    }
}
