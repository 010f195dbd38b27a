package io.pocketio.cluster.wire;

import io.pocketio.cluster.BusListener;
import io.pocketio.cluster.ClusterCounters;
import io.pocketio.json.CodecException;
import io.pocketio.log.ClientText;
import io.pocketio.log.OncePerMinute;
import io.pocketio.protocol.MalformedPacketException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between what brings messages and those who read them, who may throw: a message that means nothing is counted, and told once a
 * minute. Thread-safe.
 */
public final class BusGuard {

    private static final Logger log = LoggerFactory.getLogger(BusGuard.class);

    private final ClusterCounters counters;
    private final OncePerMinute malformed;
    private final OncePerMinute foreign;

    /** @param nanoTime as {@link System#nanoTime} */
    public BusGuard(ClusterCounters counters, LongSupplier nanoTime) {
        this.counters = counters;
        this.malformed = new OncePerMinute(nanoTime);
        this.foreign = new OncePerMinute(nanoTime);
    }

    /** A listener that never throws. */
    public BusListener around(BusListener reader) {
        return (channel, message) -> read(channel, message.length, () -> reader.message(channel, message));
    }

    /**
     * Reads one message; never throws.
     *
     * @param channel by which it has come, or what else has brought it
     */
    public void read(String channel, int bytes, Runnable reading) {
        try {
            reading.run();
        } catch (MalformedPacketException | CodecException meaningless) {
            counters.countMalformed();
            if (malformed.test()) {
                log.warn(
                        "Ignored a message of {} bytes on {}: {}. Do others use the same prefix, such as nodes with another kind of adapter?",
                        bytes,
                        ClientText.of(channel),
                        meaningless.getMessage());
            } else {
                log.debug(
                        "Ignored a message of {} bytes on {}: {}",
                        bytes,
                        ClientText.of(channel),
                        meaningless.getMessage());
            }
        } catch (RuntimeException failure) {
            log.error("A message of {} bytes on {} could not be handled", bytes, ClientText.of(channel), failure);
        }
    }

    /**
     * A message of a version that is not spoken here, which its reader passes over.
     *
     * @param who says so, and what can be done, in a sentence
     */
    public void foreign(String who) {
        counters.countForeign();
        if (foreign.test()) {
            log.warn(who);
        }
    }
}
