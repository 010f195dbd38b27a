package io.pocketio.redis;

import io.lettuce.core.KillArgs;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.pocketio.cluster.ClusterCounters;
import io.pocketio.lane.TimeSource;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Appends entries to streams in the order in which they came, each once: when the connection has gone, it looks which of those that were on
 * their way have arrived, and sends the others again. Where too much waits, the oldest goes. Thread-safe; what is on its way is the
 * worker's.
 */
final class AppendQueue {

    private static final int MOST_ON_THEIR_WAY = 1024;
    private static final long MOST_BYTES_ON_THEIR_WAY = 1 << 22;

    private static final int PAGE = 1000;
    private static final String BEGINNING = "0-0";

    /** Until Redis is tried again that could not do it, in milliseconds. */
    private static final long PAUSE = 200;

    private final StatefulRedisConnection<String, byte[]> connection;
    private final Executor worker;
    private final TimeSource time;
    private final ClusterCounters counters;
    private final BusWarnings warnings;

    private final WaitingEntries waiting;

    /** The worker has been called, and has not looked since. */
    private final AtomicBoolean called = new AtomicBoolean();

    // The worker's

    private final Deque<AppendEntry> onTheirWay = new ArrayDeque<>();
    private long bytesOnTheirWay;

    /** The ids of the last entries that are known to have arrived, by stream. */
    private final Map<String, String> arrived = new HashMap<>();

    /** Streams to which something has been appended. */
    private final Set<String> known = new HashSet<>();

    /** Entries may go: it is known what has become of those that went by an earlier connection. */
    private boolean ready = true;

    /** What is heard of an earlier connection means nothing. */
    private int connections;

    /** Redis cannot take entries just now: nothing goes until all that are on their way are answered, and some time after. */
    private boolean pausing;

    /** Of this connection at Redis; 0 while that is not known. */
    private long clientId;

    /** @param worker runs one task at a time, in order, never within a call of this class */
    AppendQueue(
            StatefulRedisConnection<String, byte[]> connection,
            Executor worker,
            TimeSource time,
            long maxPendingBytes,
            ClusterCounters counters,
            BusWarnings warnings) {
        this.connection = connection;
        this.worker = worker;
        this.time = time;
        this.waiting = new WaitingEntries(maxPendingBytes, counters);
        this.counters = counters;
        this.warnings = warnings;
    }

    void start() {
        connection.addListener(new Events());
        worker.execute(this::askForId);
    }

    private void askForId() {
        int number = connections;
        redis().clientId()
                .thenAccept(id -> worker.execute(() -> {
                    if (number == connections) {
                        clientId = id;
                    }
                }));
    }

    private RedisAsyncCommands<String, byte[]> redis() {
        return connection.async();
    }

    void add(String stream, long maxLength, Map<String, byte[]> fields) {
        int dropped = waiting.add(new AppendEntry(stream, maxLength, fields));
        if (dropped > 0) {
            counters.countLost(dropped);
            warnings.dropped();
        }
        if (called.compareAndSet(false, true)) {
            worker.execute(this::work);
        }
    }

    private void work() {
        called.set(false);
        while (ready && onTheirWay.size() < MOST_ON_THEIR_WAY && bytesOnTheirWay < MOST_BYTES_ON_THEIR_WAY) {
            AppendEntry next = waiting.next();
            if (next == null) {
                return;
            }
            send(next);
        }
    }

    private void send(AppendEntry entry) {
        int number = connections;
        if (known.add(entry.stream())) {
            askForLast(entry.stream());
        }
        onTheirWay.addLast(entry);
        bytesOnTheirWay += entry.weight();
        redis().xadd(entry.stream(), new XAddArgs().maxlen(entry.maxLength()).approximateTrimming(), entry.fields())
                .whenComplete((id, failure) -> worker.execute(() -> answered(entry, number, id, failure)));
    }

    private void answered(AppendEntry entry, int number, @Nullable String id, @Nullable Throwable failure) {
        boolean isAnswer = failure == null || Commands.isAnswer(failure);
        if (number != connections || !isAnswer) {
            return; // the connection has gone, or is about to be told of as gone
        }
        if (failure != null && Commands.isNotNow(failure)) {
            entry.refused = true;
            pausing = true;
            ready = false;
        } else {
            settled(entry, id, failure);
        }
        if (pausing && onTheirWay.stream().allMatch(each -> each.refused)) {
            takeBack();
            later(number, this::goOn);
        }
    }

