package io.pocketio.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.BaseRedisAsyncCommands;
import io.lettuce.core.api.async.RedisServerAsyncCommands;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.pocketio.lane.TimeSource;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Which connections a bus has, to a single Redis or to a cluster.
 *
 * @param maxMessageBytes of which it is known that Redis takes them
 * @param whole by which all masters of a cluster can be asked; {@code null} for a single Redis
 * @param first to the single Redis; {@code null} for a cluster
 */
record BusConnections(
        RedisClients clients,
        ChannelCommands commands,
        int maxMessageBytes,
        @Nullable StatefulRedisClusterConnection<String, byte[]> whole,
        @Nullable StatefulRedisConnection<String, byte[]> first) {

    /**
     * Blocks until there is one.
     *
     * @param most the longest message, unless Redis takes less
     */
    static BusConnections open(RedisClients clients, ChannelCommands commands, int most) {
        if (clients.isCluster()) {
            StatefulRedisClusterConnection<String, byte[]> whole = clients.connectCluster();
            int longest = longestOf(whole, whole.async(), commands, most);
            return new BusConnections(clients, commands, longest, whole, null);
        }
        StatefulRedisConnection<String, byte[]> first = clients.connect();
        int longest = longestOf(first, first.async(), commands, most);
        return new BusConnections(clients, commands, longest, null, first);
    }

    private static <C extends BaseRedisAsyncCommands<String, byte[]> & RedisServerAsyncCommands<String, byte[]>>
            int longestOf(StatefulConnection<String, byte[]> connection, C redis, ChannelCommands commands, int most) {
        try {
            Commands.answer(commands.count(redis, "pocketio")); // which older ones do not know, and not everybody may
            return RedisLimits.askedOf(redis).maxMessageBytes(most);
        } catch (RuntimeException failure) {
            connection.closeAsync();
            throw failure;
        }
    }

    Topology topology() {
        return clients.isCluster() ? new RedisCluster(clients, commands) : new SingleRedis();
    }

    RedisChannels channels(Routes.Master master, TimeSource time) {
        RedisURI address = master.address();
        Connector connector = address == null
                ? new ToSingle(Objects.requireNonNull(first), clients.connectPubSub())
                : new ToNode(clients, address);
        return new MasterChannels(commands, connector, time);
    }

    /** Whether subscribers can be at masters to which there is no link. */
    boolean countsAll() {
        return whole != null && commands == ChannelCommands.PLAIN;
    }

    /** Of all masters that can be reached: who subscribes to another one is not connected either. */
    CompletionStage<Long> subscribers(String channel) {
        CompletableFuture<Long> sum = CompletableFuture.completedFuture(0L);
        for (var node : Objects.requireNonNull(whole)
                .async()
                .upstream()
                .commands()
                .pubsubNumsub(channel)
                .futures()) {
            CompletableFuture<Long> there =
                    node.thenApply(counts -> counts.getOrDefault(channel, 0L)).exceptionally(failure -> 0L);
            sum = sum.thenCombine(there, Long::sum);
        }
        return sum;
    }

    /** Ends those that no link has, or has ended. Told when it is done. */
    CompletionStage<?> close() {
        if (whole != null && whole.isOpen()) {
            return whole.closeAsync();
        }
        return first != null && first.isOpen() ? first.closeAsync() : CompletableFuture.completedFuture(null);
    }

    /** Connections that have been made come back by themselves. */
    private record ToSingle(
            StatefulRedisConnection<String, byte[]> publishing, StatefulRedisPubSubConnection<String, byte[]> listening)
            implements Connector {

        @Override
        public CompletionStage<StatefulRedisConnection<String, byte[]>> connect() {
            return CompletableFuture.completedFuture(publishing);
        }

        @Override
        public CompletionStage<StatefulRedisPubSubConnection<String, byte[]>> connectPubSub() {
            return CompletableFuture.completedFuture(listening);
        }
    }

    private record ToNode(RedisClients clients, RedisURI address) implements Connector {

        @Override
        public CompletionStage<StatefulRedisConnection<String, byte[]>> connect() {
            return clients.connect(address);
        }

        @Override
        public CompletionStage<StatefulRedisPubSubConnection<String, byte[]>> connectPubSub() {
            return clients.connectPubSub(address);
        }
    }
}
