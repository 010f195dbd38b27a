package io.pocketio.guide.compression;

import io.pocketio.Broadcast;
import org.springframework.stereotype.Component;

@Component
class Gallery {

    private final Broadcast broadcast;

    Gallery(Broadcast broadcast) {
        this.broadcast = broadcast;
    }

    void published(byte[] jpeg) {
        broadcast.compress(false).emit("picture", jpeg);
    }
}
