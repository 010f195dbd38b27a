package io.pocketio.cluster.classic;

import io.pocketio.adapter.Adapter;
import io.pocketio.adapter.AdapterContractTests;
import io.pocketio.adapter.LocalSockets;
import io.pocketio.cluster.ClusterCounters;
import io.pocketio.cluster.InMemoryBus;
import io.pocketio.lane.TimeSource;

class ClassicAdapterTests extends AdapterContractTests {

    @Override
    protected Adapter create(LocalSockets sockets) {
        InMemoryBus bus = new InMemoryBus(new InMemoryBus.Network());
        return new ClassicAdapters(bus, ClassicOptions.DEFAULTS, new ClusterCounters(), new TimeSource(null))
                .create("/", sockets);
    }
}
