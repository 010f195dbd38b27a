package io.pocketio.guide.errors;

import io.pocketio.annotation.SocketControllerAdvice;
import io.pocketio.annotation.SocketExceptionHandler;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

@SocketControllerAdvice
class FailureAdvice {

    private static final Logger logger = LoggerFactory.getLogger(FailureAdvice.class);

    @SocketExceptionHandler
    Map<String, String> closed(BoxOfficeClosedException failure, String event) {
        logger.info("{} came too late", event);
        return Map.of("error", "closed");
    }
}
