package io.pocketio.guide.recovery;

import io.pocketio.RecoveryAttempt;
import io.pocketio.SocketIoSocket;
import io.pocketio.annotation.OnConnect;
import io.pocketio.annotation.SocketController;
import io.pocketio.event.SocketIoRecoveryEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;

@SocketController
class NewsController {

    private static final Logger logger = LoggerFactory.getLogger(NewsController.class);

    private final History history;

    NewsController(History history) {
        this.history = history;
    }

    @OnConnect
    void connected(SocketIoSocket socket) {
        if (!socket.recovered()) {
            socket.join("news");
            socket.emit("history", history.latest());
        }
    }

    @EventListener
    void attempted(SocketIoRecoveryEvent event) {
        RecoveryAttempt attempt = event.attempt();
        if (!attempt.isRecovered()) {
            logger.info("New session: {}", attempt.outcome().words());
        }
    }
}
