package io.pocketio.autoconfigure.cluster;

import io.lettuce.core.RedisException;
import io.pocketio.adapter.AdapterFactory;
import io.pocketio.autoconfigure.PocketIoAutoConfiguration;
import io.pocketio.cluster.ClusterCounters;
import io.pocketio.cluster.classic.ClassicAdapters;
import io.pocketio.cluster.classic.ClassicOptions;
import io.pocketio.lane.TimeSource;
import io.pocketio.redis.LettuceBus;
import io.pocketio.redis.RedisClients;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
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
@ConditionalOnBooleanProperty(name = "pocketio.enabled", matchIfMissing = true)
@Conditional(OnClusterAdapter.class)
@ConditionalOnMissingBean(AdapterFactory.class)
@EnableConfigurationProperties(PocketIoAdapterProperties.class)
public final class PocketIoClusterAutoConfiguration {

    /** What is missing is said by whoever needs an adapter, not passed over. */
    @Configuration(proxyBeanMethods = false)
    static class Adapters {

        @Bean
        @ConditionalOnMissingBean
        AdapterFactory socketIoAdapters(
                PocketIoAdapterProperties properties,
                Environment environment,
                ResourceLoader loader,
                ObjectProvider<AdapterSource> source) {
            properties.validate();
            List<String> missing = AdapterDependencies.missing(loader.getClassLoader());
            if (!missing.isEmpty()) {
                throw new AdapterUnavailableException(
                        OnClusterAdapter.PROPERTY + " is " + properties.type() + ", and on the class path there is no "
                                + String.join(" and no ", missing) + ".",
                        "Add " + String.join(" and ", missing) + " to the dependencies of the application, or remove "
                                + OnClusterAdapter.PROPERTY + ".",
                        null);
            }
            if (environment.getProperty("pocketio.connection-state-recovery.enabled", Boolean.class, false)) {
                throw new AdapterUnavailableException(
                        "Connection state recovery does not work with pocketio.adapter.type " + properties.type()
                                + ": what a client has missed is not kept where other nodes find it.",
                        "Remove pocketio.connection-state-recovery.enabled, or run one node with pocketio.adapter.type"
                                + " memory.",
                        null);
            }
            return source.getObject().adapters(properties);
        }
    }

    /** Loaded only where all that it needs is there. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(
            name = {AdapterDependencies.LETTUCE, AdapterDependencies.CONNECTION_FACTORY, AdapterDependencies.MSGPACK})
    static class OfRedis {

        @Bean
        @ConditionalOnMissingBean
        ClusterCounters socketIoClusterCounters() {
            return new ClusterCounters();
        }

        @Bean
        RedisClients socketIoRedisClients(ObjectProvider<LettuceConnectionFactory> factories) {
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
        LettuceBus socketIoBus(RedisClients clients, PocketIoAdapterProperties properties, ClusterCounters counters) {
            try {
                return LettuceBus.connect(clients, properties.toLimits(), counters, new TimeSource(null));
            } catch (RedisException failure) {
                throw RedisFailures.explained(properties.type(), failure);
            }
        }

        @Bean
        AdapterSource socketIoAdapterSource(LettuceBus bus, ClusterCounters counters) {
            return properties -> new ClassicAdapters(
                    bus,
                    new ClassicOptions(
                            properties.prefix(),
                            properties.requestTimeout(),
                            properties.redis().publishOnSpecificResponseChannel()),
                    counters,
                    new TimeSource(null));
        }
    }
}
