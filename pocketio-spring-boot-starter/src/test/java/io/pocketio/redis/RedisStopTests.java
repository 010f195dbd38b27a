package io.pocketio.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.pocketio.server.LogCapture;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real Redis ends and starts again, while nodes talk by way of it. */
class RedisStopTests {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final List<Integer> heard = new CopyOnWriteArrayList<>();
    private final AtomicInteger sent = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void goesOnInOrderAndTwiceWithNothingWhenItIsBack(boolean sharded) {
        ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor();
        try (LogCapture log = new LogCapture(Level.WARN);
                RedisProcess redis = RedisProcess.start();
                BusNode ann = node(redis, sharded);
                BusNode bob = node(redis, sharded)) {
            bob.bus().subscribe("a", (channel, message) -> heard.add(Integer.parseInt(new String(message, UTF_8))));
            sender.scheduleAtFixedRate(() -> send(ann), 0, 1, TimeUnit.MILLISECONDS);
            eventually(() -> assertThat(heard).hasSizeGreaterThan(100));

            redis.stop();
            eventually(() -> assertThat(ann.bus().isConnected() || bob.bus().isConnected())
                    .isFalse());
            int before = sent.get();
            eventually(() -> assertThat(sent.get()).isGreaterThan(before + 500));
            redis.startAgain();
            eventually(() -> assertThat(ann.bus().isConnected() && bob.bus().isConnected())
                    .isTrue());
            int after = sent.get();
            eventually(() ->
                    assertThat(heard).anySatisfy(number -> assertThat(number).isGreaterThan(after)));

            sender.shutdown();
            eventually(() -> assertThat(sender.isTerminated()).isTrue());
            eventually(() -> assertThat(heard).endsWith(sent.get()));
            assertThat(heard).isSorted();
            assertThat(new HashSet<>(heard)).hasSameSizeAs(heard);
            assertThat(ann.counters().outages()).isOne();
            assertThat(ann.counters().published() + ann.counters().pendingBytes())
                    .isBetween(heard.size() * 1L, sent.get() + 10L);
            assertThat(log.messages(Level.WARN))
                    .filteredOn(message -> message.startsWith("The connection to Redis"))
                    .hasSize(4);
        } finally {
            sender.shutdownNow();
        }
    }

    private static BusNode node(RedisProcess redis, boolean sharded) {
        return sharded ? BusNode.shardedAt(redis.port()) : BusNode.at(redis.port());
    }

    private void send(BusNode node) {
        node.bus().publish("a", ("" + sent.incrementAndGet()).getBytes(UTF_8));
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(TIMEOUT).pollInterval(Duration.ofMillis(20)).untilAsserted(assertion);
    }
}
