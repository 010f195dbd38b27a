package io.pocketio.autoconfigure.cluster;

import io.lettuce.core.RedisException;
import io.pocketio.adapter.AdapterFactory;
import io.pocketio.autoconfigure.OnClusterAdapter;
import io.pocketio.autoconfigure.OnServerCapableApplication;
import io.pocketio.autoconfigure.PocketIoAdapterProperties;
import io.pocketio.autoconfigure.PocketIoAutoConfiguration;
import io.pocketio.autoconfigure.PocketIoProperties;
import io.pocketio.cluster.ClusterCounters;
import io.pocketio.lane.TimeSource;
import io.pocketio.redis.LettuceBus;
import io.pocketio.redis.LettuceStreamStore;
import io.pocketio.redis.RedisClients;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Auto-configuration of the adapter that {@code pocketio.adapter.type} names, with connections of its own to the Redis that
 * {@code spring.data.redis.*} tells of. An {@link AdapterFactory} of the application's takes its place. Where something is missing, or Redis
 * cannot be reached, the application does not start.
 *
 * @since 0.1
 */
@AutoConfiguration(
        before = PocketIoAutoConfiguration.class,
        afterName = "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration")
@Conditional(OnClusterAdapter.class)
@ConditionalOnMissingBean(AdapterFactory.class)
@EnableConfigurationProperties(PocketIoProperties.class)
public final class PocketIoClusterAutoConfiguration {

    /** What is missing is said when it is wanted, not passed over. */
    @Bean
    ClusterGuard socketIoClusterGuard(
            PocketIoProperties properties, ResourceLoader loader, ObjectProvider<ClusterMessaging> messaging) {
        return new ClusterGuard(properties.adapter(), AdapterDependencies.missing(loader.getClassLoader()), messaging);
    }

    /** For the server. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty(name = "pocketio.enabled", matchIfMissing = true)
    @Conditional(OnServerCapableApplication.class)
    static class Node {

        @Bean
        AdapterFactory socketIoAdapters(ClusterGuard guard, Environment environment) {
            guard.refuseRecovery(environment);
            return guard.messaging().adapters();
        }
    }

    /** Loaded only where all that it needs is there. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(
            name = {AdapterDependencies.LETTUCE, AdapterDependencies.CONNECTION_FACTORY, AdapterDependencies.MSGPACK})
    static class OfRedis {

        private static final String REPLICAS = "spring.data.redis.masterreplica.nodes";

        @Bean
        @ConditionalOnMissingBean
        ClusterCounters socketIoClusterCounters() {
            return new ClusterCounters();
        }

        @Bean
        RedisClients socketIoRedisClients(ObjectProvider<LettuceConnectionFactory> factories, Environment environment) {
            if (Binder.get(environment).bind(REPLICAS, String[].class).isBound()) {
                throw new AdapterUnavailableException(
                        OnClusterAdapter.PROPERTY + " does not work with " + REPLICAS + ".",
                        "Name one Redis by spring.data.redis.host, or use Sentinel or Redis Cluster.",
                        null);
            }
            LettuceConnectionFactory application = factories.getIfUnique();
            if (application == null) {
                throw new AdapterUnavailableException(
                        OnClusterAdapter.PROPERTY + " needs one connection factory of Lettuce, and there "
                                + (factories.stream().findAny().isPresent() ? "are several." : "is none."),
                        "Let Spring Boot make it by spring.data.redis.*, without spring.data.redis.client-type=jedis; or"
                                + " declare one, or make one of several @Primary.",
                        null);
            }
            return RedisClients.like(application);
        }

        @Bean
        LettuceBus socketIoBus(RedisClients clients, PocketIoProperties properties, ClusterCounters counters) {
            try {
                LettuceBus.Limits limits = limits(properties.adapter());
                TimeSource time = new TimeSource(null);
                return switch (properties.adapter().type()) {
                    case REDIS_SHARDED -> LettuceBus.connectSharded(clients, limits, counters, time);
                    case REDIS_STREAMS -> LettuceBus.connectBesideStreams(clients, limits, counters, time);
                    case REDIS, MEMORY -> LettuceBus.connect(clients, limits, counters, time);
                };
            } catch (RedisException failure) {
                throw RedisFailures.explained(properties.adapter().type(), failure);
            }
        }

        @Bean
        ClusterMessaging socketIoClusterMessaging(
                RedisClients clients, LettuceBus bus, PocketIoProperties properties, ClusterCounters counters) {
            PocketIoAdapterProperties adapter = properties.adapter();
            return switch (adapter.type()) {
                case REDIS_SHARDED -> new ShardedMessaging(bus, adapter, counters);
                case REDIS_STREAMS -> streams(clients, bus, properties, counters);
                case REDIS, MEMORY -> new ClassicMessaging(bus, adapter, counters);
            };
        }

        private static ClusterMessaging streams(
                RedisClients clients, LettuceBus bus, PocketIoProperties properties, ClusterCounters counters) {
            PocketIoAdapterProperties adapter = properties.adapter();
            LettuceBus.Limits limits =
                    new LettuceBus.Limits(adapter.maxPending().toBytes(), bus.maxMessageBytes());
            try {
                LettuceStreamStore store = LettuceStreamStore.connect(clients, limits, counters, new TimeSource(null));
                return new StreamsMessaging(clients, bus, store, properties, counters);
            } catch (RedisException failure) {
                throw RedisFailures.explained(adapter.type(), failure);
            }
        }

        private static LettuceBus.Limits limits(PocketIoAdapterProperties properties) {
            return new LettuceBus.Limits(properties.maxPending().toBytes(), (int)
                    properties.maxMessageSize().toBytes());
        }
    }
}
