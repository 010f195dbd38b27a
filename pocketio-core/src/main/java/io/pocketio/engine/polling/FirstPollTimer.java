package io.pocketio.engine.polling;

import io.pocketio.engine.CloseReason;
import io.pocketio.engine.transport.TransportHost;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;

/** Runs until the client comes for the first time after its handshake; ends the session of one that does not. Confined to its lane. */
final class FirstPollTimer {

    private static final Logger logger = LoggerFactory.getLogger(FirstPollTimer.class);

    private final TransportHost host;

    /** {@code null} as soon as the client has come. */
    private @Nullable Duration timeout;

    private @Nullable Disposable timer;

    FirstPollTimer(TransportHost host) {
        this.host = host;
    }

    void setTimeout(Duration duration) {
        timeout = duration;
    }

    /** Does nothing when the client has come. */
    void start() {
        if (timeout != null) {
            timer = host.schedule(timeout, () -> {
                logger.debug("The client has not come back after its handshake ({})", host);
                host.end(CloseReason.PING_TIMEOUT, null);
            });
        }
    }

    void stop() {
        if (timer != null) {
            timer.dispose();
            timer = null;
        }
    }

    void clientHasCome() {
        timeout = null;
        stop();
    }
}
