package io.pocketio.server.connection;

import io.pocketio.engine.EngineSession;
import io.pocketio.log.OncePerMinute;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How much a packet and its attachments may be together, and what is said of one that is more. Thread-safe. */
public final class PacketBound {

    private static final Logger logger = LoggerFactory.getLogger(PacketBound.class);

    /** So many messages of the largest size: some of the attachments may have that size themselves. */
    private static final long MESSAGES = 4;

    private final long bytes;
    private final OncePerMinute warning;

    /**
     * @param maxMessage length of the longest message, in bytes
     * @param nanoTime as {@link System#nanoTime}
     */
    public PacketBound(int maxMessage, LongSupplier nanoTime) {
        this.bytes = Math.min(MESSAGES * maxMessage, Integer.MAX_VALUE);
        this.warning = new OncePerMinute(nanoTime);
    }

    boolean allows(long sum) {
        return sum <= bytes;
    }

    /** A packet of this session has come to more: its client is not told why it is disconnected, so that who wrote it looks here. */
    String exceededBy(EngineSession session) {
        if (warning.test()) {
            logger.warn(
                    "A client is disconnected: a packet of it and its attachments exceed {} bytes, four times max-http-buffer-size ({})."
                            + " More of it is logged at DEBUG for a minute",
                    bytes,
                    session);
        }
        return "a packet and its attachments exceed four times max-http-buffer-size";
    }
}
