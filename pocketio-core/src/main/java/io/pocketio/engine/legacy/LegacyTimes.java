package io.pocketio.engine.legacy;

import io.pocketio.engine.EngineOptions;
import io.pocketio.lane.Durations;
import java.time.Duration;

/**
 * How long things take for a client that drops a server from which it has heard nothing for the shorter of the two times that its
 * handshake tells.
 *
 * @param ping between pings of the server
 * @param poll for which a poll is held
 * @param close for which a client is waited for that does not poll
 * @param heartbeatField of the handshake, in seconds; never 0, which clients do not understand
 * @param closeField of the handshake, in seconds
 */
public record LegacyTimes(Duration ping, Duration poll, Duration close, long heartbeatField, long closeField) {

    private static final Duration LONGEST_POLL = Duration.ofSeconds(20);
    private static final long MILLIS = 1000;

    public static LegacyTimes of(EngineOptions options) {
        Duration close = options.legacy().closeTimeout();
        Duration half = Duration.ofMillis(Math.max(1, Durations.millis(close) / 2));
        Duration ping = Durations.shorter(options.pingInterval(), half);
        long heartbeat = Durations.millis(options.pingInterval()) + Durations.millis(options.pingTimeout());
        return new LegacyTimes(
                ping,
                Durations.shorter(ping, LONGEST_POLL),
                close,
                seconds(heartbeat),
                seconds(Durations.millis(close)));
    }

    private static long seconds(long millis) {
        return Math.max(1, (millis + MILLIS - 1) / MILLIS);
    }
}
