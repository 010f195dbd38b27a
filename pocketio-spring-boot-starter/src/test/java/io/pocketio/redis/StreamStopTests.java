package io.pocketio.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pocketio.cluster.ClusterCounters;
import io.pocketio.lane.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** A real Redis that keeps its data ends and starts again, while one node appends and another one reads. */
class StreamStopTests {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String STREAM = "stream";

    private final List<Integer> read = new CopyOnWriteArrayList<>();
    private final AtomicInteger appended = new AtomicInteger();
    private final ClusterCounters counters = new ClusterCounters();

    @Test
    void losesNothingAndReadsNothingTwice() {
        ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor();
        try (RedisProcess redis = RedisProcess.start("--appendonly", "yes", "--appendfsync", "always");
                Node ann = new Node(redis, counters);
                Node bob = new Node(redis, new ClusterCounters())) {
            bob.store.read(STREAM, (stream, entry) -> take(entry.fields()));
            sender.scheduleAtFixedRate(() -> append(ann), 0, 1, TimeUnit.MILLISECONDS);
            eventually(() -> assertThat(read).hasSizeGreaterThan(100));

            redis.stop();
            int before = appended.get();
            eventually(() -> assertThat(appended.get()).isGreaterThan(before + 500));
            redis.startAgain();
            int after = appended.get();
            eventually(() ->
                    assertThat(read).anySatisfy(number -> assertThat(number).isGreaterThan(after)));

            sender.shutdown();
            eventually(() -> assertThat(sender.isTerminated()).isTrue());
            eventually(() -> assertThat(read).endsWith(appended.get()));
            assertThat(read)
                    .isEqualTo(IntStream.rangeClosed(read.get(0), appended.get())
                            .boxed()
                            .toList());
            assertThat(counters.lost()).isZero();
        } finally {
            sender.shutdownNow();
        }
    }

    /** A Redis that has started says so until it has read what it has kept. */
    @Test
    void waitsUntilRedisHasItsData() {
        try (RedisProcess redis = RedisProcess.start(
                        "--appendonly", "yes", "--appendfsync", "no", "--enable-debug-command", "local");
                Node ann = new Node(redis, counters)) {
            ann.store.read(STREAM, (stream, entry) -> take(entry.fields()));
            eventually(() -> {
                append(ann);
                assertThat(read).isNotEmpty();
            });
            redis.cli("debug", "populate", "20000");
            redis.cli("bgrewriteaof");
            eventually(() -> assertThat(redis.cli("info", "persistence")).contains("aof_rewrite_in_progress:0"));
            int before = appended.get();
            redis.stop();
            IntStream.range(0, 200).forEach(i -> append(ann));
            redis.startAgainSlowly();

            eventually(() -> assertThat(read).endsWith(appended.get()));
            assertThat(read)
                    .containsSubsequence(IntStream.rangeClosed(before, appended.get())
                            .boxed()
                            .toList());
            assertThat(read).doesNotHaveDuplicates();
            assertThat(counters.lost()).isZero();
        }
    }

    private void take(Map<String, byte[]> fields) {
        read.add(Integer.parseInt(new String(fields.getOrDefault("number", new byte[0]), UTF_8)));
    }

    private void append(Node node) {
        node.store.append(
                STREAM,
                100_000,
                Map.of("number", Integer.toString(appended.incrementAndGet()).getBytes(UTF_8)));
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(TIMEOUT).pollInterval(Duration.ofMillis(20)).untilAsserted(assertion);
    }

    private static final class Node implements AutoCloseable {

        private final LettuceConnectionFactory factory;
        private final RedisClients clients;
        private final LettuceStreamStore store;

        private Node(RedisProcess redis, ClusterCounters counters) {
            factory = TestRedis.connectionFactory(redis.port());
            clients = RedisClients.like(factory);
            store = LettuceStreamStore.connect(
                    clients, new LettuceBus.Limits(16 << 20, 1 << 20), counters, new TimeSource(null));
        }

        @Override
        public void close() {
            store.close();
            clients.close();
            factory.destroy();
        }
    }
}
