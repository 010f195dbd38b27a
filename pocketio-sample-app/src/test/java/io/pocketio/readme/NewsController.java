package io.pocketio.readme;

import io.pocketio.Broadcast;
import io.pocketio.Rooms;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
class NewsController {

    private final Broadcast broadcast;
    private final Rooms rooms;

    NewsController(Broadcast broadcast, Rooms rooms) {
        this.broadcast = broadcast;
        this.rooms = rooms;
    }

    @PostMapping("/news")
    void publish(@RequestBody News news) {
        broadcast.to("readers").except("muted").emit("news", news, news.picture());
    }

    @GetMapping("/readers")
    Mono<Set<String>> readers() {
        return rooms.members("readers");
    }
}

record News(String title, byte[] picture) {}
