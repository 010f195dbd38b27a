package io.pocketio.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pocketio.cluster.ClusterCounters;
import io.pocketio.cluster.MessageTooLargeException;
import io.pocketio.cluster.StreamEntry;
import io.pocketio.cluster.StreamId;
import io.pocketio.cluster.StreamListener;
import io.pocketio.lane.TimeSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import reactor.core.Disposable;

/** On a real Redis, with a connection that is cut again and again. */
@Timeout(60)
class LettuceStreamStoreTests {

    private static final LettuceBus.Limits LIMITS = new LettuceBus.Limits(1 << 20, 100_000);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String STREAM = "stream";
    private static final int MANY = 3_000;
    private static final int CUTS = 20;

    private final ClusterCounters counters = new ClusterCounters();
    private final List<String> read = new CopyOnWriteArrayList<>();
    private TestRedis redis;
    private RedisProxy proxy;
    private LettuceConnectionFactory factory;
    private RedisClients clients;
    private LettuceStreamStore store;

    @BeforeEach
    void connect() throws Exception {
        redis = TestRedis.start();
        proxy = new RedisProxy(redis);
        factory = TestRedis.connectionFactory(proxy.port());
        clients = RedisClients.like(factory);
        store = LettuceStreamStore.connect(clients, LIMITS, counters, new TimeSource(null));
    }

    @AfterEach
    void close() throws Exception {
        store.close();
        clients.close();
        factory.destroy();
        proxy.close();
        redis.close();
    }

    private void append(int number) {
        store.append(STREAM, 10_000, Map.of("number", bytes("" + number)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** From now on; what is appended ahead of that it may have read or not. */
    private Disposable beginToRead() {
        Disposable reading = store.read(STREAM, (stream, entry) -> {
            String number = new String(entry.fields().getOrDefault("number", new byte[0]), StandardCharsets.UTF_8);
            if (!number.isEmpty()) {
                read.add(number);
            }
        });
        await().atMost(PATIENCE).until(() -> {
            store.append(STREAM, 10_000, Map.of("probe", bytes("x")));
            return counters.received() > 0;
        });
        return reading;
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(String::valueOf).toList();
    }

    private void awaitRead(List<String> numbers) {
        await().atMost(PATIENCE).until(() -> read.size() >= numbers.size());
        assertThat(read).isEqualTo(numbers);
    }

    @Test
    void readsWhatIsAppendedInItsOrder() {
        Disposable reading = beginToRead();

        IntStream.range(0, 500).forEach(this::append);

        awaitRead(numbers(0, 500));
        assertThat(counters.streamLagMillis()).isBetween(0L, PATIENCE.toMillis());
        assertThat(counters.lost()).isZero();
        assertThat(counters.pendingBytes()).isZero();
        reading.dispose();
        append(500);
        store.append("another", 10, Map.of("number", bytes("1")));
        await().atMost(PATIENCE).until(() -> counters.pendingBytes() == 0);
        assertThat(read).hasSize(500);
    }

    @Test
    void appendsEachOnceAndLosesNothingWhileTheConnectionIsCut() {
        beginToRead();

        for (int cut = 0; cut < CUTS; cut++) {
            int from = cut * MANY / CUTS;
            IntStream.range(from, from + MANY / CUTS).forEach(this::append);
            proxy.reset();
        }

        awaitRead(numbers(0, MANY));
        assertThat(counters.lost()).isZero();
        assertThat(counters.pendingBytes()).isZero();
    }

    @Test
    void keepsOrderWhileRedisIsAway() {
        beginToRead();
        proxy.cut();

        IntStream.range(0, 100).forEach(this::append);
        proxy.mend();

        awaitRead(numbers(0, 100));
    }

    @Test
    void losesTheOldestWhenTooMuchWaits() {
        proxy.cut();
        byte[] much = new byte[10_000];

        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1)).until(() -> {
            store.append(STREAM, 10_000, Map.of("much", much));
            return counters.lost() > 150;
        });
        assertThat(counters.pendingBytes()).isLessThan(LIMITS.maxPendingBytes() + 20_000);
        proxy.mend();
        await().atMost(PATIENCE).until(() -> counters.pendingBytes() == 0);
    }

    @Test
    void appendsWhatWaitsBeforeItIsClosed() {
        IntStream.range(0, MANY).forEach(this::append);

        store.close();

        try (RedisConnection redisItself = factory.getConnection()) {
            assertThat(redisItself.streamCommands().xLen(bytes(STREAM))).isEqualTo(MANY);
        }
        assertThat(counters.published()).isEqualTo(MANY);
    }

    @Test
    void refusesWhatIsTooLargeBeforeItIsSent() {
        assertThatThrownBy(() -> store.append(STREAM, 10, Map.of("a", new byte[60_000], "b", new byte[60_000])))
                .isInstanceOf(MessageTooLargeException.class);
        assertThat(counters.pendingBytes()).isZero();
    }

    /** Where reading begins, and begins again. */
    private List<StreamId> readNotingWhereItBegins() {
        List<StreamId> begun = new CopyOnWriteArrayList<>();
        store.read(STREAM, new StreamListener() {
            @Override
            public void begun(String stream, StreamId position) {
                begun.add(position);
            }

            @Override
            public void entry(String stream, StreamEntry entry) {
                read.add(new String(entry.fields().get("number"), StandardCharsets.UTF_8));
            }
        });
        await().atMost(PATIENCE).until(() -> begun.size() == 1);
        append(0);
        awaitRead(numbers(0, 1));
        return begun;
    }

    /** By another way to the same Redis. */
    private void meanwhile(Consumer<RedisConnection> what) {
        LettuceConnectionFactory direct = redis.connectionFactory();
        try (RedisConnection connection = direct.getConnection()) {
            what.accept(connection);
        } finally {
            direct.destroy();
        }
    }

    @Test
    void saysThatEntriesWereDroppedBeforeTheyWereRead() {
        List<StreamId> begun = readNotingWhereItBegins();
        proxy.cut();
        meanwhile(connection -> {
            for (int i = 1; i < 10; i++) {
                connection.streamCommands().xAdd(bytes(STREAM), Map.of(bytes("number"), bytes("" + i)));
            }
            connection.streamCommands().xTrim(bytes(STREAM), 3);
        });

        proxy.mend();

        await().atMost(PATIENCE).until(() -> read.size() == 4);
        assertThat(read).containsExactly("0", "7", "8", "9");
        assertThat(counters.lost()).isEqualTo(1);
        assertThat(begun).hasSize(2);
        assertThat(begun.get(1).isBehind(begun.get(0))).isTrue();
    }

    @Test
    void readsOnWhereRedisHasForgottenTheStream() {
        List<StreamId> begun = readNotingWhereItBegins();
        proxy.cut();
        meanwhile(connection -> connection.serverCommands().flushAll());

        proxy.mend();
        await().atMost(PATIENCE).until(() -> begun.size() == 2);
        append(1);

        awaitRead(numbers(0, 2));
        assertThat(begun.get(1)).isEqualTo(StreamId.BEGINNING);
        assertThat(counters.lost()).isEqualTo(1);
    }
}
