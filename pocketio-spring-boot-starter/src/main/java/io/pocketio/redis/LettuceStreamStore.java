package io.pocketio.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.pocketio.cluster.ClusterCounters;
import io.pocketio.cluster.MessageTooLargeException;
import io.pocketio.cluster.StreamListener;
import io.pocketio.cluster.StreamStore;
import io.pocketio.lane.SerialLane;
import io.pocketio.lane.TimeSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.Disposable;

/**
 * Streams of a single Redis: one connection to append, and one for each stream that is read. Thread-safe; whatever writes to Redis is a
 * worker.
 */
public final class LettuceStreamStore implements StreamStore, AutoCloseable {

    private static final long CLOSING_MILLIS = 1_000;

    private final RedisClients clients;
    private final ClusterCounters counters;
    private final TimeSource time;
    private final StatefulRedisConnection<String, byte[]> appending;
    private final int maxEntryBytes;
    private final AppendQueue queue;
    private final Set<StreamReader> readers = ConcurrentHashMap.newKeySet();

    private LettuceStreamStore(
            RedisClients clients,
            StatefulRedisConnection<String, byte[]> appending,
            LettuceBus.Limits limits,
            ClusterCounters counters,
            TimeSource time) {
        this.clients = clients;
        this.appending = appending;
        this.counters = counters;
        this.time = time;
        this.maxEntryBytes = limits.maxMessageBytes();
        this.queue = new AppendQueue(
                appending, new SerialLane()::post, time, limits.maxPendingBytes(), counters, new BusWarnings(time));
    }

    /**
     * Blocks until it is connected.
     *
     * @param limits of which the longest message is what Redis takes, as {@link LettuceBus#maxMessageBytes} says
     * @throws RedisException if it cannot be, or Redis is a cluster
     */
    public static LettuceStreamStore connect(
            RedisClients clients, LettuceBus.Limits limits, ClusterCounters counters, TimeSource time) {
        if (clients.isCluster()) {
            throw new RedisException("Streams of a Redis Cluster are not supported, those of a single Redis are");
        }
        LettuceStreamStore store = new LettuceStreamStore(clients, clients.connect(), limits, counters, time);
        store.queue.start();
        return store;
    }

    @Override
    public void append(String stream, long maxLength, Map<String, byte[]> fields) {
        check(fields);
        queue.add(stream, maxLength, fields);
    }

    @Override
    public void check(Map<String, byte[]> fields) {
        int length = 0;
        for (byte[] value : fields.values()) {
            length += value.length;
        }
        MessageTooLargeException.check(length, maxEntryBytes);
    }

    @Override
    public Disposable read(String stream, StreamListener listener) {
        StreamReader reader = new StreamReader(clients, stream, listener, new SerialLane()::post, time, counters);
        readers.add(reader);
        reader.start();
        return () -> {
            readers.remove(reader);
            reader.dispose();
        };
    }

    /** Blocks while entries wait and go, for one second at most: what waits then is given up. Ends all connections. */
    @Override
    public void close() {
        readers.forEach(StreamReader::dispose);
        try {
            queue.awaitEmpty(CLOSING_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (appending.isOpen()) {
            appending.closeAsync();
        }
    }
}
