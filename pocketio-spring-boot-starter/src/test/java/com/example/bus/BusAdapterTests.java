package com.example.bus;

import io.pocketio.adapter.Adapter;
import io.pocketio.adapter.AdapterContractTests;
import io.pocketio.adapter.LocalSockets;

/** The adapter of a third party does alone what an adapter has to do. */
class BusAdapterTests extends AdapterContractTests {

    @Override
    protected Adapter create(LocalSockets sockets) {
        return new Bus().adapters().create("/", sockets);
    }
}
