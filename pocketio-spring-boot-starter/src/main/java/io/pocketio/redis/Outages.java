package io.pocketio.redis;

import io.pocketio.cluster.ClusterCounters;
import io.pocketio.lane.TimeSource;
import io.pocketio.log.OncePerMinute;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says when Redis has gone, and for how long it was away; each once a minute at most, for a connection can come and go many times a
 * second. Confined to one thread at a time.
 */
final class Outages {

    private static final Logger logger = LoggerFactory.getLogger(Outages.class);

    private final TimeSource time;
    private final ClusterCounters counters;
    private final String consequence;
    private final OncePerMinute gone;
    private final OncePerMinute back;

    private boolean away;
    private long since;

    /** @param consequence what an outage means for what other nodes send, as a clause */
    Outages(TimeSource time, ClusterCounters counters, String consequence) {
        this.time = time;
        this.counters = counters;
        this.consequence = consequence;
        this.gone = new OncePerMinute(time::nanos);
        this.back = new OncePerMinute(time::nanos);
    }

    void begun() {
        if (!away) {
            away = true;
            since = time.millis();
            counters.countOutage();
            if (gone.test()) {
                logger.warn(
                        "The connection to Redis has gone: clients of this node hear nothing of other nodes until it is back");
            }
        }
    }

    void ended() {
        if (away) {
            away = false;
            if (back.test()) {
                String seconds = String.format(Locale.ROOT, "%.1f", (time.millis() - since) / 1000.0);
                logger.warn("The connection to Redis is back after {} s; {}", seconds, consequence);
            }
        }
    }
}
