package io.pocketio.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ReadFrom;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SocketOptions.KeepAliveOptions;
import io.lettuce.core.SocketOptions.TcpUserTimeoutOptions;
import io.lettuce.core.SslVerifyMode;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.models.partitions.Partitions;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import io.lettuce.core.resource.EpollProvider;
import io.lettuce.core.resource.IOUringProvider;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.connection.lettuce.RedisCredentialsProviderFactory;

/**
 * Makes connections to the Redis of an application that are not the application's: with its addresses, credentials and certificates,
 * and its threads, but with options of our own. Nothing is connected before it is wanted. Thread-safe.
 */
public final class RedisClients implements AutoCloseable {

    private static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

    /** Between two attempts to connect again. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /** What Lettuce says of a connection that Redis has refused before it looked. */
    private static final String UNCLEAR = "RedisHandshakeHandler not registered";

    private static final int MOST_UNCLEAR = 5;

    private static final Delay PAUSES =
            Delay.exponential(Duration.ofMillis(1), LONGEST_PAUSE, 2, TimeUnit.MILLISECONDS);

    private final LettuceConnectionFactory factory;
    private final RedisClient client;
    private final @Nullable RedisClusterClient cluster;

    private RedisClients(LettuceConnectionFactory factory, RedisClient client, @Nullable RedisClusterClient cluster) {
        this.factory = factory;
        this.client = client;
        this.cluster = cluster;
    }

    /** @param application has been initialized; is not changed */
    public static RedisClients like(LettuceConnectionFactory application) {
        LettuceConnectionFactory factory = new LettuceConnectionFactory(
                configuration(application),
                new OwnOptions(application.getClientConfiguration(), application.isClusterAware()));
        factory.setEagerInitialization(false);
        factory.afterPropertiesSet();
        factory.start();
        AbstractRedisClient client = factory.getRequiredNativeClient();
        if (client instanceof RedisClusterClient cluster) {
            RedisClient single = RedisClient.create(cluster.getResources());
            single.setOptions(cluster.getOptions());
            return new RedisClients(factory, single, cluster);
        }
        return new RedisClients(factory, (RedisClient) client, null);
    }

    private static RedisConfiguration configuration(LettuceConnectionFactory application) {
        RedisConfiguration cluster = application.getClusterConfiguration();
        RedisConfiguration sentinel = application.getSentinelConfiguration();
        RedisConfiguration socket = application.getSocketConfiguration();
        return firstOf(cluster, sentinel, socket, application.getStandaloneConfiguration());
    }

    private static RedisConfiguration firstOf(
            @Nullable RedisConfiguration cluster,
            @Nullable RedisConfiguration sentinel,
            @Nullable RedisConfiguration socket,
            RedisConfiguration standalone) {
        if (cluster != null) {
            return cluster;
        }
        if (sentinel != null) {
            return sentinel;
        }
        return socket != null ? socket : standalone;
    }

    boolean isCluster() {
        return cluster != null;
    }

    /** The parts of a cluster, as they are known; blocks when they are asked for the first time. */
    Partitions partitions() {
        return Objects.requireNonNull(cluster).getPartitions();
    }

    /** Asks the cluster for its parts. */
    CompletionStage<Void> refreshPartitions() {
        return Objects.requireNonNull(cluster).refreshPartitionsAsync();
    }

    /** Blocks until it is connected to a cluster: each command goes to the part that it belongs to. */
    StatefulRedisClusterConnection<String, byte[]> connectCluster() {
        return Objects.requireNonNull(cluster).connect(CODEC);
    }

    /** Blocks until it is connected to the single Redis. */
    StatefulRedisConnection<String, byte[]> connect() {
        return saying(() -> client.connect(CODEC));
    }

    /** Blocks until it is connected to the single Redis. */
    StatefulRedisPubSubConnection<String, byte[]> connectPubSub() {
        return saying(() -> client.connectPubSub(CODEC));
    }

