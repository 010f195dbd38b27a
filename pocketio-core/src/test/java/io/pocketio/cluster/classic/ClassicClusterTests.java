package io.pocketio.cluster.classic;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.adapter.Adapter;
import io.pocketio.adapter.ClusterAdapterContractTests;
import io.pocketio.adapter.LocalSockets;
import io.pocketio.cluster.ClusterCounters;
import io.pocketio.cluster.InMemoryBus;
import io.pocketio.lane.TimeSource;
import org.junit.jupiter.api.AfterEach;

class ClassicClusterTests extends ClusterAdapterContractTests {

    private final InMemoryBus.Network network = new InMemoryBus.Network();
    private final ClusterCounters counters = new ClusterCounters();

    @Override
    protected Adapter createNode(LocalSockets sockets) {
        return new ClassicAdapters(new InMemoryBus(network), ClassicOptions.DEFAULTS, counters, new TimeSource(null))
                .create("/", sockets);
    }

    @AfterEach
    void understoodEverything() {
        assertThat(counters.malformed()).isZero();
        assertThat(counters.foreign()).isZero();
    }
}
