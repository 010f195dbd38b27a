package io.pocketio.autoconfigure;

import io.pocketio.cluster.sharded.SubscriptionMode;
import java.time.Duration;
import java.util.Locale;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.unit.DataSize;

/**
 * How the server reaches sockets on other nodes: names and defaults are those of the adapters of Node, where they have the setting.
 * Immutable.
 *
 * @param type What connects this node with others; the same on all nodes of a cluster.
 * @param prefix What the names of all channels begin with, the same on all nodes of a cluster: 'key' or 'channelPrefix' of Node's adapters.
 * @param requestTimeout Time that other nodes have to answer when sockets or rooms are asked for.
 * @param maxMessageSize Longest message to other nodes, unless Redis takes less.
 * @param maxPending What may wait for Redis, for each master of a cluster, before the oldest of it is lost.
 * @since 0.1
 */
public record PocketIoAdapterProperties(
        @DefaultValue("memory") Type type,
        @DefaultValue("socket.io") String prefix,
        @DefaultValue("5s") Duration requestTimeout,
        @DefaultValue("16MB") DataSize maxMessageSize,
        @DefaultValue("16MB") DataSize maxPending,
        @DefaultValue Redis redis,
        @DefaultValue RedisSharded redisSharded,
        @DefaultValue RedisStreams redisStreams) {

    /** What connects the nodes of a cluster. */
    public enum Type {
        /** Nothing: the server is alone. */
        MEMORY,
        /** Channels of Redis, as with Node's {@code @socket.io/redis-adapter}. */
        REDIS,
        /** Sharded channels of Redis 7, as with {@code createShardedAdapter} of that. */
        REDIS_SHARDED,
        /** Streams of Redis, as with Node's {@code @socket.io/redis-streams-adapter}. */
        REDIS_STREAMS;

        /** As it is written in a configuration. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * For the type 'redis'.
     *
     * @param publishOnSpecificResponseChannel Whether answers go to the node alone that has asked; all nodes of a cluster must have this
     *     option then.
     */
    public record Redis(@DefaultValue("false") boolean publishOnSpecificResponseChannel) {}

    /**
     * For the type 'redis-sharded'.
     *
     * @param subscriptionMode For which rooms there are channels; the same on all nodes of a cluster.
     */
    public record RedisSharded(@DefaultValue("dynamic") SubscriptionMode subscriptionMode) {}

    /**
     * For the type 'redis-streams'.
     *
     * @param streamName What the names of all streams begin with; the same on all nodes of a cluster.
     * @param streamCount Over so many streams namespaces are spread; the same on all nodes of a cluster.
     * @param maxLength So many entries a stream may have, about, before the oldest are dropped: 'maxLen' of Node's adapter.
     * @param sessionKeyPrefix What the names of keys begin with under which sessions are kept of clients that may come back; the same on
     *     all nodes of a cluster.
     */
    public record RedisStreams(
            @DefaultValue("socket.io") String streamName,
            @DefaultValue("1") int streamCount,
            @DefaultValue("10000") long maxLength,
            @DefaultValue("sio:session:") String sessionKeyPrefix) {

        private void validate() {
            if (streamName.isEmpty()) {
                throw PocketIoProperties.invalid(
                        "adapter.redis-streams.stream-name", streamName, "It must not be empty.");
            }
            if (streamCount < 1) {
                throw PocketIoProperties.invalid(
                        "adapter.redis-streams.stream-count", streamCount, "It must be positive.");
            }
            if (maxLength < 1) {
                throw PocketIoProperties.invalid("adapter.redis-streams.max-length", maxLength, "It must be positive.");
            }
            if (sessionKeyPrefix.isEmpty()) {
                throw PocketIoProperties.invalid(
                        "adapter.redis-streams.session-key-prefix", sessionKeyPrefix, "It must not be empty.");
            }
        }
    }

    /** @throws InvalidConfigurationPropertyValueException if a value is out of its range */
    public void validate() {
        if (prefix.isEmpty()) {
            throw PocketIoProperties.invalid("adapter.prefix", prefix, "It must not be empty.");
        }
        if (requestTimeout.isZero() || requestTimeout.isNegative()) {
            throw PocketIoProperties.invalid("adapter.request-timeout", requestTimeout, "It must be positive.");
        }
        redisStreams.validate();
        positive("max-message-size", maxMessageSize);
        positive("max-pending", maxPending);
        if (maxMessageSize.toBytes() > Integer.MAX_VALUE) {
            throw PocketIoProperties.invalid("adapter.max-message-size", maxMessageSize, "It must be less than 2GB.");
        }
    }

    private static void positive(String name, DataSize value) {
        if (value.toBytes() <= 0) {
            throw PocketIoProperties.invalid("adapter." + name, value, "It must be positive.");
        }
    }
}
