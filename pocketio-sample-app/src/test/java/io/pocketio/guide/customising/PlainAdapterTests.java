package io.pocketio.guide.customising;

import io.pocketio.adapter.Adapter;
import io.pocketio.adapter.AdapterContractTests;
import io.pocketio.adapter.LocalSockets;
import io.pocketio.adapter.memory.InMemoryAdapter;

class PlainAdapterTests extends AdapterContractTests {

    @Override
    protected Adapter create(LocalSockets sockets) {
        return new InMemoryAdapter(sockets);
    }
}
