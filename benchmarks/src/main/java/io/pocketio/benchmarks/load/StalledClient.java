package io.pocketio.benchmarks.load;

import io.netty.buffer.ByteBuf;
import io.pocketio.benchmarks.client.ClientListener;
import io.pocketio.benchmarks.client.ClientLoop;
import io.pocketio.benchmarks.client.ClientSettings;
import io.pocketio.benchmarks.client.ClientSettings.Transport;
import io.pocketio.benchmarks.client.SocketIoClient;

/** Stops reading as soon as it is connected, and does not notice any more what becomes of it. Confined to the loop. */
final class StalledClient implements ClientListener {

    private static final int RECEIVE_BUFFER = 4096;

    private final SocketIoClient client;

    StalledClient(ClientLoop loop, int port) {
        ClientSettings settings = ClientSettings.of(Transport.WEBSOCKET).withReceiveBuffer(RECEIVE_BUFFER);
        client = SocketIoClient.connect(loop, port, settings, this);
    }

    boolean isConnected() {
        return client.isConnected();
    }

    @Override
    public void connected() {
        client.stopReading();
    }

    @Override
    public void event(ByteBuf packet) {}

    @Override
    public void closed(String reason) {}

    void close() {
        client.reset();
    }
}
