package io.pocketio.redis;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.pocketio.cluster.RecoveryStore;
import io.pocketio.cluster.StreamEntry;
import io.pocketio.cluster.StreamExtent;
import io.pocketio.cluster.StreamId;
import io.pocketio.lane.SerialLane;
import io.pocketio.lane.TimeSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** On a single Redis, by one connection. Thread-safe; whatever writes to Redis is a worker. */
public final class LettuceRecoveryStore implements RecoveryStore, AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(LettuceRecoveryStore.class);

    private static final long CLOSING_MILLIS = 1_000;

    /** ARGV: the value, milliseconds, and what is expected. */
    private static final String REPLACE = """
            local old = redis.call('GET', KEYS[1])
            if not old then return 2 end
            local digest = redis.sha1hex(old)
            for i = 3, #ARGV do
              if ARGV[i] == digest then
                redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
                return 0
              end
            end
            return 1""";

    /** ARGV: what is expected. */
    private static final String REMOVE = """
            local old = redis.call('GET', KEYS[1])
            if not old then return 0 end
            local digest = redis.sha1hex(old)
            for i = 1, #ARGV do
              if ARGV[i] == digest then
                return redis.call('DEL', KEYS[1])
              end
            end
            return 0""";

    private static final String TAKE = """
            local value = redis.call('GET', KEYS[1])
            if value then redis.call('DEL', KEYS[1]) end
            return value""";

    /** As the script numbers them. */
    private static final List<Replacement> REPLACEMENTS =
            List.of(Replacement.DONE, Replacement.OTHER, Replacement.ABSENT);

    private final StatefulRedisConnection<String, byte[]> connection;
    private final Scheduler workers;
    private final SerialLane lane = new SerialLane();

    /** What Redis has not answered yet. */
    private final Set<CompletableFuture<?>> open = ConcurrentHashMap.newKeySet();

    private LettuceRecoveryStore(StatefulRedisConnection<String, byte[]> connection, TimeSource time) {
        this.connection = connection;
        this.workers = time.workers();
        connection.addListener(new Events());
    }

    /**
     * Blocks until it is connected.
     *
     * @throws RedisException if it cannot be
     */
    public static LettuceRecoveryStore connect(RedisClients clients, TimeSource time) {
        return new LettuceRecoveryStore(clients.connect(), time);
    }

    @Override
    public Mono<List<StreamEntry>> range(String stream, StreamId behind, int count) {
        Range<String> range = Range.from(Range.Boundary.excluding(behind.toString()), Range.Boundary.unbounded());
        return ask(redis -> redis.xrange(stream, range, Limit.from(count)))
                .map(found -> found.stream().map(LettuceRecoveryStore::entry).toList());
    }

    private static StreamEntry entry(StreamMessage<String, byte[]> message) {
        return new StreamEntry(StreamId.of(message.getId()), message.getBody());
    }

    @Override
    public Mono<StreamExtent> extent(String stream) {
        return Mono.zip(
                        ask(redis -> redis.xlen(stream)),
                        ask(redis -> redis.xrange(stream, Range.unbounded(), Limit.from(1))),
                        ask(redis -> redis.xrevrange(stream, Range.unbounded(), Limit.from(1))))
                .map(found -> new StreamExtent(found.getT1(), id(found.getT2()), id(found.getT3())));
    }

    private static StreamId id(List<StreamMessage<String, byte[]>> found) {
        return found.isEmpty() ? StreamId.BEGINNING : StreamId.of(found.get(0).getId());
    }

    @Override
    public Mono<Void> put(String key, byte[] value, Duration duration) {
        return ask(redis -> redis.set(key, value, SetArgs.Builder.px(duration))).then();
    }

    @Override
    public Mono<Boolean> putIfAbsent(String key, byte[] value, Duration duration) {
        return ask(redis -> redis.set(key, value, SetArgs.Builder.px(duration).nx()))
                .hasElement();
    }

    @Override
    public Mono<Replacement> replace(String key, Collection<String> expected, byte[] value, Duration duration) {
        List<byte[]> arguments = new ArrayList<>();
        arguments.add(value);
        arguments.add(bytes(Long.toString(duration.toMillis())));
        expected.forEach(digest -> arguments.add(bytes(digest)));
        return this.<Long>script(REPLACE, ScriptOutputType.INTEGER, key, arguments)
                .map(number -> REPLACEMENTS.get(number.intValue()));
    }

    @Override
    public Mono<Boolean> remove(String key, Collection<String> expected) {
        List<byte[]> arguments =
                expected.stream().map(LettuceRecoveryStore::bytes).toList();
        return this.<Long>script(REMOVE, ScriptOutputType.INTEGER, key, arguments)
                .map(count -> count > 0);
    }

    @Override
    public Mono<byte[]> take(String key) {
        return script(TAKE, ScriptOutputType.VALUE, key, List.of());
    }

    private <T> Mono<T> script(String script, ScriptOutputType type, String key, List<byte[]> arguments) {
        return ask(redis -> redis.<T>eval(script, type, new String[] {key}, arguments.toArray(byte[][]::new)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Asks Redis, behind what was asked before. */
    private <T> Mono<T> ask(Function<RedisAsyncCommands<String, byte[]>, ? extends CompletionStage<T>> command) {
        return Mono.<T>create(sink -> {
                    CompletableFuture<@Nullable T> answer = new CompletableFuture<>();
                    open.add(answer);
                    answer.whenComplete((value, failure) -> {
                        open.remove(answer);
                        if (failure != null) {
                            sink.error(failure);
                        } else {
                            sink.success(value);
                        }
                    });
                    lane.post(() -> send(command, answer));
                })
                .publishOn(workers);
    }

    private <T> void send(
            Function<RedisAsyncCommands<String, byte[]>, ? extends CompletionStage<T>> command,
            CompletableFuture<@Nullable T> answer) {
        try {
            command.apply(connection.async()).whenComplete((value, failure) -> {
                if (failure != null) {
                    answer.completeExceptionally(failure);
                } else {
                    answer.complete(value);
                }
            });
        } catch (RuntimeException failure) {
            answer.completeExceptionally(failure);
        }
    }

    /** Blocks while Redis has not answered what it was asked, for one second at most. Ends the connection. */
    @Override
    public void close() {
        try {
            CompletableFuture.allOf(open.toArray(CompletableFuture[]::new)).get(CLOSING_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException unanswered) {
            logger.warn("Some sessions of clients may not be kept: Redis does not answer");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (connection.isOpen()) {
            connection.closeAsync();
        }
    }

    private final class Events implements RedisConnectionStateListener {

        /** What was on its way is not answered any more. */
        @Override
        public void onRedisDisconnected(RedisChannelHandler<?, ?> channel) {
            RedisException gone = new RedisException("The connection to Redis has gone");
            lane.post(() -> open.forEach(answer -> answer.completeExceptionally(gone)));
        }
    }
}
