package io.pocketio.engine;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The settings of an engine, with the reference server's names and defaults. Immutable.
 *
 * @since 0.1
 */
public final class EngineOptions {

    private final Duration pingInterval;
    private final Duration pingTimeout;
    private final Duration upgradeTimeout;
    private final int maxHttpBufferSize;
    private final long maxOutboundBuffer;
    private final Set<TransportType> transports;
    private final boolean allowUpgrades;
    private final @Nullable HandshakeCookie cookie;

    private EngineOptions(Builder builder) {
        pingInterval = positive(builder.pingInterval, "pingInterval");
        pingTimeout = positive(builder.pingTimeout, "pingTimeout");
        upgradeTimeout = positive(builder.upgradeTimeout, "upgradeTimeout");
        maxHttpBufferSize = (int) positive(builder.maxHttpBufferSize, "maxHttpBufferSize");
        maxOutboundBuffer = positive(builder.maxOutboundBuffer, "maxOutboundBuffer");
        transports = Set.copyOf(builder.transports);
        allowUpgrades = builder.allowUpgrades;
        cookie = builder.cookie;
        if (transports.isEmpty()) {
            throw new IllegalArgumentException("transports must name at least one of polling and websocket");
        }
    }

    public static EngineOptions defaults() {
        return of(options -> {});
    }

    /** The defaults, changed by {@code settings}. */
    public static EngineOptions of(Consumer<Builder> settings) {
        Builder builder = new Builder();
        settings.accept(builder);
        return new EngineOptions(builder);
    }

    public Duration pingInterval() {
        return pingInterval;
    }

    public Duration pingTimeout() {
        return pingTimeout;
    }

    public Duration upgradeTimeout() {
        return upgradeTimeout;
    }

    /** Bytes that one message, or one polling request, may have. Exactly so many pass. */
    public int maxHttpBufferSize() {
        return maxHttpBufferSize;
    }

    /** Bytes that may wait for one client before it is disconnected. */
    public long maxOutboundBuffer() {
        return maxOutboundBuffer;
    }

    public Set<TransportType> transports() {
        return transports;
    }

    public boolean allowUpgrades() {
        return allowUpgrades;
    }

    /** {@code null} when none is sent. */
    public @Nullable HandshakeCookie cookie() {
        return cookie;
    }

    private static Duration positive(Duration duration, String name) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " must be positive, not " + duration);
        }
        return duration;
    }

    private static long positive(long number, String name) {
        if (number <= 0) {
            throw new IllegalArgumentException(name + " must be positive, not " + number);
        }
        return number;
    }

    /** Collects settings. Confined to the caller of {@link EngineOptions#of}. */
    public static final class Builder {

        private Duration pingInterval = Duration.ofSeconds(25);
        private Duration pingTimeout = Duration.ofSeconds(20);
        private Duration upgradeTimeout = Duration.ofSeconds(10);
        private int maxHttpBufferSize = 1_000_000;
        private long maxOutboundBuffer = 4L << 20;
        private Set<TransportType> transports = EnumSet.allOf(TransportType.class);
        private boolean allowUpgrades = true;
        private @Nullable HandshakeCookie cookie;

        private Builder() {}

        public Builder pingInterval(Duration interval) {
            pingInterval = interval;
            return this;
        }

        public Builder pingTimeout(Duration timeout) {
            pingTimeout = timeout;
            return this;
        }

        public Builder upgradeTimeout(Duration timeout) {
            upgradeTimeout = timeout;
            return this;
        }

        public Builder maxHttpBufferSize(int bytes) {
            maxHttpBufferSize = bytes;
            return this;
        }

        public Builder maxOutboundBuffer(long bytes) {
            maxOutboundBuffer = bytes;
            return this;
        }

        public Builder transports(Set<TransportType> enabled) {
            transports = enabled;
            return this;
        }

        public Builder allowUpgrades(boolean allowed) {
            allowUpgrades = allowed;
            return this;
        }

        public Builder cookie(@Nullable HandshakeCookie handshakeCookie) {
            cookie = handshakeCookie;
            return this;
        }
    }
}
