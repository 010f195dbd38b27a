package io.pocketio.guide.rooms;

import io.pocketio.Broadcast;
import org.springframework.stereotype.Component;

@Component
class PriceFeed {

    private final Broadcast broadcast;

    PriceFeed(Broadcast broadcast) {
        this.broadcast = broadcast;
    }

    void changed(String product, long cents) {
        broadcast.to(product, "all prices").except("muted").emit("price", product, cents);
    }

    void ticked(String product, long cents) {
        broadcast.to(product).asVolatile().emit("tick", product, cents);
    }

    void warn(String socketId, String warning) {
        broadcast.to(socketId).emit("warning", warning);
    }
}
