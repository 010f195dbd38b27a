package io.pocketio.adapter.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.adapter.Adapter;
import io.pocketio.adapter.AdapterContractTests;
import io.pocketio.adapter.LocalSockets;
import io.pocketio.adapter.TestLocalSockets;
import org.junit.jupiter.api.Test;

class InMemoryAdapterTests extends AdapterContractTests {

    @Override
    protected Adapter create(LocalSockets sockets) {
        return new InMemoryAdapter(sockets);
    }

    @Test
    void forgetsAllWhenItIsClosed() {
        TestLocalSockets sockets = new TestLocalSockets();
        Adapter adapter = create(sockets);
        TestLocalSockets.TestLocalSocket socket = sockets.connect(adapter, "id");

        adapter.close();

        assertThat(adapter.roomNames().block()).isEmpty();
        assertThat(adapter.rooms(socket)).isEmpty();
    }
}
