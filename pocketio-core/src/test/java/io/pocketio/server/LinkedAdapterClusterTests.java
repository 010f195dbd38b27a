package io.pocketio.server;

import io.pocketio.adapter.Adapter;
import io.pocketio.adapter.ClusterAdapterContractTests;
import io.pocketio.adapter.LinkedAdapter;
import io.pocketio.adapter.LocalSockets;

class LinkedAdapterClusterTests extends ClusterAdapterContractTests {

    private final LinkedAdapter.Link link = new LinkedAdapter.Link();

    @Override
    protected Adapter createNode(LocalSockets sockets) {
        return link.adapters().create("/", sockets);
    }
}
