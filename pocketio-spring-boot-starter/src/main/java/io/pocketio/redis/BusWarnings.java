package io.pocketio.redis;

import io.pocketio.lane.TimeSource;
import io.pocketio.log.ClientText;
import io.pocketio.log.OncePerMinute;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what goes wrong on a bus, each once a minute. Thread-safe. */
final class BusWarnings {

    private static final Logger logger = LoggerFactory.getLogger(BusWarnings.class);

    private final OncePerMinute dropped;
    private final OncePerMinute notPublished;
    private final OncePerMinute notSubscribed;

    BusWarnings(TimeSource time) {
        this.dropped = new OncePerMinute(time::nanos);
        this.notPublished = new OncePerMinute(time::nanos);
        this.notSubscribed = new OncePerMinute(time::nanos);
    }

    void dropped() {
        if (dropped.test()) {
            logger.warn(
                    "Messages for other nodes come faster than Redis takes them, or while it is away: the oldest are dropped");
        }
    }

    void notPublished(Throwable why) {
        if (notPublished.test()) {
            logger.warn("Redis does not publish a message for other nodes: {}", ClientText.sentence(why.getMessage()));
        }
    }

    void notSubscribed(Topic topic, Throwable why) {
        if (notSubscribed.test()) {
            logger.warn(
                    "Redis does not let this node subscribe to {}: {}",
                    ClientText.of(topic.name()),
                    ClientText.sentence(why.getMessage()));
        }
    }
}
