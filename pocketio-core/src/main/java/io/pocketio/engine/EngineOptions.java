package io.pocketio.engine;

import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.engine.packet.EnginePacketType;
import io.pocketio.lane.Durations;
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

    /**
     * Bytes that may wait for a client without its being behind. Where a WebSocket is to take them it counts in {@link
     * #maxTotalOutboundBuffer()}, and in {@link EngineStatistics}, from so many on; where no poll is there to take them, from {@link
     * #LITTLE_BYTES} on. Most never have more.
     */
    public static final int UNCOUNTED_BYTES = 16 * 1024;

    /** Less than this is not counted, so that small messages touch no counter that sessions share. */
    public static final int LITTLE_BYTES = 1024;

    private static final int DEFAULT_HANDSHAKE_SIZE = 16 * 1024;

    /** What a session takes that has nothing to do is less than half of that. */
    private static final int BYTES_OF_SESSION = 4 * 1024;

    /** Clients wait for both times of the heartbeat together, and a timer of JavaScript that has more than 31 bits fires at once. */
    private static final Duration LONGEST_OF_CLIENTS = Duration.ofDays(12);

    private final Duration pingInterval;
    private final Duration pingTimeout;
    private final Duration upgradeTimeout;
    private final Duration firstPollTimeout;
    private final int maxSessions;
    private final int maxHandshakeSize;
    private final int maxHttpBufferSize;
    private final long maxOutboundBuffer;
    private final long maxTotalOutboundBuffer;
    private final long maxTotalInboundBuffer;
    private final Set<TransportType> transports;
    private final boolean allowUpgrades;
    private final boolean allowOlderClients;
    private final boolean allowJsonp;
    private final LegacyOptions legacy;
    private final @Nullable HandshakeCookie cookie;
    private final @Nullable Compression httpCompression;
    private final @Nullable Compression perMessageDeflate;
    private final @Nullable EnginePacket initialPacket;

    private EngineOptions(Builder builder) {
        pingInterval = Durations.shorter(positive(builder.pingInterval, "pingInterval"), LONGEST_OF_CLIENTS);
        pingTimeout = Durations.shorter(positive(builder.pingTimeout, "pingTimeout"), LONGEST_OF_CLIENTS);
        upgradeTimeout = positive(builder.upgradeTimeout, "upgradeTimeout");
        firstPollTimeout = positive(builder.firstPollTimeout, "firstPollTimeout");
        maxSessions = (int) positive(builder.maxSessions, "maxSessions");
        maxHandshakeSize = (int) positive(builder.maxHandshakeSize, "maxHandshakeSize");
        maxHttpBufferSize = (int) positive(builder.maxHttpBufferSize, "maxHttpBufferSize");
        maxOutboundBuffer = positive(builder.maxOutboundBuffer, "maxOutboundBuffer");
        maxTotalOutboundBuffer = positive(builder.maxTotalOutboundBuffer, "maxTotalOutboundBuffer");
        long leastInbound = 2L * maxHttpBufferSize;
        maxTotalInboundBuffer = builder.maxTotalInboundBuffer == null
                ? Math.max(Runtime.getRuntime().maxMemory() / 4, 2 * leastInbound)
                : positive(builder.maxTotalInboundBuffer, "maxTotalInboundBuffer");
        if (maxTotalInboundBuffer < leastInbound) {
            throw new IllegalArgumentException("maxTotalInboundBuffer must be at least twice maxHttpBufferSize, "
                    + leastInbound + ", not " + maxTotalInboundBuffer);
        }
        transports = Set.copyOf(builder.transports);
        allowUpgrades = builder.allowUpgrades;
        allowOlderClients = builder.allowOlderClients;
        allowJsonp = builder.allowJsonp == null ? allowOlderClients : builder.allowJsonp;
        legacy = builder.legacy;
        cookie = builder.cookie;
        httpCompression = builder.httpCompression;
        perMessageDeflate = builder.perMessageDeflate;
        initialPacket = builder.initialPacket;
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

    /** 12 days at most, for the timers of clients go no further. */
    public Duration pingInterval() {
        return pingInterval;
    }

    /** 12 days at most, as {@link #pingInterval()}. */
    public Duration pingTimeout() {
        return pingTimeout;
    }

    public Duration upgradeTimeout() {
        return upgradeTimeout;
    }

    /**
     * How long a client may take after a handshake over polling, or one of Socket.IO 0.7 to 0.9, until it sends a request or brings a
     * WebSocket.
     */
    public Duration firstPollTimeout() {
        return firstPollTimeout;
    }

    /** Sessions that may be open at a time; who asks for one more is refused. */
    public int maxSessions() {
        return maxSessions;
    }

    /** Bytes of memory, about, that what is kept of a handshake may take: its URI, query and headers. One with more is refused. */
    public int maxHandshakeSize() {
        return maxHandshakeSize;
    }

    /** Bytes that one message, or one polling request, may have. Exactly so many pass. */
    public int maxHttpBufferSize() {
        return maxHttpBufferSize;
    }

    /** Bytes that may wait for one client before it is disconnected. */
    public long maxOutboundBuffer() {
        return maxOutboundBuffer;
    }

    /**
     * Bytes that may wait for all slow clients together, 16 KiB for each that does not poll aside. When half of them do, clients that
     * hold more than an equal share of that half are disconnected one after the other, the longest stuck first; from five eighths on those
     * of them at once that are to get more, from seven on even those for whom nothing waited; at the bound, all that are to get more. What
     * waits for the polls of many clients counts once.
     */
    public long maxTotalOutboundBuffer() {
        return maxTotalOutboundBuffer;
    }

    /**
     * Bytes that may wait of what all clients have sent, 16 KiB of each aside: messages that have not come in full, packets that
     * lack attachments, events in the hands of handlers, auths. From half of it on reading pauses from a client that has more than
     * an equal share of that half; it is disconnected when what is not in the hands of handlers is more than that share and than
     * twice {@link #maxHttpBufferSize()}. At the bound, one that wants more is. What is left aside has a bound of its own,
     * half of this.
     */
    public long maxTotalInboundBuffer() {
        return maxTotalInboundBuffer;
    }

    public Set<TransportType> transports() {
        return transports;
    }

    public boolean allowUpgrades() {
        return allowUpgrades;
    }

    /**
     * Whether clients of Socket.IO 0.7 to 2 may come, too: those of Engine.IO 3, which the reference server calls {@code allowEIO3}, and
     * those of the protocol before it, which the reference server has given up.
     */
    public boolean allowOlderClients() {
        return allowOlderClients;
    }

    /** Whether pages may poll by script elements: JSONP, for browsers that have nothing else. */
    public boolean allowJsonp() {
        return allowJsonp;
    }

    public LegacyOptions legacy() {
        return legacy;
    }

    /** {@code null} when none is sent. */
    public @Nullable HandshakeCookie cookie() {
        return cookie;
    }

    /** Of answers to polls, for clients that accept gzip or deflate. {@code null} when there is none. */
    public @Nullable Compression httpCompression() {
        return httpCompression;
    }

    /** Of WebSocket messages, where binding and client can. {@code null} when there is none. */
    public @Nullable Compression perMessageDeflate() {
        return perMessageDeflate;
    }

    /** What each client gets right behind the open packet. {@code null} for nothing. */
    public @Nullable EnginePacket initialPacket() {
        return initialPacket;
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
        private Duration firstPollTimeout = Duration.ofSeconds(25);
        private int maxSessions = sessionsInHalfOfTheHeap();
        private int maxHandshakeSize = DEFAULT_HANDSHAKE_SIZE;
        private int maxHttpBufferSize = 1_000_000;
        private long maxOutboundBuffer = 4L << 20;
        private long maxTotalOutboundBuffer = Runtime.getRuntime().maxMemory() / 4;
        private @Nullable Long maxTotalInboundBuffer;
        private Set<TransportType> transports = EnumSet.allOf(TransportType.class);
        private boolean allowUpgrades = true;
        private boolean allowOlderClients;
        private @Nullable Boolean allowJsonp;
        private LegacyOptions legacy = LegacyOptions.defaults();
        private @Nullable HandshakeCookie cookie;
        private @Nullable Compression httpCompression = Compression.defaults();
        private @Nullable Compression perMessageDeflate;
        private @Nullable EnginePacket initialPacket;

        private Builder() {}

        private static int sessionsInHalfOfTheHeap() {
            long sessions = Runtime.getRuntime().maxMemory() / 2 / BYTES_OF_SESSION;
            return (int) Math.max(1, Math.min(sessions, Integer.MAX_VALUE));
        }

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

        /**
         * 25 seconds unless set, as long as the ping interval: a browser has six connections to a server over HTTP/1.1, so the poll of
         * one more tab may have to wait until a poll of another one is answered, with a ping at the latest.
         */
        public Builder firstPollTimeout(Duration timeout) {
            firstPollTimeout = timeout;
            return this;
        }

        /** Unless set, as many as fit into half of the heap's largest size at 4 KiB each. */
        public Builder maxSessions(int count) {
            maxSessions = count;
            return this;
        }

        /** 16 KiB unless set. The query counts twice, for it is kept as it has come and decoded. */
        public Builder maxHandshakeSize(int bytes) {
            maxHandshakeSize = bytes;
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

        /** A quarter of the heap's largest size unless set. */
        public Builder maxTotalOutboundBuffer(long bytes) {
            maxTotalOutboundBuffer = bytes;
            return this;
        }

        /**
         * A quarter of the heap's largest size unless set, and at least four times {@link #maxHttpBufferSize}; never less than twice
         * that.
         */
        public Builder maxTotalInboundBuffer(long bytes) {
            maxTotalInboundBuffer = bytes;
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

        /** False unless set. */
        public Builder allowOlderClients(boolean allowed) {
            allowOlderClients = allowed;
            return this;
        }

        /** As {@link #allowOlderClients} unless set. */
        public Builder allowJsonp(boolean allowed) {
            allowJsonp = allowed;
            return this;
        }

        public Builder legacy(LegacyOptions options) {
            legacy = options;
            return this;
        }

        public Builder cookie(@Nullable HandshakeCookie handshakeCookie) {
            cookie = handshakeCookie;
            return this;
        }

        public Builder httpCompression(@Nullable Compression compression) {
            httpCompression = compression;
            return this;
        }

        public Builder perMessageDeflate(@Nullable Compression compression) {
            perMessageDeflate = compression;
            return this;
        }

        /** A message: the one packet that clients expect there. */
        public Builder initialPacket(@Nullable EnginePacket message) {
            if (message != null && message.type() != EnginePacketType.MESSAGE) {
                throw new IllegalArgumentException("initialPacket must be a message, not " + message);
            }
            initialPacket = message;
            return this;
        }
    }
}
