package io.pocketio.guide.events;

import io.pocketio.SocketIoSocket;
import io.pocketio.annotation.OnConnect;
import io.pocketio.annotation.OnDisconnect;
import io.pocketio.annotation.SocketController;
import io.pocketio.annotation.SocketEvent;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

@SocketController
class OrderController {

    @OnConnect
    void connected(SocketIoSocket socket) {
        socket.emit("welcome", socket.id());
    }

    @SocketEvent("order")
    void order(SocketIoSocket socket, Order order, Optional<String> note) {
        socket.broadcast().emit("order", order, note.orElse("none"));
    }

    @SocketEvent("photo")
    void photo(SocketIoSocket socket, String name, byte[] picture) {
        socket.broadcast().emit("photo", name, picture);
    }

    @OnDisconnect
    void left(SocketIoSocket socket) {
        socket.broadcast().emit("left", socket.id());
    }
}

record Order(List<String> products, BigDecimal total) {}
