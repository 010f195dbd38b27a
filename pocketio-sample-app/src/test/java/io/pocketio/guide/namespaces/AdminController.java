package io.pocketio.guide.namespaces;

import io.pocketio.SocketIoServer;
import io.pocketio.SocketIoSocket;
import io.pocketio.annotation.SocketController;
import io.pocketio.annotation.SocketEvent;

@SocketController("/admin")
class AdminController {

    private final SocketIoServer io;

    AdminController(SocketIoServer io) {
        this.io = io;
    }

    @SocketEvent("announce")
    void announce(SocketIoSocket socket, String text) {
        io.emit("announcement", text); // to the main namespace
        socket.broadcast().emit("announced", text); // to the other administrators
    }
}
