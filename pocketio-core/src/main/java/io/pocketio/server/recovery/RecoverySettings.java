package io.pocketio.server.recovery;

import io.pocketio.RecoveryListener;
import io.pocketio.RecoveryOptions;
import io.pocketio.adapter.RecoveryLimits;
import io.pocketio.lane.Durations;
import java.time.Duration;
import java.util.List;

/**
 * How clients come back, for the server and all below it. Immutable, but for what the report counts.
 *
 * @param maxMissedBytes that are sent again to one client; more would not leave room for what comes behind
 */
public record RecoverySettings(
        boolean skipMiddlewares,
        RecoveryLimits limits,
        long maxMissedBytes,
        List<RecoveryListener> listeners,
        RecoveryReport report) {

    public RecoverySettings {
        listeners = List.copyOf(listeners);
    }

    /**
     * @param unnoticed how long a connection may be dead before the server finds out
     * @param maxOutboundBuffer bytes that may wait for one client
     */
    public static RecoverySettings of(
            RecoveryOptions options, Duration unnoticed, long maxOutboundBuffer, List<RecoveryListener> listeners) {
        Duration away = Durations.clamped(options.maxDisconnectionDuration());
        RecoveryLimits limits = new RecoveryLimits(
                away,
                away.plus(Durations.clamped(unnoticed)),
                options.maxPackets(),
                options.maxBytes(),
                options.maxSessions());
        return new RecoverySettings(
                options.skipMiddlewares(), limits, maxOutboundBuffer / 2, listeners, new RecoveryReport());
    }
}
