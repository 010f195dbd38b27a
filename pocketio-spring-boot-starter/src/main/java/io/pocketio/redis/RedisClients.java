package io.pocketio.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ReadFrom;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SslVerifyMode;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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

    private final LettuceConnectionFactory factory;
    private final RedisClient client;

    private RedisClients(LettuceConnectionFactory factory, RedisClient client) {
        this.factory = factory;
        this.client = client;
    }

    /**
     * @param application has been initialized; is not changed
     * @throws IllegalArgumentException if it is for a Redis Cluster
     */
    public static RedisClients like(LettuceConnectionFactory application) {
        LettuceConnectionFactory factory = new LettuceConnectionFactory(
                configuration(application), new OwnOptions(application.getClientConfiguration()));
        factory.setEagerInitialization(false);
        factory.afterPropertiesSet();
        factory.start();
        AbstractRedisClient client = factory.getRequiredNativeClient();
        if (client instanceof RedisClient single) {
            return new RedisClients(factory, single);
        }
        factory.destroy();
        throw new IllegalArgumentException(
                "Nodes cannot talk by way of a Redis Cluster, but by a single Redis, with or without Sentinel");
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

    /** Blocks until it is connected. */
    StatefulRedisConnection<String, byte[]> connect() {
        return client.connect(CODEC);
    }

    /** Blocks until it is connected. */
    StatefulRedisPubSubConnection<String, byte[]> connectPubSub() {
        return client.connectPubSub(CODEC);
    }

    /** Ends all connections that were made here. */
    @Override
    public void close() {
        factory.destroy();
    }

    /** What the application has chosen, but for what becomes of commands. */
    private record OwnOptions(LettuceClientConfiguration application) implements LettuceClientConfiguration {

        /**
         * What cannot be sent at once, and what has not been answered when a connection goes, is given up: whoever sent it knows better
         * whether and when to send it again. Nothing is given up for being slow, for its answer still comes.
         */
        @Override
        public Optional<ClientOptions> getClientOptions() {
            return Optional.of(application
                    .getClientOptions()
                    .orElseGet(ClientOptions::create)
                    .mutate()
                    .autoReconnect(true)
                    .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                    .requestQueueSize(Integer.MAX_VALUE)
                    .replayFilter(command -> true)
                    .timeoutOptions(TimeoutOptions.create())
                    .build());
        }

        /** The application's threads, but an outage ends for us no later than {@link #LONGEST_PAUSE} after Redis is back. */
        @Override
        public Optional<ClientResources> getClientResources() {
            return application
                    .getClientResources()
                    .map(resources -> resources
                            .mutate()
                            .reconnectDelay(
                                    Delay.exponential(Duration.ofMillis(1), LONGEST_PAUSE, 2, TimeUnit.MILLISECONDS))
                            .build());
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
