package io.pocketio.guide.rooms;

import io.pocketio.Rooms;
import io.pocketio.SocketIoSocket;
import io.pocketio.annotation.SocketController;
import io.pocketio.annotation.SocketEvent;
import java.util.Set;
import reactor.core.publisher.Mono;

@SocketController
class DocumentController {

    @SocketEvent("open")
    Mono<Set<String>> open(SocketIoSocket socket, String document, Rooms rooms) {
        socket.join(document);
        socket.to(document).emit("opened", socket.id());
        return rooms.members(document);
    }

    @SocketEvent("edit")
    void edit(SocketIoSocket socket, String document, String text) {
        socket.to(document).emit("edited", document, text);
    }

    @SocketEvent("close")
    void close(SocketIoSocket socket, String document) {
        socket.leave(document);
    }
}
