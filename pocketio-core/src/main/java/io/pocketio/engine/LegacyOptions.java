package io.pocketio.engine;

import io.pocketio.lane.Durations;
import java.time.Duration;

/**
 * Settings for clients of Socket.IO 0.7 to 0.9 alone, which may come where {@link EngineOptions#allowOlderClients()} says so.
 *
 * @param closeTimeout how long a client that does not come for more, over HTTP, is waited for; it is told to all of them, who then hear
 *     of the server well within that time. 12 days at most
 * @param flashsocket whether handshakes name that transport, too: WebSockets by way of a plug-in, for which somebody else has to serve
 *     the policy file. Its path is that of a WebSocket in any case
 * @since 0.1
 */
public record LegacyOptions(Duration closeTimeout, boolean flashsocket) {

    private static final Duration LONGEST = Duration.ofDays(12);
    private static final Duration DEFAULT_CLOSE_TIMEOUT = Duration.ofSeconds(60);

    /** @throws IllegalArgumentException when the time-out is not positive */
    public LegacyOptions {
        if (closeTimeout.isNegative() || closeTimeout.isZero()) {
            throw new IllegalArgumentException("closeTimeout must be positive, not " + closeTimeout);
        }
        closeTimeout = Durations.shorter(closeTimeout, LONGEST);
    }

    /** 60 seconds, and no flashsocket, as in the reference server of their time. */
    public static LegacyOptions defaults() {
        return new LegacyOptions(DEFAULT_CLOSE_TIMEOUT, false);
    }
}
