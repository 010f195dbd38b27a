package io.pocketio.server;

import io.pocketio.adapter.Adapter;
import io.pocketio.adapter.AdapterContractTests;
import io.pocketio.adapter.LinkedAdapter;
import io.pocketio.adapter.LocalSockets;

/** From another package, as third parties do it. */
class LinkedAdapterTests extends AdapterContractTests {

    @Override
    protected Adapter create(LocalSockets sockets) {
        return new LinkedAdapter.Link().adapters().create("/", sockets);
    }
}
