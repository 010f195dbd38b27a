package io.pocketio.guide.cluster;

import io.pocketio.SocketIoEmitter;
import org.springframework.stereotype.Component;

@Component
class Reports {

    private final SocketIoEmitter emitter;

    Reports(SocketIoEmitter emitter) {
        this.emitter = emitter;
    }

    void finished(String room) {
        emitter.to(room).emit("report", "finished");
    }
}
