package io.pocketio.benchmarks.startup.socketio;

import io.pocketio.SocketIoSocket;
import io.pocketio.annotation.OnConnect;
import io.pocketio.annotation.SocketController;
import io.pocketio.annotation.SocketEvent;

/** As small as an application's first controller. */
@SocketController
class EchoController {

    @OnConnect
    void connected(SocketIoSocket socket) {
        socket.join("all");
    }

    @SocketEvent("echo")
    Message echo(Message message) {
        return message;
    }

    /** What clients send. */
    record Message(String text) {}
}
