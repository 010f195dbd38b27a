package io.pocketio.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.cluster.SlotHash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** A Redis Cluster of three masters, on loopback, that keeps nothing but which slots they have. */
public final class TestRedisCluster implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final List<RedisProcess> masters = new ArrayList<>();

    public static TestRedisCluster start() {
        TestRedisCluster cluster = new TestRedisCluster();
        try {
            for (int i = 0; i < 3; i++) {
                cluster.masters.add(cluster.node());
            }
            List<String> create = new ArrayList<>(List.of("--cluster", "create", "--cluster-yes"));
            create.addAll(
                    2,
                    cluster.masters.stream()
                            .map(node -> "127.0.0.1:" + node.port())
                            .toList());
            cluster.masters.get(0).cli(create.toArray(String[]::new));
            cluster.awaitAll();
            return cluster;
        } catch (RuntimeException | AssertionError failure) {
            cluster.close();
            throw failure;
        }
    }

    private RedisProcess node() {
        return RedisProcess.start(
                "--cluster-enabled",
                "yes",
                "--cluster-port",
                "" + RedisProcess.freePort(),
                "--cluster-node-timeout",
                "1000",
                "--cluster-require-full-coverage",
                "no");
    }

    /** All masters say that all slots are served by those that are there. */
    void awaitAll() {
        await().atMost(TIMEOUT)
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(masters)
                        .allSatisfy(node -> assertThat(node.cli("cluster", "info"))
                                .contains("cluster_state:ok", "cluster_slots_ok:16384", "cluster_known_nodes:3")));
    }

    List<RedisProcess> masters() {
        return masters;
    }

    /** Which of the masters has the slot of a channel. */
    int ownerOf(String channel) {
        int slot = SlotHash.getSlot(channel.getBytes(UTF_8));
        return IntStream.range(0, masters.size())
                .filter(i -> hasSlot(i, slot))
                .findFirst()
                .orElseThrow();
    }

    private boolean hasSlot(int master, int slot) {
        String own = masters.get(master)
                .cli("cluster", "nodes")
                .lines()
                .filter(line -> line.contains("myself"))
                .findFirst()
                .orElseThrow();
        return List.of(own.split(" ")).stream().skip(8).anyMatch(range -> contains(range, slot));
    }

    private static boolean contains(String range, int slot) {
        String[] ends = range.split("-");
        return Integer.parseInt(ends[0]) <= slot && slot <= Integer.parseInt(ends[ends.length - 1]);
    }

    /** Gives the slot of a channel to another master. */
    void move(String channel, int to) {
        String slot = "" + SlotHash.getSlot(channel.getBytes(UTF_8));
        RedisProcess source = masters.get(ownerOf(channel));
        RedisProcess target = masters.get(to);
        String targetId = target.cli("cluster", "myid");
        assertThat(target.cli("cluster", "setslot", slot, "importing", source.cli("cluster", "myid")))
                .isEqualTo("OK");
        assertThat(source.cli("cluster", "setslot", slot, "migrating", targetId))
                .isEqualTo("OK");
        assertThat(target.cli("cluster", "setslot", slot, "node", targetId)).isEqualTo("OK");
        masters.forEach(node -> node.cli("cluster", "setslot", slot, "node", targetId));
    }

    /** As an application has one. */
    public LettuceConnectionFactory connectionFactory() {
        LettuceConnectionFactory factory = new LettuceConnectionFactory(new RedisClusterConfiguration(
                masters.stream().map(node -> "127.0.0.1:" + node.port()).toList()));
        factory.afterPropertiesSet();
        factory.start();
        return factory;
    }

    @Override
    public void close() {
        masters.forEach(RedisProcess::close);
    }
}
