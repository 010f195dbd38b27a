package io.pocketio.observation;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.pocketio.cluster.ClusterStatistics;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * The meters of what goes between this node and the others, all of whose names begin with {@code pocketio.adapter.}: read when somebody
 * asks. Immutable.
 *
 * @since 0.1
 */
public final class ClusterMetrics implements MeterBinder {

    private final ClusterStatistics cluster;

    public ClusterMetrics(ClusterStatistics cluster) {
        this.cluster = cluster;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        counter(registry, "published", ClusterStatistics::published, "Messages to other nodes that have been sent");
        counter(
                registry,
                "received",
                ClusterStatistics::received,
                "Messages that have come, those of this node among them");
        counter(registry, "lost", ClusterStatistics::lost, "Messages of this node that nobody will get");
        counter(registry, "malformed", ClusterStatistics::malformed, "Messages that mean nothing here");
        counter(registry, "foreign", ClusterStatistics::foreign, "Messages in a dialect that is not spoken here");
        counter(
                registry,
                "nodes.silent",
                ClusterStatistics::silentNodes,
                "Nodes that have not answered a question in time");
        counter(registry, "outages", ClusterStatistics::outages, "Times that the connection has gone");
        Gauge.builder("pocketio.adapter.pending", cluster, ClusterStatistics::pendingBytes)
                .description("Bytes of messages that wait to be sent to other nodes")
                .baseUnit(BaseUnits.BYTES)
                .strongReference(true)
                .register(registry);
        lag(registry);
    }

    private void lag(MeterRegistry registry) {
        TimeGauge.builder(
                        "pocketio.adapter.stream.lag",
                        cluster,
                        TimeUnit.MILLISECONDS,
                        ClusterStatistics::streamLagMillis)
                .description("How long ago what was read last had been appended")
                .strongReference(true)
                .register(registry);
    }

    private void counter(
            MeterRegistry registry, String name, ToDoubleFunction<ClusterStatistics> count, String description) {
        FunctionCounter.builder("pocketio.adapter." + name, cluster, count)
                .description(description)
                .register(registry);
    }
}
