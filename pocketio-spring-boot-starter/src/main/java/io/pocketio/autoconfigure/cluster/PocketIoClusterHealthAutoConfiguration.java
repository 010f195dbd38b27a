package io.pocketio.autoconfigure.cluster;

import io.pocketio.cluster.ClusterStatistics;
import io.pocketio.cluster.MessageBus;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the health of a node's way to the others, {@code socketIoCluster}; {@code management.health.socketiocluster.enabled}
 * turns it off.
 *
 * @since 0.1
 */
@AutoConfiguration(after = PocketIoClusterAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean({MessageBus.class, ClusterStatistics.class})
@ConditionalOnEnabledHealthIndicator("socketiocluster")
public final class PocketIoClusterHealthAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "socketIoClusterHealthIndicator")
    HealthIndicator socketIoClusterHealthIndicator(MessageBus bus, ClusterStatistics statistics) {
        return new ClusterHealthIndicator(bus, statistics);
    }
}
