package io.pocketio.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.pocketio.lane.TimeSource;
import java.net.SocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The channels of one Redis, or of one master of a cluster: one connection to publish and ask, one to listen. */
final class MasterChannels implements RedisChannels {

    /** Until it is tried once more to connect, in milliseconds. Connections that have been made come back by themselves. */
    private static final long PAUSE = 500;

    private static final Logger logger = LoggerFactory.getLogger(MasterChannels.class);

    private final ChannelCommands commands;
    private final Connector connector;
    private final TimeSource time;

    private volatile @Nullable Connections connections;
    private volatile boolean closed;

    MasterChannels(ChannelCommands commands, Connector connector, TimeSource time) {
        this.commands = commands;
        this.connector = connector;
        this.time = time;
    }

    private record Connections(
            StatefulRedisConnection<String, byte[]> publishing,
            StatefulRedisPubSubConnection<String, byte[]> listening) {

        CompletionStage<?> close() {
            return CompletableFuture.allOf(listening.closeAsync(), publishing.closeAsync());
        }
    }

    @Override
    public void start(Listener listener) {
        if (closed) {
            return;
        }
        connect().whenComplete((both, failure) -> {
            if (failure == null) {
                use(both, listener);
            } else if (!closed) {
                logger.debug("There is no connection to Redis", failure);
                listener.connectingHasFailed(failure);
                time.timer().schedule(() -> start(listener), PAUSE, TimeUnit.MILLISECONDS);
            }
        });
    }

    private CompletionStage<Connections> connect() {
        return connector
                .connect()
                .thenCompose(publishing -> connector
                        .connectPubSub()
                        .thenApply(listening -> new Connections(publishing, listening))
                        .whenComplete((both, failure) -> {
                            if (failure != null) {
                                publishing.closeAsync();
                            }
                        }));
    }

    private CompletionStage<StatefulRedisConnection<String, byte[]>> publishing() {
        try {
            return connector.connect();
        } catch (IllegalStateException ended) { // by who has closed the client, ahead of this
            return CompletableFuture.failedFuture(ended);
        }
    }

    private void use(Connections both, Listener listener) {
        StatefulRedisConnection<String, byte[]> publishing = both.publishing();
        StatefulRedisPubSubConnection<String, byte[]> listening = both.listening();
        publishing.setAutoFlushCommands(false);
        publishing.addListener(new PublishingState(listener));
        listening.addListener(new Incoming(listener));
        listening.addListener(new ListeningState(listener));
        connections = both;
        listener.publishingIsBack();
        listener.listeningIsBack();
        if (!publishing.isOpen()) { // went before anybody listened
            listener.publishingHasGone();
        }
        if (!listening.isOpen()) {
            listener.listeningHasGone();
        }
        if (closed) {
            both.close();
        }
    }

    @Override
    public CompletionStage<?> subscribe(Topic topic) {
        Connections current = connections;
        return current == null
                ? notConnected()
                : commands.subscribe(current.listening().async(), topic);
    }

    @Override
    public CompletionStage<?> unsubscribe(Topic topic) {
        Connections current = connections;
        return current == null
                ? notConnected()
                : commands.unsubscribe(current.listening().async(), topic);
    }

    private static <T> CompletionStage<T> notConnected() {
        return CompletableFuture.failedFuture(new RedisException("There is no connection to Redis"));
    }

    @Override
    public @Nullable CompletionStage<Long> publish(String channel, byte[] message) {
        Connections current = connections;
        if (current == null) {
            return null;
        }
        RedisFuture<Long> heard = commands.publish(current.publishing().async(), channel, message);
        return Commands.wasRejected(heard) ? null : heard;
    }

    @Override
    public void flush() {
        Connections current = connections;
        if (current != null) {
            current.publishing().flushCommands();
        }
    }

    @Override
    public CompletionStage<Long> subscribers(String channel) {
        Connections current = connections;
        if (current == null) {
            return notConnected();
        }
        CompletionStage<Long> count = commands.count(current.publishing().async(), channel)
                .thenApply(counts -> counts.getOrDefault(channel, 0L));
        current.publishing().flushCommands();
        return count;
    }

    @Override
    public boolean isPublishing() {
        Connections current = connections;
        return current != null && current.publishing().isOpen();
    }

    @Override
    public CompletionStage<?> close() {
        Connections current = connections;
        boolean again = closed;
        closed = true;
        return again || current == null ? CompletableFuture.completedFuture(null) : current.close();
    }

    private record PublishingState(Listener listener) implements RedisConnectionStateListener {

        @Override
        public void onRedisConnected(RedisChannelHandler<?, ?> connection, SocketAddress address) {
            listener.publishingIsBack();
        }

        @Override
        public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
            listener.publishingHasGone();
        }
    }

    private record ListeningState(Listener listener) implements RedisConnectionStateListener {

        @Override
        public void onRedisConnected(RedisChannelHandler<?, ?> connection, SocketAddress address) {
            listener.listeningIsBack();
        }

        @Override
        public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
            listener.listeningHasGone();
        }
    }

    private static final class Incoming extends RedisPubSubAdapter<String, byte[]> {

        private final Listener listener;

        Incoming(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void message(String channel, byte[] message) {
            listener.message(Topic.channel(channel), channel, message);
        }

        @Override
        public void message(String pattern, String channel, byte[] message) {
            listener.message(Topic.pattern(pattern), channel, message);
        }

        @Override
        public void smessage(String channel, byte[] message) {
            listener.message(Topic.channel(channel), channel, message);
        }

        @Override
        public void subscribed(String channel, long count) {
            listener.subscribed(Topic.channel(channel));
        }

        @Override
        public void psubscribed(String pattern, long count) {
            listener.subscribed(Topic.pattern(pattern));
        }

        @Override
        public void ssubscribed(String channel, long count) {
            listener.subscribed(Topic.channel(channel));
        }

        @Override
        public void unsubscribed(String channel, long count) {
            listener.unsubscribed(Topic.channel(channel));
        }

        @Override
        public void punsubscribed(String pattern, long count) {
            listener.unsubscribed(Topic.pattern(pattern));
        }

        @Override
        public void sunsubscribed(String channel, long count) {
            listener.unsubscribed(Topic.channel(channel));
        }
    }
}
