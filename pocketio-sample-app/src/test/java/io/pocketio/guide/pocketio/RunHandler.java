package io.pocketio.guide.pocketio;

import io.pocketio.SocketIoServer;
import io.pocketio.SocketIoSocket;
import org.springframework.stereotype.Component;

@Component
class RunHandler {

    RunHandler(SocketIoServer server) {
        server.onConnect(this::run);
    }

    private void run(SocketIoSocket socket) {
        socket.on("username", String.class, (nick, ack) -> socket.emit("username", "hello " + nick));
        socket.emit("username", "vti");
    }
}
