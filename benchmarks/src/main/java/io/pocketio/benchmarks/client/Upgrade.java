package io.pocketio.benchmarks.client;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** The change of one client from polling to a WebSocket: probe, wait for the last poll, upgrade. Confined to the loop. */
final class Upgrade implements Link.Listener {

    private final SocketIoClient client;
    private final PollingLink polling;
    private final WebSocketLink webSocket;

    /** Of the client, when the change is done. */
    private Link.@Nullable Listener after;

    private Upgrade(SocketIoClient client, PollingLink polling, ClientLoop loop, int port, ClientSettings settings) {
        this.client = client;
        this.polling = polling;
        webSocket = new WebSocketLink(loop, port, settings, "&sid=" + polling.sid(), this);
    }

    static void begin(SocketIoClient client, PollingLink polling, ClientLoop loop, int port, ClientSettings settings) {
        new Upgrade(client, polling, loop, port, settings);
    }

    @Override
    public void opened() {
        webSocket.send("2probe");
    }

    @Override
    public void packet(ByteBuf text) {
        if (after != null) {
            after.packet(text);
        } else if (client.hasEnded()) {
            webSocket.close();
        } else if (SocketIoClient.string(text).equals("3probe")) {
            client.hold();
            polling.drain(this::finish);
        } else {
            client.upgradeFailed("unexpected packet " + SocketIoClient.string(text));
        }
    }

    private void finish() {
        if (client.hasEnded()) {
            webSocket.close();
            return;
        }
        webSocket.send("5");
        after = client.changeTo(webSocket);
    }

    @Override
    public void message(ByteBuf binary) {
        if (after != null) {
            after.message(binary);
        } else {
            client.upgradeFailed("unexpected binary message");
        }
    }

    @Override
    public void writable() {
        if (after != null) {
            after.writable();
        }
    }

    @Override
    public void closed(String reason) {
        if (after != null) {
            after.closed(reason);
        } else {
            client.upgradeFailed(reason);
        }
    }
}
