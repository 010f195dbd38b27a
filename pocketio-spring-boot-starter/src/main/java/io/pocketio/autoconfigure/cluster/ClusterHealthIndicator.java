package io.pocketio.autoconfigure.cluster;

import io.pocketio.cluster.ClusterStatistics;
import io.pocketio.cluster.MessageBus;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down while other nodes cannot be reached: clients of this one are served meanwhile. Asks nobody, so it does not block. */
record ClusterHealthIndicator(MessageBus bus, ClusterStatistics statistics) implements HealthIndicator {

    @Override
    public Health health() {
        return (bus.isConnected() ? Health.up() : Health.down())
                .withDetail("outages", statistics.outages())
                .withDetail("lost", statistics.lost())
                .withDetail("pendingBytes", statistics.pendingBytes())
                .build();
    }
}
