package io.pocketio.cluster.node;

import io.pocketio.adapter.Adapter;
import io.pocketio.adapter.AdapterContractTests;
import io.pocketio.adapter.LocalSockets;

class ClusterAdapterTests extends AdapterContractTests {

    @Override
    protected Adapter create(LocalSockets sockets) {
        return TestNodes.adapter(sockets, new TestProtocol.Link().newNode(true));
    }
}
