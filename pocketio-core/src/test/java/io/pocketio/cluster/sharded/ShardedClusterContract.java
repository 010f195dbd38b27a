package io.pocketio.cluster.sharded;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.adapter.Adapter;
import io.pocketio.adapter.ClusterAdapterContractTests;
import io.pocketio.adapter.LocalSockets;
import io.pocketio.cluster.ClusterCounters;
import io.pocketio.cluster.InMemoryBus;
import io.pocketio.lane.TimeSource;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

/** Two nodes with one subscription mode. */
abstract class ShardedClusterContract extends ClusterAdapterContractTests {

    private final InMemoryBus.Network network = new InMemoryBus.Network();
    private final ClusterCounters counters = new ClusterCounters();
    private final ShardedOptions options;

    ShardedClusterContract(SubscriptionMode mode) {
        this.options = new ShardedOptions("socket.io", Duration.ofSeconds(5), mode);
    }

    @Override
    protected Adapter createNode(LocalSockets sockets) {
        return new ShardedAdapters(new InMemoryBus(network), options, counters, new TimeSource(null))
                .create("/", sockets);
    }

    @AfterEach
    void understoodEverything() {
        assertThat(counters.malformed()).isZero();
        assertThat(counters.foreign()).isZero();
    }
}
