package io.pocketio.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.lettuce.core.RedisException;
import io.pocketio.server.LogCapture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Redis goes away, and comes back: for the node whose way to it is cut. */
class OutageTests {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private static TestRedis redis;

    private final RedisProxy way = new RedisProxy(redis);
    private final List<BusNode> nodes = new ArrayList<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final LogCapture log = new LogCapture(Level.WARN);

    @BeforeAll
    static void startRedis() {
        redis = TestRedis.start();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @AfterEach
    void closeAll() {
        nodes.forEach(BusNode::close);
        way.close();
        log.close();
    }

    @Test
    void subscribesToAllAgainBeforeWhatWaitedGoes() {
        BusNode node = node(BusNode.LIMITS);
        List<String> channels = IntStream.range(0, 200).mapToObj(i -> "c" + i).toList();
        channels.forEach(channel -> node.bus().subscribe(channel, this::hear));
        node.bus().subscribeToAll("p", this::hear);
        arrive(node, "p1");

        cut(node);
        channels.forEach(channel -> publish(node, channel, "x"));
        publish(node, "p1", "end");
        assertThat(heard).isEmpty();
        way.mend();

        List<String> expected =
                new ArrayList<>(channels.stream().map(name -> name + " x").toList());
        expected.add("p1 end");
        eventually(() -> assertThat(heard).isEqualTo(expected));
        assertThat(node.counters().lost()).isZero();
    }

    @Test
    void saysOnceThatRedisHasGoneAndOnceThatItIsBack() {
        BusNode node = node(BusNode.LIMITS);
        cut(node);
        way.mend();
        eventually(() -> assertThat(node.bus().isConnected()).isTrue());

        List<String> warnings = log.messages(Level.WARN);
        assertThat(warnings).hasSize(2);
        assertThat(warnings.get(0)).startsWith("The connection to Redis has gone");
        assertThat(warnings.get(1))
                .matches("The connection to Redis is back after [0-9.]+ s; what other nodes sent meanwhile is lost.*");
        assertThat(node.counters().outages()).isOne();
    }

    @Test
    void keepsNoMoreThanItMayAndDropsTheOldest() {
        BusNode node = node(new LettuceBus.Limits(20_000, 1_000));
        node.bus().subscribe("a", this::hear);
        arrive(node, "a");

        cut(node);
        List<String> sent = IntStream.range(0, 1_000).mapToObj(i -> "a " + i).toList();
        sent.forEach(line -> publish(node, "a", line.substring(2)));
        long dropped = node.counters().lost();
        assertThat(dropped).isBetween(500L, 950L);
        assertThat(node.counters().pendingBytes()).isBetween(10_000L, 20_000L);
        assertThat(log.messages(Level.WARN))
                .filteredOn(message -> message.contains("the oldest are dropped"))
                .hasSize(1);
        way.mend();

        eventually(() -> assertThat(heard).isEqualTo(sent.subList((int) dropped, sent.size())));
        assertThat(node.counters().pendingBytes()).isZero();
    }

    @Test
    void publishesOnceMoreWhatNobodyHeardForRedisHadForgottenThisNode() {
        BusNode node = node(BusNode.LIMITS);
        node.bus().subscribe("a", this::hear);
        arrive(node, "a");

        way.forgetTheLastConnection(); // the one that listens: Redis sees its end, and this node does not
        eventually(() -> assertThat(subscribersSeenByOthers("a")).isZero());
        publish(node, "a", "1");
        publish(node, "a", "2");

        eventually(() -> assertThat(heard).containsExactly("a 1", "a 2"));
        assertThat(node.counters().lost()).isZero();
    }

    @Test
    void isThereAgainHoweverOftenTheConnectionsGo() {
        BusNode node = node(BusNode.LIMITS);
        node.bus().subscribe("a", this::hear);
        arrive(node, "a");
        for (int i = 0; i < 50; i++) {
            String line = "in between " + i;
            publish(node, "a", line);
            way.reset();
            publish(node, "a", line);
            await().atMost(TIMEOUT).pollInterval(Duration.ofMillis(1)).until(node.bus()::isConnected);
        }
        heard.clear();

        arrive(node, "a");
        publish(node, "a", "end");
        eventually(() -> assertThat(heard).endsWith("a end"));
        assertThat(node.counters().pendingBytes()).isZero();
    }

    @Test
    void takesSubscriptionsWhileRedisIsAwayAndForgetsThoseThatEnd() {
        BusNode node = node(BusNode.LIMITS);
        var ending = node.bus().subscribe("old", this::hear);
        arrive(node, "old");
        cut(node);
        ending.dispose();
        node.bus().subscribe("new", this::hear);
        way.mend();

        eventually(() -> assertThat(subscribersSeenByOthers("new")).isOne());
        eventually(() -> assertThat(subscribersSeenByOthers("old")).isZero());
    }

    @Test
    void countsNobodyWhileRedisIsAway() {
        BusNode node = node(BusNode.LIMITS);
        cut(node);

        assertThatExceptionOfType(RedisException.class)
                .isThrownBy(() -> node.bus().subscribers("a").block(Duration.ofMillis(500)));
    }

    private BusNode node(LettuceBus.Limits limits) {
        BusNode node = BusNode.at(way.port(), limits);
        nodes.add(node);
        return node;
    }

    private void cut(BusNode node) {
        way.cut();
        eventually(() -> assertThat(node.bus().isConnected()).isFalse());
    }

    private int subscribersSeenByOthers(String channel) {
        if (nodes.size() == 1) {
            nodes.add(BusNode.at(redis.port()));
        }
        return nodes.get(1).bus().subscribers(channel).blockOptional(TIMEOUT).orElseThrow();
    }

    private static void publish(BusNode node, String channel, String text) {
        node.bus().publish(channel, text.getBytes(UTF_8));
    }

    private void hear(String channel, byte[] message) {
        heard.add(channel + " " + new String(message, UTF_8));
    }

    /** From now on what is subscribed to is heard. */
    private void arrive(BusNode node, String channel) {
        eventually(() -> {
            publish(node, channel, "probe");
            assertThat(heard).isNotEmpty();
        });
        eventually(() -> assertThat(node.counters().pendingBytes()).isZero());
        publish(node, channel, "last probe");
        eventually(() -> assertThat(heard).endsWith(channel + " last probe"));
        heard.clear();
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(TIMEOUT).pollInterval(Duration.ofMillis(20)).untilAsserted(assertion);
    }
}
