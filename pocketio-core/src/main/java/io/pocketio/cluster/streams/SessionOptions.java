package io.pocketio.cluster.streams;

import java.time.Duration;

/**
 * How sessions are kept where all nodes find them. Immutable.
 *
 * @param keyPrefix what their keys begin with; behind it comes the secret id of the session
 * @param maxDisconnectionDuration how long a session is kept when its client has gone
 * @since 0.1
 */
public record SessionOptions(String keyPrefix, Duration maxDisconnectionDuration) {

    private static final Duration SHORTEST = Duration.ofSeconds(10);

    /** After so long a session whose client is connected is kept anew, with what the application has changed. */
    Duration interval() {
        Duration quarter = maxDisconnectionDuration.dividedBy(4);
        return quarter.compareTo(SHORTEST) < 0 ? SHORTEST : quarter;
    }

    /** How long it is kept while its client is connected: until the next time, and as long as a client may be away. */
    Duration whileConnected() {
        return maxDisconnectionDuration.plus(interval());
    }
}