    /**
     * Connects. Where Redis says no very soon, Lettuce may find its own handler gone, and say that in place of the reason: it is asked again
     * then, a few times.
     */
    private static <C> C saying(Supplier<C> connecting) {
        for (int left = MOST_UNCLEAR; left > 0; left--) {
            try {
                return connecting.get();
            } catch (RedisConnectionException failure) {
                if (!isUnclear(failure)) {
                    throw failure;
                }
            }
        }
        return connecting.get();
    }

    private static boolean isUnclear(RedisConnectionException failure) {
        Throwable cause = failure.getCause();
        return cause != null && String.valueOf(cause.getMessage()).contains(UNCLEAR);
    }

    /** To one node of a cluster. */
    CompletionStage<StatefulRedisConnection<String, byte[]>> connect(RedisURI node) {
        return client.connectAsync(CODEC, node);
    }

    /** To one node of a cluster. */
    CompletionStage<StatefulRedisPubSubConnection<String, byte[]>> connectPubSub(RedisURI node) {
        return client.connectPubSubAsync(CODEC, node);
    }

    /** Ends all connections that were made here. */
    @Override
    public void close() {
        if (cluster != null) {
            client.shutdown();
        }
        factory.destroy();
    }

    /** What the application has chosen, but for what becomes of commands. */
    private record OwnOptions(LettuceClientConfiguration application, boolean isCluster)
            implements LettuceClientConfiguration {

        /**
         * What cannot be sent at once, and what has not been answered when a connection goes, is given up: whoever sent it knows better
         * whether and when to send it again. Nothing is given up for being slow, for its answer still comes.
         */
        @Override
        public Optional<ClientOptions> getClientOptions() {
            ClientOptions theirs = application.getClientOptions().orElseGet(ClientOptions::create);
            ClientOptions own = theirs.mutate()
                    .socketOptions(watched(theirs.getSocketOptions()))
                    .autoReconnect(true)
                    .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                    .requestQueueSize(Integer.MAX_VALUE)
                    .replayFilter(command -> true)
                    .timeoutOptions(
                            TimeoutOptions.builder().timeoutCommands(false).build())
                    .build();
            return Optional.of(isCluster ? ClusterClientOptions.builder(own).build() : own);
        }

        /** A connection whose other end has vanished ends within half a minute, though nothing says so. */
        private static SocketOptions watched(SocketOptions theirs) {
            SocketOptions.Builder options = theirs.mutate()
                    .keepAlive(KeepAliveOptions.builder()
                            .enable()
                            .idle(Duration.ofSeconds(10))
                            .interval(Duration.ofSeconds(5))
                            .count(3)
                            .build());
            if (EpollProvider.isAvailable() || IOUringProvider.isAvailable()) { // it takes more than sockets of Java
                options.tcpUserTimeout(TcpUserTimeoutOptions.builder()
                        .enable()
                        .tcpUserTimeout(Duration.ofSeconds(25))
                        .build());
            }
            return options.build();
        }

        /** An outage ends for us no later than {@link #LONGEST_PAUSE} after Redis is back. */
        @Override
        public Optional<ClientResources> getClientResources() {
            return application.getClientResources().map(theirs -> new SharedResources(theirs, PAUSES));
        }

        @Override
        public Optional<String> getClientName() {
            return Optional.of("pocketio");
        }

        @Override
        public boolean isUseSsl() {
            return application.isUseSsl();
        }

        @Override
        @SuppressWarnings("deprecation") // there is no other way to implement the interface
        public boolean isVerifyPeer() {
            return application.isVerifyPeer();
        }

        @Override
        public SslVerifyMode getVerifyMode() {
            return application.getVerifyMode();
        }

        @Override
        public boolean isStartTls() {
            return application.isStartTls();
        }

        @Override
        public Optional<ReadFrom> getReadFrom() {
            return Optional.empty();
        }

        @Override
        public Optional<RedisCredentialsProviderFactory> getRedisCredentialsProviderFactory() {
            return application.getRedisCredentialsProviderFactory();
        }

        @Override
        public Duration getCommandTimeout() {
            return application.getCommandTimeout();
        }

        @Override
        public Duration getShutdownTimeout() {
            return application.getShutdownTimeout();
        }

        @Override
        public Duration getShutdownQuietPeriod() {
            return application.getShutdownQuietPeriod();
        }
    }
}