    /** Answered ahead of what is appended next: nothing of this queue's is there yet. */
    private void askForLast(String stream) {
        redis().xrevrange(stream, Range.unbounded(), Limit.from(1))
                .thenAccept(last -> worker.execute(() -> arrived.putIfAbsent(
                        stream, last.isEmpty() ? BEGINNING : last.get(0).getId())));
    }

    private void settled(AppendEntry entry, @Nullable String id, @Nullable Throwable failure) {
        leaves(entry);
        if (id != null) {
            arrived.put(entry.stream(), id);
            counters.countPublished(1);
        } else if (failure != null) {
            counters.countLost(1);
            warnings.notPublished(failure);
        }
        work();
    }

    private void leaves(AppendEntry entry) {
        if (onTheirWay.remove(entry)) {
            bytesOnTheirWay -= entry.weight();
            waiting.settled();
        }
    }

    /** Waits until it is known of all entries what has become of them, for so many milliseconds at most. */
    void awaitEmpty(long millis) throws InterruptedException {
        waiting.awaitEmpty(millis);
    }

    /** Looks what of what was on its way has arrived, once the connection by which it went can bring nothing any more. */
    private void reconcile() {
        int number = ++connections;
        ready = false;
        pausing = false;
        long gone = clientId;
        clientId = 0;
        askForId();
        if (onTheirWay.isEmpty()) {
            goOn();
            return;
        }
        CompletableFuture<?> ended = gone == 0
                ? CompletableFuture.completedFuture(null)
                : redis().clientKill(KillArgs.Builder.id(gone)).toCompletableFuture();
        List<String> streams =
                onTheirWay.stream().map(AppendEntry::stream).distinct().toList();
        ended.handle((killed, notThere) -> null)
                .thenRun(() -> worker.execute(() -> {
                    if (number == connections) {
                        look(streams.iterator(), number);
                    }
                }));
    }

    private void look(Iterator<String> streams, int number) {
        if (streams.hasNext()) {
            String stream = streams.next();
            lookAt(stream, arrived.getOrDefault(stream, BEGINNING), streams, number);
        } else {
            takeBack();
            goOn();
        }
    }

    private void lookAt(String stream, String behind, Iterator<String> others, int number) {
        Range<String> range = Range.from(Range.Boundary.excluding(behind), Range.Boundary.unbounded());
        redis().xrange(stream, range, Limit.from(PAGE))
                .whenComplete((entries, failure) -> worker.execute(() -> {
                    if (number != connections) {
                        return;
                    }
                    if (failure != null || entries == null) {
                        later(
                                number,
                                () -> lookAt(stream, behind, others, number)); // nothing goes before that is known
                    } else if (entries.isEmpty()) {
                        look(others, number);
                    } else {
                        entries.forEach(entry -> found(stream, entry));
                        lookAt(stream, entries.get(entries.size() - 1).getId(), others, number);
                    }
                }));
    }

    private void later(int number, Runnable task) {
        time.timer()
                .schedule(
                        () -> worker.execute(() -> {
                            if (number == connections) {
                                task.run();
                            }
                        }),
                        PAUSE,
                        TimeUnit.MILLISECONDS);
    }

    private void found(String stream, StreamMessage<String, byte[]> there) {
        for (AppendEntry entry : onTheirWay) {
            if (entry.stream().equals(stream)) {
                if (entry.isSameAs(there.getBody())) {
                    leaves(entry);
                    arrived.put(stream, there.getId());
                    counters.countPublished(1);
                }
                return; // they have arrived in their order: what is behind it has not been met yet
            }
        }
    }

    /** What is on its way waits again, ahead of the rest. */
    private void takeBack() {
        onTheirWay.forEach(entry -> entry.refused = false);
        waiting.takeBack(onTheirWay);
        bytesOnTheirWay = 0;
    }

    private void goOn() {
        pausing = false;
        ready = true;
        work();
    }

    private final class Events implements RedisConnectionStateListener {

        @Override
        public void onRedisConnected(RedisChannelHandler<?, ?> channel, SocketAddress address) {
            worker.execute(AppendQueue.this::reconcile);
        }

        @Override
        public void onRedisDisconnected(RedisChannelHandler<?, ?> channel) {
            worker.execute(() -> {
                connections++;
                ready = false;
            });
        }
    }
}
