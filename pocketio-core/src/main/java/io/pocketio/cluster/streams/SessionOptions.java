package io.pocketio.cluster.streams;

import io.pocketio.adapter.RecoveryLimits;
import java.time.Duration;

/**
 * How sessions are kept where all nodes find them. Immutable.
 *
 * @param keyPrefix what their keys begin with; behind it comes the secret id of the session
 * @param limits how long a session is kept when its client has gone; and how many of the latest events are in memory as well, for those
 *     who come back all at once
 * @since 0.1
 */
public record SessionOptions(String keyPrefix, RecoveryLimits limits) {

    private static final Duration SHORTEST = Duration.ofSeconds(10);

    /** How long a session is kept when its client has gone. */
    Duration maxDisconnectionDuration() {
        return limits.maxDisconnectionDuration();
    }

    /** After so long a session whose client is connected is kept anew, with what the application has changed. */
    Duration interval() {
        Duration quarter = maxDisconnectionDuration().dividedBy(4);
        return quarter.compareTo(SHORTEST) < 0 ? SHORTEST : quarter;
    }

    /** How long it is kept while its client is connected: until the next time, and as long as a client may be away. */
    Duration whileConnected() {
        return maxDisconnectionDuration().plus(interval());
    }
}
