package io.pocketio.cluster.node;

import io.pocketio.adapter.Adapter;
import io.pocketio.adapter.ClusterAdapterContractTests;
import io.pocketio.adapter.LocalSockets;

/** With a protocol that finds members and rooms by their sockets. */
class ClusterAdapterFetchingClusterTests extends ClusterAdapterContractTests {

    private final TestProtocol.Link link = new TestProtocol.Link();

    @Override
    protected Adapter createNode(LocalSockets sockets) {
        return TestNodes.adapter(sockets, link.newNode(false));
    }
}
