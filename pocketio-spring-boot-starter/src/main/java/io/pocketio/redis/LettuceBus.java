package io.pocketio.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.pocketio.cluster.BusListener;
import io.pocketio.cluster.ClusterCounters;
import io.pocketio.cluster.MessageBus;
import io.pocketio.cluster.MessageTooLargeException;
import io.pocketio.lane.SerialLane;
import io.pocketio.lane.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * The bus by way of the channels of Redis. While a connection to it is away, messages wait; they go when all connections are back and
 * all is subscribed to again. Thread-safe; whatever writes to Redis is a worker.
 */
public final class LettuceBus implements MessageBus, AutoCloseable {

    /** The most messages that wait, however short. */
    private static final int MOST_WAITING = 100_000;

    private static final Duration ANSWER_TIME = Duration.ofSeconds(5);

    private final SerialLane worker = new SerialLane();
    private final RedisChannels channels;
    private final int maxMessageBytes;
    private final TimeSource time;
    private final ClusterCounters counters;
    private final BusWarnings warnings;
    private final Outages outages;
    private final Subscriptions subscriptions;
    private final PublishQueue queue;

    /** All that is subscribed to is held. The worker's. */
    private boolean restored = true;

    /** Messages go, and come. Written by the worker. */
    private volatile boolean ready;

    private volatile boolean closed;

    private LettuceBus(RedisChannels channels, Limits limits, ClusterCounters counters, TimeSource time) {
        this.channels = channels;
        this.maxMessageBytes = limits.maxMessageBytes();
        this.counters = counters;
        this.time = time;
        this.outages = new Outages(
                time, counters, "what other nodes sent meanwhile is lost, and nobody knows how much that is");
        this.warnings = new BusWarnings(time);
        this.subscriptions = new Subscriptions(channels, worker::post, time, new SubscriptionsWatcher());
        this.queue = new PublishQueue(
                channels,
                new PublishQueue.Limits(limits.maxPendingBytes(), MOST_WAITING),
                worker::post,
                subscriptions::isKnown,
                new QueueWatcher(),
                counters);
    }

    /**
     * @param maxPendingBytes so much may wait to be sent
     * @param maxMessageBytes the longest message, unless Redis takes less
     */
    public record Limits(long maxPendingBytes, int maxMessageBytes) {}

    /**
     * Blocks until it is connected.
     *
     * @throws RedisException if it cannot be
     */
    public static LettuceBus connect(RedisClients clients, Limits limits, ClusterCounters counters, TimeSource time) {
        StatefulRedisConnection<String, byte[]> publishing = clients.connect();
        try {
            int longest = RedisLimits.askedOf(publishing).maxMessageBytes(limits.maxMessageBytes());
            LettuceBus bus = new LettuceBus(
                    new PlainChannels(publishing, clients.connectPubSub()),
                    new Limits(limits.maxPendingBytes(), longest),
                    counters,
                    time);
            bus.start();
            return bus;
        } catch (RuntimeException failure) {
            publishing.closeAsync();
            throw failure;
        }
    }

    private void start() {
        ready = true;
        subscriptions.connected();
        queue.open();
        channels.start(new Events());
    }

    @Override
    public Disposable subscribe(String channel, BusListener listener) {
        return subscriptions.subscribe(Topic.channel(channel), listener);
    }

    @Override
    public Disposable subscribeToAll(String prefix, BusListener listener) {
        return subscriptions.subscribe(Topic.startingWith(prefix), listener);
    }

    @Override
    public void publish(String channel, byte[] message) {
        if (message.length > maxMessageBytes) {
            throw new MessageTooLargeException(message.length, maxMessageBytes);
        }
        queue.add(channel, message);
    }

    @Override
    public Mono<Integer> subscribers(String channel) {
        return Mono.defer(() -> isConnected()
                ? Mono.fromFuture(askForSubscribers(channel)).timeout(ANSWER_TIME, time.timer())
                : Mono.error(new RedisException("There is no connection to Redis")));
    }

    private CompletableFuture<Integer> askForSubscribers(String channel) {
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        worker.post(() -> channels.subscribers(channel).whenComplete((count, failure) -> {
            if (failure == null) {
                answer.complete(Math.toIntExact(count));
            } else {
                answer.completeExceptionally(failure);
            }
        }));
        return answer;
    }

    @Override
    public int maxMessageBytes() {
        return maxMessageBytes;
    }

    @Override
    public boolean isConnected() {
        return ready && !closed;
    }

    /** Blocks while messages wait and go, for one second at most. What waits then is given up. */
    @Override
    public void close() {
        try {
            queue.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        closed = true;
        subscriptions.disconnected();
        channels.close();
    }

    private void openWhenReady() {
        if (restored && channels.isPublishing() && !closed) {
            outages.ended();
            ready = true;
            queue.open();
        }
    }

    private void unready() {
        if (!closed) {
            ready = false;
            outages.begun();
        }
    }

    private final class Events implements RedisChannels.Listener {

        @Override
        public void message(Topic topic, String channel, byte[] message) {
            counters.countReceived();
            subscriptions.message(topic, channel, message);
        }

        @Override
        public void subscribed(Topic topic) {
            subscriptions.confirmed(topic);
        }

        @Override
        public void unsubscribed(Topic topic) {
            subscriptions.ended(topic);
        }

        @Override
        public void listeningHasGone() {
            queue.pause();
            worker.post(() -> {
                restored = false;
                unready();
            });
            subscriptions.disconnected();
        }

        @Override
        public void listeningIsBack() {
            subscriptions.connected();
        }

        @Override
        public void publishingHasGone() {
            queue.disconnected();
            worker.post(LettuceBus.this::unready);
        }

        @Override
        public void publishingIsBack() {
            worker.post(LettuceBus.this::openWhenReady);
        }
    }

    private final class QueueWatcher implements PublishQueue.Watcher {

        @Override
        public void dropped() {
            warnings.dropped();
        }

        @Override
        public void refused(Throwable why) {
            warnings.notPublished(why);
        }

        @Override
        public void stopped() {
            time.timer().schedule(() -> worker.post(this::verify), Subscriptions.FIRST_DELAY, TimeUnit.MILLISECONDS);
        }

        private void verify() {
            restored = false;
            subscriptions.verify();
        }
    }

    private final class SubscriptionsWatcher implements Subscriptions.Watcher {

        @Override
        public void restored() {
            restored = true;
            openWhenReady();
        }

        @Override
        public void refused(Topic topic, Throwable why) {
            warnings.notSubscribed(topic, why);
        }
    }
}
