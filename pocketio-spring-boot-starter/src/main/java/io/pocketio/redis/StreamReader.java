package io.pocketio.redis;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisException;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.pocketio.cluster.ClusterCounters;
import io.pocketio.cluster.StreamEntry;
import io.pocketio.cluster.StreamId;
import io.pocketio.cluster.StreamListener;
import io.pocketio.lane.TimeSource;
import io.pocketio.log.ClientText;
import io.pocketio.log.OncePerMinute;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;

/**
 * Reads one stream, from what is appended after it has begun, by a connection of its own, on which it waits for more; and goes on where it
 * was when the connection is back. Its state is the worker's.
 */
final class StreamReader implements Disposable {

    private static final Logger logger = LoggerFactory.getLogger(StreamReader.class);

    private static final Duration WAIT = Duration.ofSeconds(5);
    private static final int AT_ONCE = 100;
    private static final long FIRST_DELAY = 100;
    private static final long LONGEST_DELAY = 5_000;
    private static final String BEGINNING = "0-0";

    private final RedisClients clients;
    private final String stream;
    private final StreamListener listener;
    private final Executor worker;
    private final TimeSource time;
    private final ClusterCounters counters;
    private final OncePerMinute warnings;

    private @Nullable StatefulRedisConnection<String, byte[]> connection;

    /** Of the last entry that was read, or that there was when it began. */
    private @Nullable String position;

    /** Entries may have been dropped before they were read: it has been away, or is behind. */
    private boolean mayHaveMissed;

    /** What is heard of earlier questions means nothing. */
    private int question;

    private long delay = FIRST_DELAY;
    private volatile boolean disposed;

    /** @param worker runs one task at a time, in order, and may be blocked */
    StreamReader(
            RedisClients clients,
            String stream,
            StreamListener listener,
            Executor worker,
            TimeSource time,
            ClusterCounters counters) {
        this.clients = clients;
        this.stream = stream;
        this.listener = listener;
        this.worker = worker;
        this.time = time;
        this.counters = counters;
        this.warnings = new OncePerMinute(time::nanos);
    }

    void start() {
        worker.execute(this::connect);
    }

    private void connect() {
        if (disposed) {
            return;
        }
        try {
            StatefulRedisConnection<String, byte[]> opened = clients.connect();
            connection = opened;
            opened.addListener(new Events());
            ask();
        } catch (RedisException failure) {
            warn(failure);
            later(this::connect);
        }
    }

    /** Where it is, or what comes next. */
    @SuppressWarnings("unchecked") // one stream in an array of streams
    private void ask() {
        StatefulRedisConnection<String, byte[]> open = connection;
        if (disposed || open == null) {
            return;
        }
        int number = ++question;
        String from = position;
        if (from == null) {
            open.async()
                    .xrevrange(stream, Range.unbounded(), Limit.from(1))
                    .whenComplete((last, failure) -> worker.execute(() -> begun(number, last, failure)));
        } else if (mayHaveMissed) {
            open.async()
                    .xrange(stream, Range.unbounded(), Limit.from(1))
                    .whenComplete((first, failure) -> worker.execute(() -> compared(number, from, first, failure)));
        } else {
            open.async()
                    .xread(XReadArgs.Builder.block(WAIT).count(AT_ONCE), XReadArgs.StreamOffset.from(stream, from))
                    .whenComplete((entries, failure) -> worker.execute(() -> read(number, entries, failure)));
        }
    }

    private void begun(int number, @Nullable List<StreamMessage<String, byte[]>> last, @Nullable Throwable failure) {
        if (number != question) {
            return;
        }
        if (failure != null) {
            failed(failure);
            return;
        }
        String begun = last == null || last.isEmpty() ? BEGINNING : last.get(0).getId();
        position = begun;
        if (!disposed) {
            listener.begun(stream, StreamId.of(begun));
        }
        ask();
    }

    /** With the oldest entry that is there. */
    private void compared(
            int number, String from, @Nullable List<StreamMessage<String, byte[]>> first, @Nullable Throwable failure) {
        if (number != question) {
            return;
        }
        if (failure != null) {
            failed(failure);
            return;
        }
        mayHaveMissed = false;
        if (first == null || first.isEmpty()) {
            if (!from.equals(BEGINNING)) {
                missed("it is empty", StreamId.BEGINNING);
            }
        } else if (!from.equals(BEGINNING)) {
            StreamId oldest = StreamId.of(first.get(0).getId());
            if (oldest.isBehind(StreamId.of(from))) {
                missed("it has dropped entries that were not read yet", oldest.previous());
            }
        }
        ask();
    }

    /** @param behind where it goes on */
    private void missed(String why, StreamId behind) {
        position = behind.toString();
        if (!disposed) {
            listener.begun(stream, behind);
        }
        counters.countLost(1);
        logger.warn(
                "What other nodes have sent by the stream {} is lost, how much is unknown: {}. Is it too short, or is Redis"
                        + " started without its data?",
                ClientText.of(stream),
                why);
    }

    private void read(int number, @Nullable List<StreamMessage<String, byte[]>> entries, @Nullable Throwable failure) {
        if (number != question) {
            return;
        }
        if (failure != null) {
            failed(failure);
            return;
        }
        delay = FIRST_DELAY;
        if (entries != null && !entries.isEmpty()) {
            entries.forEach(this::take);
            mayHaveMissed = entries.size() >= AT_ONCE;
            noteLag();
        } else {
            counters.streamLagMillis(0);
        }
        ask();
    }

    private void take(StreamMessage<String, byte[]> entry) {
        position = entry.getId();
        counters.countReceived();
        if (!disposed) {
            listener.entry(stream, new StreamEntry(StreamId.of(entry.getId()), entry.getBody()));
        }
    }

    /** How long ago the last entry was appended, by the clocks of this machine and of Redis. */
    private void noteLag() {
        String id = String.valueOf(position);
        long appended = Long.parseLong(id, 0, id.indexOf('-'), 10);
        counters.streamLagMillis(Math.max(0, time.epochMillis() - appended));
    }

    /** A connection that has gone is told of, too: then it goes on at once when that is back. */
    private void failed(Throwable failure) {
        if (Commands.isAnswer(failure)) {
            warn(failure);
        }
        int number = ++question;
        later(() -> {
            if (number == question) {
                ask();
            }
        });
    }

    private void later(Runnable task) {
        time.timer().schedule(() -> worker.execute(task), delay, TimeUnit.MILLISECONDS);
        delay = Math.min(2 * delay, LONGEST_DELAY);
    }

    private void warn(Throwable failure) {
        if (!disposed && warnings.test()) {
            logger.warn(
                    "The stream {} cannot be read, and is tried again: {}",
                    ClientText.of(stream),
                    ClientText.sentence(failure.getMessage()));
        }
    }

    @Override
    public void dispose() {
        disposed = true;
        worker.execute(() -> {
            question++;
            if (connection != null && connection.isOpen()) {
                connection.closeAsync();
            }
        });
    }

    @Override
    public boolean isDisposed() {
        return disposed;
    }

    private final class Events implements RedisConnectionStateListener {

        @Override
        public void onRedisConnected(RedisChannelHandler<?, ?> channel, SocketAddress address) {
            worker.execute(() -> {
                delay = FIRST_DELAY;
                mayHaveMissed = true;
                ask();
            });
        }

        @Override
        public void onRedisDisconnected(RedisChannelHandler<?, ?> channel) {
            worker.execute(() -> question++);
        }
    }
}
