package io.pocketio.guide.migration;

import io.pocketio.Broadcast;
import java.time.Instant;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

@Component
class TimeTicker {

    private final Broadcast broadcast;

    TimeTicker(Broadcast broadcast) {
        this.broadcast = broadcast;
    }

    @Scheduled(fixedRate = 1000)
    void tick() {
        broadcast.emit("time", Instant.now());
    }
}
