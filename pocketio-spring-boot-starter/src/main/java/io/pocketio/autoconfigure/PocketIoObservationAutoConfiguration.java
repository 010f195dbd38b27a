package io.pocketio.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import io.pocketio.SocketIoServer;
import io.pocketio.observation.SocketIoMetrics;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the server's meters, where Micrometer has a registry: Spring Boot binds them to it.
 *
 * @since 0.1
 */
@AutoConfiguration(
        after = PocketIoAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration"
        })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({MeterRegistry.class, SocketIoServer.class})
public final class PocketIoObservationAutoConfiguration {

    /** Of the topmost context that has a server alone: two of them would count it twice. */
    @Bean
    @ConditionalOnMissingBean
    SocketIoMetrics socketIoMetrics(SocketIoServer server) {
        return new SocketIoMetrics(server);
    }
}
