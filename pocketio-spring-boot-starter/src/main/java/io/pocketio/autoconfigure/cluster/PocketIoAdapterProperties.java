package io.pocketio.autoconfigure.cluster;

import io.pocketio.redis.LettuceBus;
import java.time.Duration;
import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.unit.DataSize;

/**
 * How the server reaches sockets on other nodes: names and defaults are those of the adapters of Node, where they have the setting.
 * Immutable.
 *
 * @param type What connects this node with others; the same on all nodes of a cluster.
 * @param prefix What the names of all channels begin with, the same on all nodes of a cluster: 'key' of Node's adapter.
 * @param requestTimeout Time that other nodes have to answer when sockets or rooms are asked for.
 * @param maxMessageSize Longest message to other nodes, unless Redis takes less.
 * @param maxPending What may wait for Redis, for each master of a cluster, before the oldest of it is lost.
 * @since 0.1
 */
@ConfigurationProperties("pocketio.adapter")
public record PocketIoAdapterProperties(
        @DefaultValue("memory") Type type,
        @DefaultValue("socket.io") String prefix,
        @DefaultValue("5s") Duration requestTimeout,
        @DefaultValue("16MB") DataSize maxMessageSize,
        @DefaultValue("16MB") DataSize maxPending,
        @DefaultValue Redis redis) {

    /** What connects the nodes of a cluster. */
    public enum Type {
        /** Nothing: the server is alone. */
        MEMORY,
        /** Channels of Redis, as with Node's {@code @socket.io/redis-adapter}. */
        REDIS;

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

    /** @throws InvalidConfigurationPropertyValueException if a value is out of its range */
    void validate() {
        if (prefix.isEmpty()) {
            throw invalid("prefix", prefix, "It must not be empty.");
        }
        if (requestTimeout.isZero() || requestTimeout.isNegative()) {
            throw invalid("request-timeout", requestTimeout, "It must be positive.");
        }
        positive("max-message-size", maxMessageSize);
        positive("max-pending", maxPending);
        if (maxMessageSize.toBytes() > Integer.MAX_VALUE) {
            throw invalid("max-message-size", maxMessageSize, "It must be less than 2GB.");
        }
    }

    private static void positive(String name, DataSize value) {
        if (value.toBytes() <= 0) {
            throw invalid(name, value, "It must be positive.");
        }
    }

    private static InvalidConfigurationPropertyValueException invalid(String name, Object value, String reason) {
        return new InvalidConfigurationPropertyValueException("pocketio.adapter." + name, value, reason);
    }

    LettuceBus.Limits toLimits() {
        return new LettuceBus.Limits(maxPending.toBytes(), (int) maxMessageSize.toBytes());
    }
}
