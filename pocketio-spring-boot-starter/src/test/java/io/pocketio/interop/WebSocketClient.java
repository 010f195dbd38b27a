package io.pocketio.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.interop.RawWebSocket.Message;
import java.util.Base64;

/** Over a WebSocket, whether from the start or after an upgrade. */
final class WebSocketClient extends EngineClient {

    private final RawWebSocket socket;

    private WebSocketClient(InteropServer server, String path, RawWebSocket socket) {
        super(server, path);
        this.socket = socket;
    }

    static WebSocketClient open(InteropServer server, String path) {
        RawWebSocket socket = RawWebSocket.connect(server.port(), path + "?EIO=4&transport=websocket");
        WebSocketClient client = new WebSocketClient(server, path, socket);
        client.opened(client.receive());
        return client;
    }

    /** Without a poll that the server would have to end first. */
    static WebSocketClient upgrade(PollingClient polling) {
        RawWebSocket socket = polling.probe();
        socket.send("5");
        polling.close();
        WebSocketClient client = new WebSocketClient(polling.server(), polling.path(), socket);
        client.opened(polling.openPacket());
        return client;
    }

    RawWebSocket socket() {
        return socket;
    }

    @Override
    void send(String... packets) {
        for (String packet : packets) {
            if (packet.startsWith("b")) {
                socket.send(Base64.getDecoder().decode(packet.substring(1)));
            } else {
                socket.send(packet);
            }
        }
    }

    @Override
    String receive() {
        Message message = socket.receive();
        while (message.describe().equals("2")) {
            socket.send("3");
            message = socket.receive();
        }
        return switch (message.opcode()) {
            case RawWebSocket.BINARY -> "b" + Base64.getEncoder().encodeToString(message.payload());
            case RawWebSocket.CLOSE -> closed(message);
            default -> message.describe();
        };
    }

    private static String closed(Message message) {
        assertThat(message.describe()).isEqualTo("close " + RawWebSocket.NO_CODE);
        return "close";
    }

    @Override
    void reset() {
        socket.reset();
    }

    @Override
    public void close() {
        socket.close();
    }
}
