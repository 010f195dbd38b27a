package io.pocketio.guide.pocketio;

import io.pocketio.SocketIoSocket;
import io.pocketio.annotation.OnConnect;
import io.pocketio.annotation.SocketController;
import io.pocketio.annotation.SocketEvent;
import java.util.List;
import java.util.Map;

@SocketController
class EchoController {

    @OnConnect
    void connected(SocketIoSocket socket) {
        socket.send(Map.of("buffer", List.of()));
    }

    @SocketEvent("message")
    void message(SocketIoSocket socket, Object message) {
        socket.send(message);
    }
}
