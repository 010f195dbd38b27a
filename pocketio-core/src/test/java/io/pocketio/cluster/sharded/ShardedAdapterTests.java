package io.pocketio.cluster.sharded;

import io.pocketio.adapter.Adapter;
import io.pocketio.adapter.AdapterContractTests;
import io.pocketio.adapter.LocalSockets;
import io.pocketio.cluster.ClusterCounters;
import io.pocketio.cluster.InMemoryBus;
import io.pocketio.lane.TimeSource;

class ShardedAdapterTests extends AdapterContractTests {

    @Override
    protected Adapter create(LocalSockets sockets) {
        InMemoryBus bus = new InMemoryBus(new InMemoryBus.Network());
        return new ShardedAdapters(bus, ShardedOptions.DEFAULTS, new ClusterCounters(), new TimeSource(null))
                .create("/", sockets);
    }
}
