package io.pocketio.guide.pocketio;

import io.pocketio.Broadcast;
import io.pocketio.SocketIoSocket;
import io.pocketio.annotation.SocketController;
import io.pocketio.annotation.SocketEvent;
import reactor.core.publisher.Mono;

@SocketController
class RoomController {

    private final Broadcast sockets;

    RoomController(Broadcast sockets) {
        this.sockets = sockets;
    }

    @SocketEvent("enter")
    void enter(SocketIoSocket socket) {
        socket.join("a room");
        sockets.in("a room").emit("message", "to all in the room");
        socket.to("a room").emit("other message");
    }

    @SocketEvent("everybody")
    void everybody(SocketIoSocket socket, String text) {
        socket.broadcast().send(text);
        sockets.emit("news", text);
    }

    @SocketEvent("ready")
    Mono<String> ready(SocketIoSocket socket) {
        return socket.emitWithAck("question", "Are you?").map(answer -> "said " + answer.get(0, String.class));
    }
}
