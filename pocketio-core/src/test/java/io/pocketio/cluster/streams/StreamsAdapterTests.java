package io.pocketio.cluster.streams;

import io.pocketio.adapter.Adapter;
import io.pocketio.adapter.AdapterContractTests;
import io.pocketio.adapter.LocalSockets;
import io.pocketio.cluster.ClusterCounters;
import io.pocketio.cluster.InMemoryBus;
import io.pocketio.cluster.InMemoryStreamStore;
import io.pocketio.lane.TimeSource;
import org.junit.jupiter.api.AfterEach;

class StreamsAdapterTests extends AdapterContractTests {

    private final InMemoryStreamStore store = new InMemoryStreamStore();

    @Override
    protected Adapter create(LocalSockets sockets) {
        InMemoryBus bus = new InMemoryBus(new InMemoryBus.Network());
        return new StreamsAdapters(bus, store, StreamsOptions.DEFAULTS, new ClusterCounters(), new TimeSource(null))
                .create("/", sockets);
    }

    @AfterEach
    void close() {
        store.close();
    }
}
