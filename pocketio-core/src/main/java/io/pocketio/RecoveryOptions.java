package io.pocketio;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Connection state recovery: how long, and how much, the server remembers for clients that have lost their connection. The bounds
 * hold for all namespaces of a server together. Immutable.
 *
 * @since 0.1
 */
public final class RecoveryOptions {

    private final Duration maxDisconnectionDuration;
    private final boolean skipMiddlewares;
    private final int maxPackets;
    private final long maxBytes;
    private final int maxSessions;

    private RecoveryOptions(Builder builder) {
        maxDisconnectionDuration = builder.maxDisconnectionDuration;
        skipMiddlewares = builder.skipMiddlewares;
        maxPackets = (int) positive(builder.maxPackets, "maxPackets");
        maxBytes = positive(builder.maxBytes, "maxBytes");
        maxSessions = (int) positive(builder.maxSessions, "maxSessions");
        if (maxDisconnectionDuration.isNegative() || maxDisconnectionDuration.isZero()) {
            throw new IllegalArgumentException(
                    "maxDisconnectionDuration must be positive, not " + maxDisconnectionDuration);
        }
    }

    public static RecoveryOptions defaults() {
        return of(options -> {});
    }

    /**
     * The defaults, changed by {@code settings}.
     *
     * @throws IllegalArgumentException when one of them is not positive
     */
    public static RecoveryOptions of(Consumer<Builder> settings) {
        Builder builder = new Builder();
        settings.accept(builder);
        return new RecoveryOptions(builder);
    }

    /** How long a client that was cut off may stay away. */
    public Duration maxDisconnectionDuration() {
        return maxDisconnectionDuration;
    }

    /** Whether a client that comes back is let in without asking the connection middlewares again. */
    public boolean skipMiddlewares() {
        return skipMiddlewares;
    }

    /** Packets that are kept at most. */
    public int maxPackets() {
        return maxPackets;
    }

    /** Bytes of memory that the packets may take. */
    public long maxBytes() {
        return maxBytes;
    }

    /** Sessions of clients that are away. */
    public int maxSessions() {
        return maxSessions;
    }

    private static long positive(long number, String name) {
        if (number <= 0) {
            throw new IllegalArgumentException(name + " must be positive, not " + number);
        }
        return number;
    }

    /** Collects settings. Confined to the caller of {@link RecoveryOptions#of}. */
    public static final class Builder {

        private Duration maxDisconnectionDuration = Duration.ofMinutes(2);
        private boolean skipMiddlewares = true;
        private int maxPackets = 10_000;
        private long maxBytes = 16L << 20;
        private int maxSessions = 10_000;

        private Builder() {}

        public Builder maxDisconnectionDuration(Duration duration) {
            maxDisconnectionDuration = duration;
            return this;
        }

        public Builder skipMiddlewares(boolean skip) {
            skipMiddlewares = skip;
            return this;
        }

        public Builder maxPackets(int count) {
            maxPackets = count;
            return this;
        }

        public Builder maxBytes(long bytes) {
            maxBytes = bytes;
            return this;
        }

        public Builder maxSessions(int count) {
            maxSessions = count;
            return this;
        }
    }
}
