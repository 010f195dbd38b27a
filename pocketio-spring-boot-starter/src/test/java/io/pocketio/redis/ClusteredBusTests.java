package io.pocketio.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pocketio.cluster.MessageBus;
import io.pocketio.cluster.MessageBusContractTests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Plain channels, on a cluster: nodes go by way of different masters. */
class ClusteredBusTests extends MessageBusContractTests {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static TestRedisCluster redis;

    private final List<BusNode> nodes = new ArrayList<>();

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

    @Override
    protected MessageBus createNode() {
        BusNode node = BusNode.on(redis);
        nodes.add(node);
        return node.bus();
    }

    @Test
    void goesByWayOfAnotherMasterWhenItsOwnIsDown() {
        MessageBus ann = createNode();
        MessageBus bob = createNode();
        List<String> heard = new CopyOnWriteArrayList<>();
        bob.subscribe("a", (channel, message) -> heard.add(new String(message, UTF_8)));
        eventually(() -> assertThat(count(ann)).isOne());
        RedisProcess home = redis.masters().stream()
                .filter(master -> master.cli("pubsub", "numsub", "a").endsWith("1"))
                .findFirst()
                .orElseThrow();

        home.stop();
        try {
            eventually(() -> assertThat(bob.isConnected()).isFalse());
            eventually(() -> assertThat(ann.isConnected() && bob.isConnected()).isTrue());
            eventually(() -> assertThat(count(ann)).isOne());
            ann.publish("a", "x".getBytes(UTF_8));
            eventually(() -> assertThat(heard).containsExactly("x"));
        } finally {
            home.startAgain();
            redis.awaitAll();
        }
    }

    private static int count(MessageBus bus) {
        return bus.subscribers("a").blockOptional(TIMEOUT).orElseThrow();
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(TIMEOUT)
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions()
                .untilAsserted(assertion);
    }

    @AfterEach
    void closeNodes() {
        nodes.forEach(BusNode::close);
    }
}
