package io.pocketio.benchmarks.server;

import io.pocketio.Broadcast;
import io.pocketio.SocketIoSocket;
import io.pocketio.annotation.OnConnect;
import io.pocketio.annotation.SocketController;
import io.pocketio.annotation.SocketEvent;
import java.util.Map;

/** Sends back what it is sent, to the sender or to the room that all sockets are in. */
@SocketController
class BenchmarkController {

    private static final String ALL = "all";

    private final Broadcast broadcast;

    BenchmarkController(Broadcast broadcast) {
        this.broadcast = broadcast;
    }

    @OnConnect
    void connected(SocketIoSocket socket) {
        socket.join(ALL);
    }

    @SocketEvent("echo")
    void echo(SocketIoSocket socket, Map<String, Object> data) {
        socket.emit("echo", data);
    }

    @SocketEvent("ack")
    Map<String, Object> ack(Map<String, Object> data) {
        return data;
    }

    @SocketEvent("broadcast")
    void broadcast(Map<String, Object> data) {
        broadcast.to(ALL).emit("broadcast", data);
    }

    @SocketEvent("bin")
    void bin(SocketIoSocket socket, byte[] data) {
        socket.emit("bin", data);
    }
}
