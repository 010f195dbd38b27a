package com.example.bus;

import io.pocketio.adapter.Adapter;
import io.pocketio.adapter.ClusterAdapterContractTests;
import io.pocketio.adapter.LocalSockets;

/** Two nodes with the adapter of a third party are a cluster. */
class BusAdapterClusterTests extends ClusterAdapterContractTests {

    private final Bus bus = new Bus();

    @Override
    protected Adapter createNode(LocalSockets sockets) {
        return bus.adapters().create("/", sockets);
    }
}
