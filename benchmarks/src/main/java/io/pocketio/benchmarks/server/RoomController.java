package io.pocketio.benchmarks.server;

import io.pocketio.Broadcast;
import io.pocketio.SocketIoSocket;
import io.pocketio.annotation.SocketController;
import io.pocketio.annotation.SocketEvent;
import java.util.Map;

/** Lets clients join rooms, leave them, and say something in them. */
@SocketController
class RoomController {

    private final Broadcast broadcast;

    RoomController(Broadcast broadcast) {
        this.broadcast = broadcast;
    }

    @SocketEvent("join")
    String join(SocketIoSocket socket, String room) {
        socket.join(room);
        return room;
    }

    @SocketEvent("leave")
    String leave(SocketIoSocket socket, String room) {
        socket.leave(room);
        return room;
    }

    @SocketEvent("say")
    void say(String room, Map<String, Object> data) {
        broadcast.to(room).emit("said", room, data);
    }
}
