package io.pocketio.readme;

import io.pocketio.SocketIoSocket;
import io.pocketio.annotation.SocketController;
import io.pocketio.annotation.SocketEvent;

@SocketController
class GreetingController {

    @SocketEvent("greet")
    String greet(SocketIoSocket socket, String name) {
        socket.broadcast().emit("greeted", name);
        return "Hello, " + name + "!";
    }
}
