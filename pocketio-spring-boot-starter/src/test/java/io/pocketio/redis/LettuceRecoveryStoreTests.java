package io.pocketio.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pocketio.cluster.ClusterCounters;
import io.pocketio.cluster.RecoveryStore.Replacement;
import io.pocketio.cluster.StreamEntry;
import io.pocketio.cluster.StreamExtent;
import io.pocketio.cluster.StreamId;
import io.pocketio.lane.TimeSource;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** On a real Redis. */
@Timeout(60)
class LettuceRecoveryStoreTests {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private TestRedis redis;
    private RedisProxy proxy;
    private LettuceConnectionFactory factory;
    private RedisClients clients;
    private LettuceRecoveryStore store;

    @BeforeEach
    void connect() throws Exception {
        redis = TestRedis.start();
        proxy = new RedisProxy(redis);
        factory = TestRedis.connectionFactory(proxy.port());
        clients = RedisClients.like(factory);
        store = LettuceRecoveryStore.connect(clients, new TimeSource(null));
    }

    @AfterEach
    void close() throws Exception {
        store.close();
        clients.close();
        factory.destroy();
        proxy.close();
        redis.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String digest(String value) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes(value)));
    }

    private String taken(String key) {
        byte[] value = store.take(key).block(PATIENCE);
        return value == null ? "nothing" : new String(value, StandardCharsets.UTF_8);
    }

    @Test
    void givesAValueToOneCaller() {
        store.put("key", bytes("value"), LONG).block(PATIENCE);
        store.put("key", bytes("another"), LONG).block(PATIENCE);

        assertThat(taken("key")).isEqualTo("another");
        assertThat(taken("key")).isEqualTo("nothing");
    }

    @Test
    void keepsAValueForAWhile() {
        store.put("key", bytes("value"), LONG).block(PATIENCE);
        store.put("short", bytes("value"), Duration.ofMillis(1)).block(PATIENCE);

        try (RedisConnection connection = factory.getConnection()) {
            assertThat(connection.keyCommands().pTtl(bytes("key"))).isBetween(1L, LONG.toMillis());
            await().atMost(PATIENCE).until(() -> connection.keyCommands().exists(bytes("short")) == Boolean.FALSE);
        }
    }

    @Test
    void keepsAValueWhereThereIsNone() {
        assertThat(store.putIfAbsent("key", bytes("first"), LONG).block(PATIENCE))
                .isTrue();
        assertThat(store.putIfAbsent("key", bytes("second"), LONG).block(PATIENCE))
                .isFalse();
        assertThat(taken("key")).isEqualTo("first");
    }

    @Test
    void replacesWhatIsExpectedAlone() throws Exception {
        List<String> expected = List.of(digest("other"), digest("first"));

        assertThat(store.replace("key", expected, bytes("second"), LONG).block(PATIENCE))
                .isEqualTo(Replacement.ABSENT);
        store.put("key", bytes("first"), LONG).block(PATIENCE);
        assertThat(store.replace("key", expected, bytes("second"), LONG).block(PATIENCE))
                .isEqualTo(Replacement.DONE);
        assertThat(store.replace("key", expected, bytes("third"), LONG).block(PATIENCE))
                .isEqualTo(Replacement.OTHER);
        assertThat(taken("key")).isEqualTo("second");
    }

    @Test
    void removesWhatIsExpectedAlone() throws Exception {
        store.put("key", bytes("value"), LONG).block(PATIENCE);

        assertThat(store.remove("key", List.of(digest("other"))).block(PATIENCE))
                .isFalse();
        assertThat(store.remove("key", List.of()).block(PATIENCE)).isFalse();
        assertThat(store.remove("key", List.of(digest("value"))).block(PATIENCE))
                .isTrue();
        assertThat(store.remove("key", List.of(digest("value"))).block(PATIENCE))
                .isFalse();
    }

    @Test
    void doesThingsInTheirOrder() {
        for (int i = 0; i < 1_000; i++) {
            store.put("key", bytes("" + i), LONG).subscribe();
        }

        assertThat(taken("key")).isEqualTo("999");
    }

    @Test
    void readsStreams() {
        LettuceBus.Limits limits = new LettuceBus.Limits(1 << 20, 100_000);
        ClusterCounters counters = new ClusterCounters();
        assertThat(store.extent("stream").block(PATIENCE))
                .isEqualTo(new StreamExtent(0, StreamId.BEGINNING, StreamId.BEGINNING));
        try (LettuceStreamStore streams = LettuceStreamStore.connect(clients, limits, counters, new TimeSource(null))) {
            IntStream.range(0, 10).forEach(i -> streams.append("stream", 100, Map.of("n", bytes("" + i))));
            await().atMost(PATIENCE).until(() -> counters.published() == 10);
        }

        List<StreamEntry> all = store.range("stream", StreamId.BEGINNING, 100).block(PATIENCE);
        StreamId third = all.get(2).id();

        assertThat(all).hasSize(10);
        assertThat(store.range("stream", third, 2).block(PATIENCE))
                .extracting(entry -> new String(entry.fields().get("n"), StandardCharsets.UTF_8))
                .containsExactly("3", "4");
        assertThat(store.range("stream", all.get(9).id(), 2).block(PATIENCE)).isEmpty();
        assertThat(store.extent("stream").block(PATIENCE))
                .isEqualTo(new StreamExtent(10, all.get(0).id(), all.get(9).id()));
    }

    @Test
    void saysThatItIsNotKnownWhatHasBecomeOfAValue() {
        proxy.cut();
        assertThatThrownBy(() -> store.take("key").block(PATIENCE)).isNotInstanceOf(IllegalStateException.class);

        proxy.mend();

        await().atMost(PATIENCE).ignoreExceptions().until(() -> taken("key").equals("nothing"));
    }
}
