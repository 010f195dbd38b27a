package io.pocketio.redis;

import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import io.pocketio.cluster.BusListener;
import io.pocketio.cluster.ClusterCounters;
import io.pocketio.cluster.MessageBus;
import io.pocketio.cluster.MessageTooLargeException;
import io.pocketio.lane.SerialLane;
import io.pocketio.lane.TimeSource;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * The bus by way of the channels of Redis. While a connection to it is away, messages wait; they go when it is back and all is
 * subscribed to again. Thread-safe; whatever writes to Redis is a worker.
 *
 * <p>On a cluster, plain channels go by way of one master, and sharded ones by way of the master of their slot. While a slot moves from
 * one master to another, or a master is replaced, messages may be lost, or come in another order.
 */
public final class LettuceBus implements MessageBus, AutoCloseable {

    /** The most messages that wait for a master, however short. */
    private static final int MOST_WAITING = 100_000;

    private static final Duration ANSWER_TIME = Duration.ofSeconds(5);

    /** So long it may take until all is connected, in seconds. */
    private static final long BEGINNING = 20;

    /** So long connections may take to end, in seconds: whoever closes the client next should not find them. */
    private static final long CLOSING_TIME = 1;

    private static final String LOST = "what other nodes sent meanwhile is lost, and nobody knows how much that is";
    private static final String KEPT =
            "events that streams have kept come now; what other nodes asked meanwhile is lost";

    private final Listeners listeners;
    private final BusLinks links;
    private final BusConnections connections;
    private final TimeSource time;

    private LettuceBus(
            BusConnections connections, Limits limits, String consequence, ClusterCounters counters, TimeSource time) {
        this.connections = connections;
        this.time = time;
        this.listeners = new Listeners(time);
        BusWarnings warnings = new BusWarnings(time);
        PublishQueue.Limits waiting = new PublishQueue.Limits(limits.maxPendingBytes(), MOST_WAITING);
        Executor worker = new SerialLane()::post;
        this.links = new BusLinks(
                worker,
                connections.topology(),
                (master, watcher) -> new BusLink(
                        connections.channels(master, time),
                        listeners,
                        waiting,
                        worker,
                        time,
                        counters,
                        warnings,
                        watcher),
                listeners,
                new Outages(time, counters, consequence),
                time);
    }

    /**
     * @param maxPendingBytes so much may wait to be sent, for each master of a cluster
     * @param maxMessageBytes the longest message, unless Redis takes less
     */
    public record Limits(long maxPendingBytes, int maxMessageBytes) {}

    /**
     * By plain channels, of a single Redis or of a cluster. Blocks until it is connected.
     *
     * @throws RedisException if it cannot be, or may not ask who subscribes
     */
    public static LettuceBus connect(RedisClients clients, Limits limits, ClusterCounters counters, TimeSource time) {
        return connect(clients, ChannelCommands.PLAIN, limits, LOST, counters, time);
    }

    /**
     * As {@link #connect}, beside streams: what is lost while Redis is away is questions, and answers to them.
     *
     * @throws RedisException as there
     */
    public static LettuceBus connectBesideStreams(
            RedisClients clients, Limits limits, ClusterCounters counters, TimeSource time) {
        return connect(clients, ChannelCommands.PLAIN, limits, KEPT, counters, time);
    }

    /**
     * By sharded channels, of a single Redis 7 or of a cluster; without patterns. Blocks until it is connected.
     *
     * @throws RedisException if it cannot be, or may not ask who subscribes, or Redis knows no sharded channels
     */
    public static LettuceBus connectSharded(
            RedisClients clients, Limits limits, ClusterCounters counters, TimeSource time) {
        return connect(clients, ChannelCommands.SHARDED, limits, LOST, counters, time);
    }

    private static LettuceBus connect(
            RedisClients clients,
            ChannelCommands commands,
            Limits limits,
            String consequence,
            ClusterCounters counters,
            TimeSource time) {
        BusConnections connections = BusConnections.open(clients, commands, limits.maxMessageBytes());
        LettuceBus bus;
        try {
            bus = new LettuceBus(connections, limits, consequence, counters, time);
        } catch (RuntimeException failure) {
            connections.close();
            throw failure;
        }
        try {
            bus.links.begun().get(BEGINNING, TimeUnit.SECONDS);
            return bus;
        } catch (ExecutionException failure) {
            bus.close();
            throw new RedisConnectionException("There is no connection to all of Redis", failure.getCause());
        } catch (TimeoutException failure) {
            bus.close();
            throw new RedisConnectionException("There is no connection to all of Redis", failure);
        } catch (InterruptedException interrupted) {
            bus.close();
            Thread.currentThread().interrupt();
            throw new RedisConnectionException("Interrupted while connecting", interrupted);
        }
    }

    @Override
    public Disposable subscribe(String channel, BusListener listener) {
        return subscribe(Topic.channel(channel), listener);
    }

    @Override
    public Disposable subscribeToAll(String prefix, BusListener listener) {
        if (connections.commands() == ChannelCommands.SHARDED) {
            throw new UnsupportedOperationException("Sharded channels have no patterns");
        }
        return subscribe(Topic.startingWith(prefix), listener);
    }

    private Disposable subscribe(Topic topic, BusListener listener) {
        listeners.add(topic, listener);
        links.reconsider(topic);
        AtomicBoolean disposed = new AtomicBoolean();
        return () -> {
            if (disposed.compareAndSet(false, true)) {
                listeners.remove(topic, listener);
                links.reconsider(topic);
            }
        };
    }

    @Override
    public void publish(String channel, byte[] message) {
        MessageTooLargeException.check(message.length, maxMessageBytes());
        links.publish(channel, message);
    }

    @Override
    public Mono<Integer> subscribers(String channel) {
        return Mono.defer(() -> Mono.fromCompletionStage(
                        isConnected() && connections.countsAll()
                                ? connections.subscribers(channel)
                                : links.subscribers(channel)))
                .map(Math::toIntExact)
                .timeout(ANSWER_TIME, time.timer());
    }

    @Override
    public int maxMessageBytes() {
        return connections.maxMessageBytes();
    }

    @Override
    public boolean isConnected() {
        return links.areReady();
    }

    /** Blocks while messages wait and go, for one second at most: what waits then is given up. And until connections have ended. */
    @Override
    public void close() {
        links.close()
                .thenCompose(done -> connections.close())
                .toCompletableFuture()
                .completeOnTimeout(null, CLOSING_TIME, TimeUnit.SECONDS)
                .exceptionally(failure -> null)
                .join();
    }
}
