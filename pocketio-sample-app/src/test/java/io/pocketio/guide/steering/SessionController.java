package io.pocketio.guide.steering;

import io.pocketio.SocketIoServer;
import java.util.Set;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

@RestController
class SessionController {

    private final SocketIoServer io;

    SessionController(SocketIoServer io) {
        this.io = io;
    }

    @GetMapping("/sessions")
    Flux<Session> sessions() {
        return io.fetchSockets().map(socket -> new Session(socket.id(), socket.rooms()));
    }

    @PostMapping("/rooms/{from}/move/{to}")
    void move(@PathVariable String from, @PathVariable String to) {
        io.in(from).socketsJoin(to);
        io.in(to).socketsLeave(from);
    }

    @DeleteMapping("/rooms/{room}")
    void close(@PathVariable String room) {
        io.in(room).disconnectSockets(true);
    }
}

record Session(String id, Set<String> rooms) {}
