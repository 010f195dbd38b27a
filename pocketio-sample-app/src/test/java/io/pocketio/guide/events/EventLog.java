package io.pocketio.guide.events;

import io.pocketio.SocketIoSocket;
import io.pocketio.annotation.OnAnyEvent;
import io.pocketio.log.ClientText;
import io.pocketio.protocol.Arguments;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

@Component
class EventLog {

    private static final Logger logger = LoggerFactory.getLogger(EventLog.class);

    @OnAnyEvent
    void log(SocketIoSocket socket, String event, Arguments arguments) {
        logger.debug("{} with {} arguments from {}", ClientText.of(event), arguments.size(), socket.id());
    }
}
