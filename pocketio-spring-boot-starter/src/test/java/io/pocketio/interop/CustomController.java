package io.pocketio.interop;

import io.pocketio.SocketIoSocket;
import io.pocketio.annotation.OnConnect;
import io.pocketio.annotation.SocketController;
import io.pocketio.annotation.SocketEvent;
import io.pocketio.protocol.Arguments;
import java.util.Map;

/** The handlers of a custom namespace. */
@SocketController("/custom")
class CustomController {

    @OnConnect
    void connected(SocketIoSocket socket, Map<String, Object> auth) {
        socket.emit("auth", auth);
    }

    @SocketEvent("message")
    void message(SocketIoSocket socket, Arguments arguments) {
        socket.emit("message-back", MainController.values(arguments));
    }

    @SocketEvent("message-with-ack")
    Arguments messageWithAck(Arguments arguments) {
        return Arguments.of(MainController.values(arguments));
    }
}
