package io.pocketio.autoconfigure.cluster;

import io.micrometer.core.instrument.MeterRegistry;
import io.pocketio.cluster.ClusterStatistics;
import io.pocketio.observation.ClusterMetrics;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the meters of a node of a cluster, where Micrometer has a registry: Spring Boot binds them to it.
 *
 * @since 0.1
 */
@AutoConfiguration(
        after = PocketIoClusterAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration"
        })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({MeterRegistry.class, ClusterStatistics.class})
public final class PocketIoClusterObservationAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ClusterMetrics socketIoClusterMetrics(ClusterStatistics cluster) {
        return new ClusterMetrics(cluster);
    }
}
