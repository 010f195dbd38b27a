package io.pocketio.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.net.SocketAddress;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The channels of a single Redis: one connection to publish and ask, one to listen. */
final class PlainChannels implements RedisChannels {

    private final StatefulRedisConnection<String, byte[]> publishing;
    private final StatefulRedisPubSubConnection<String, byte[]> listening;

    PlainChannels(
            StatefulRedisConnection<String, byte[]> publishing,
            StatefulRedisPubSubConnection<String, byte[]> listening) {
        this.publishing = publishing;
        this.listening = listening;
    }

    @Override
    public void start(Listener listener) {
        publishing.setAutoFlushCommands(false);
        publishing.addListener(new PublishingState(listener));
        listening.addListener(new Incoming(listener));
        listening.addListener(new ListeningState(listener));
        if (!publishing.isOpen()) { // went before anybody listened
            listener.publishingHasGone();
        }
        if (!listening.isOpen()) {
            listener.listeningHasGone();
        }
    }

    @Override
    public CompletionStage<?> subscribe(Topic topic) {
        return topic.isPattern()
                ? listening.async().psubscribe(topic.name())
                : listening.async().subscribe(topic.name());
    }

    @Override
    public CompletionStage<?> unsubscribe(Topic topic) {
        return topic.isPattern()
                ? listening.async().punsubscribe(topic.name())
                : listening.async().unsubscribe(topic.name());
    }

    @Override
    public @Nullable CompletionStage<Long> publish(String channel, byte[] message) {
        RedisFuture<Long> heard = publishing.async().publish(channel, message);
        return Commands.wasRejected(heard) ? null : heard;
    }

    @Override
    public void flush() {
        publishing.flushCommands();
    }

    @Override
    public CompletionStage<Long> subscribers(String channel) {
        CompletionStage<Long> count =
                publishing.async().pubsubNumsub(channel).thenApply(counts -> counts.getOrDefault(channel, 0L));
        publishing.flushCommands();
        return count;
    }

    @Override
    public boolean isPublishing() {
        return publishing.isOpen();
    }

    @Override
    public void close() {
        Commands.await(listening.closeAsync(), publishing.closeAsync());
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
        public void subscribed(String channel, long count) {
            listener.subscribed(Topic.channel(channel));
        }

        @Override
        public void psubscribed(String pattern, long count) {
            listener.subscribed(Topic.pattern(pattern));
        }

        @Override
        public void unsubscribed(String channel, long count) {
            listener.unsubscribed(Topic.channel(channel));
        }

        @Override
        public void punsubscribed(String pattern, long count) {
            listener.unsubscribed(Topic.pattern(pattern));
        }
    }
}
