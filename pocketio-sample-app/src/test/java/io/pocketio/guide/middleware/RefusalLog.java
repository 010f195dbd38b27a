package io.pocketio.guide.middleware;

import io.pocketio.event.SocketIoConnectionErrorEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

@Component
class RefusalLog {

    private static final Logger logger = LoggerFactory.getLogger(RefusalLog.class);

    @EventListener
    void refused(SocketIoConnectionErrorEvent event) {
        logger.info("{}", event.error());
    }
}
