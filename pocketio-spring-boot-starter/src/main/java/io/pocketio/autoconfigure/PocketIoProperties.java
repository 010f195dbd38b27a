package io.pocketio.autoconfigure;

import io.pocketio.RecoveryOptions;
import io.pocketio.annotation.ExecutionMode;
import io.pocketio.engine.Compression;
import io.pocketio.engine.HandshakeCookie;
import io.pocketio.engine.LegacyOptions;
import io.pocketio.engine.TransportType;
import io.pocketio.server.Parser;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.web.server.Cookie.SameSite;
import org.springframework.util.unit.DataSize;

/**
 * The settings of the server: names and defaults are those of the Node server, where it has the setting. Immutable.
 *
 * @param enabled Whether the application is a Socket.IO server.
 * @param path Path that clients connect to, below the base path of the application.
 * @param transports Transports that clients may use.
 * @param parser How packets are encoded.
 * @param pingInterval Time between two pings of the server.
 * @param pingTimeout Time that a client has to answer a ping before it is disconnected.
 * @param upgradeTimeout Time that a client has to complete the upgrade of its transport.
 * @param firstPollTimeout Time that a client has after a handshake over HTTP to send a request, or to come with a WebSocket.
 * @param connectTimeout Time that a client has to join a namespace before it is disconnected.
 * @param ackTimeout Time that a client has to acknowledge an event that waits for it.
 * @param drainTime Time in which clients are disconnected one after the other when the application ends, so that not all of them come to
 *     other instances at once.
 * @param maxSessions Sessions that may be open at a time. As many as fit into half of the largest heap, at 4 KiB each, unless set.
 * @param maxHandshakeSize What may be kept of the URI and the headers of a handshake, with 128 bytes for each header and parameter.
 * @param maxHttpBufferSize Largest message, and largest body of a polling request, that a client may send.
 * @param maxOutboundBuffer What may wait for one client before it is disconnected as too slow.
 * @param maxTotalOutboundBuffer What may wait for all slow clients together before those with most are disconnected. A quarter of the
 *     largest heap unless set.
 * @param maxTotalInboundBuffer What may wait of all that clients have sent before reading pauses from those that want more, or they are
 *     disconnected. A quarter of the largest heap unless set, and at least four times maxHttpBufferSize.
 * @param maxAttachments Binary attachments that one packet of a client may have.
 * @param maxNestingDepth How deep the data of a client may be nested.
 * @param maxPendingEvents Events of one connection that may be in the hands of handlers before reading from it pauses.
 * @param maxNamespacesPerConnection Namespaces that one connection may be in at a time.
 * @param maxChildNamespaces Dynamic namespaces that clients may bring into being.
 * @param cleanupEmptyChildNamespaces Whether a dynamic namespace is removed with its last socket.
 * @param allowUpgrades Whether clients may upgrade from polling to WebSocket.
 * @param allowOlderClients Whether clients of Socket.IO 0.7 to 2 may connect, too. More than Node's allowEIO3, which begins with those of
 *     1.0.
 * @param allowJsonp Whether pages may poll by script elements. As allowOlderClients unless set.
 * @param serveClient Whether the browser client is served below the path.
 * @param debug Whether the log category 'io.pocketio' is raised to DEBUG.
 * @param connectionDebug Whether the log category 'io.pocketio.engine' is raised to DEBUG.
 * @since 0.1
 */
@ConfigurationProperties("pocketio")
public record PocketIoProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("/socket.io") String path,
        @DefaultValue({"polling", "websocket"}) Set<TransportType> transports,
        @DefaultValue("json") Parser parser,
        @DefaultValue("25s") Duration pingInterval,
        @DefaultValue("20s") Duration pingTimeout,
        @DefaultValue("10s") Duration upgradeTimeout,
        @DefaultValue("25s") Duration firstPollTimeout,
        @DefaultValue("45s") Duration connectTimeout,
        @DefaultValue("60s") Duration ackTimeout,
        @DefaultValue("0s") Duration drainTime,
        @Nullable Integer maxSessions,
        @DefaultValue("16KB") DataSize maxHandshakeSize,
        @DefaultValue("1000000B") DataSize maxHttpBufferSize,
        @DefaultValue("4MB") DataSize maxOutboundBuffer,
        @Nullable DataSize maxTotalOutboundBuffer,
        @Nullable DataSize maxTotalInboundBuffer,
        @DefaultValue("10") int maxAttachments,
        @DefaultValue("100") int maxNestingDepth,
        @DefaultValue("256") int maxPendingEvents,
        @DefaultValue("100") int maxNamespacesPerConnection,
        @DefaultValue("10000") int maxChildNamespaces,
        @DefaultValue("false") boolean cleanupEmptyChildNamespaces,
        @DefaultValue("true") boolean allowUpgrades,
        @DefaultValue("false") boolean allowOlderClients,
        @Nullable Boolean allowJsonp,
        @DefaultValue("true") boolean serveClient,
        @DefaultValue("false") boolean debug,
        @DefaultValue("false") boolean connectionDebug,
        @DefaultValue Legacy legacy,
        @DefaultValue HttpCompression httpCompression,
        @DefaultValue PerMessageDeflate perMessageDeflate,
        @DefaultValue ConnectionStateRecovery connectionStateRecovery,
        @DefaultValue Cookie cookie,
        @DefaultValue @NestedConfigurationProperty PocketIoCorsProperties cors,
        @DefaultValue @NestedConfigurationProperty PocketIoAdapterProperties adapter,
        @DefaultValue Json json,
        @DefaultValue Handlers handlers) {

    private static final String NOT_POSITIVE = "It must be positive.";
    private static final Pattern PLAIN_PATH = Pattern.compile("(/[\\w.~!$&'()+,;=:@%-]+)+");
    private static final Pattern QUALIFIED_NAME = Pattern.compile("[\\w$]+(\\.[\\w$]+)*\\.?");

    public PocketIoProperties {
        path = normalized(path);
        transports = Set.copyOf(transports);
    }

    private static String normalized(String path) {
        String normalized = path.startsWith("/") ? path : "/" + path;
        while (normalized.endsWith("/")) {
            normalized = normalized.substring(0, normalized.length() - 1);
        }
        return normalized;
    }

    /**
     * Checked apart from binding, whose failure would hide which property it is and where it comes from.
     *
     * @throws InvalidConfigurationPropertyValueException for the first property whose value makes no sense
     */
    void validate() {
        validatePath();
        if (transports.isEmpty()) {
            throw invalid("transports", transports, "Name at least one of polling and websocket.");
        }
        positive("ping-interval", pingInterval);
        positive("ping-timeout", pingTimeout);
        positive("upgrade-timeout", upgradeTimeout);
        positive("first-poll-timeout", firstPollTimeout);
        positive("connect-timeout", connectTimeout);
        positive("ack-timeout", ackTimeout);
        if (drainTime.isNegative()) {
            throw invalid("drain-time", drainTime, "It must not be negative.");
        }
        if (maxSessions != null) {
            positive("max-sessions", maxSessions);
        }
        positive("max-handshake-size", maxHandshakeSize);
        below2Gb("max-handshake-size", maxHandshakeSize);
        positive("max-http-buffer-size", maxHttpBufferSize);
        below2Gb("max-http-buffer-size", maxHttpBufferSize);
        positive("max-outbound-buffer", maxOutboundBuffer);
        if (maxTotalOutboundBuffer != null) {
            positive("max-total-outbound-buffer", maxTotalOutboundBuffer);
        }
        if (maxTotalInboundBuffer != null) {
            positive("max-total-inbound-buffer", maxTotalInboundBuffer);
            if (maxTotalInboundBuffer.toBytes() < 2 * maxHttpBufferSize.toBytes()) {
                throw invalid(
                        "max-total-inbound-buffer",
                        maxTotalInboundBuffer,
                        "It must be at least twice pocketio.max-http-buffer-size.");
            }
        }
        positive("max-attachments", maxAttachments);
        positive("max-nesting-depth", maxNestingDepth);
        positive("max-pending-events", maxPendingEvents);
        positive("max-namespaces-per-connection", maxNamespacesPerConnection);
        positive("max-child-namespaces", maxChildNamespaces);
        positive("legacy.close-timeout", legacy.closeTimeout);
        notNegative("http-compression.threshold", httpCompression.threshold);
        notNegative("per-message-deflate.threshold", perMessageDeflate.threshold);
        connectionStateRecovery.validate();
        cookie.validate();
        handlers.validate();
        cors.validate();
        adapter.validate();
    }

    private void validatePath() {
        if (path.isEmpty()) {
            throw invalid("path", path, "It must not be the root: the server would take all requests.");
        }
        if (!PLAIN_PATH.matcher(path).matches()) {
            throw invalid("path", path, "It must be a plain path such as /socket.io.");
        }
    }

    private static void positive(String key, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw invalid(key, value, NOT_POSITIVE);
        }
    }

    private static void positive(String key, DataSize value) {
        if (value.toBytes() <= 0) {
            throw invalid(key, value, NOT_POSITIVE);
        }
    }

    private static void below2Gb(String key, DataSize value) {
        if (value.toBytes() > Integer.MAX_VALUE) {
            throw invalid(key, value, "It must be below 2GB.");
        }
    }

    private static void notNegative(String key, DataSize value) {
        if (value.isNegative() || value.toBytes() > Integer.MAX_VALUE) {
            throw invalid(key, value, "It must not be negative, and below 2GB.");
        }
    }

    private static void positive(String key, int value) {
        if (value <= 0) {
            throw invalid(key, value, NOT_POSITIVE);
        }
    }

    static InvalidConfigurationPropertyValueException invalid(String key, Object value, String reason) {
        return new InvalidConfigurationPropertyValueException("pocketio." + key, value, reason);
    }

    /**
     * Of clients of Socket.IO 0.7 to 0.9.
     *
     * @param closeTimeout How long a client that does not poll is waited for. Handshakes tell it.
     * @param flashsocket Whether handshakes name the transport flashsocket, for which somebody else has to serve the policy file.
     */
    public record Legacy(
            @DefaultValue("60s") Duration closeTimeout,
            @DefaultValue("false") boolean flashsocket) {

        LegacyOptions toLegacyOptions() {
            return new LegacyOptions(closeTimeout, flashsocket);
        }
    }

    /**
     * Compression of what polling clients get, when they accept gzip or deflate.
     *
     * @param enabled Whether answers to polls are compressed.
     * @param threshold Length from which on an answer to a poll is compressed.
     */
    public record HttpCompression(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("1024B") DataSize threshold) {

        @Nullable
        Compression toCompression() {
            return enabled ? new Compression((int) threshold.toBytes()) : null;
        }
    }

    /**
     * Compression of WebSocket messages in both directions, with clients that can, on Reactor Netty.
     *
     * @param enabled Whether compression is agreed on with WebSocket clients.
     * @param threshold Length from which on a message to a client is compressed.
     */
    public record PerMessageDeflate(
            @DefaultValue("false") boolean enabled,
            @DefaultValue("1024B") DataSize threshold) {

        @Nullable
        Compression toCompression() {
            return enabled ? new Compression((int) threshold.toBytes()) : null;
        }
    }

    /**
     * What lets a client that has lost its connection come back to its session. The bounds hold for all namespaces together.
     *
     * @param enabled Whether clients can come back; each event without acknowledgement has an additional argument then.
     * @param maxDisconnectionDuration How long a client that has lost its connection may stay away.
     * @param skipMiddlewares Whether a client that comes back is let in without asking the connection middlewares again.
     * @param maxPackets Packets that are kept for clients that may come back.
     * @param maxBuffer Memory that these packets may take.
     * @param maxSessions Sessions that are kept of clients that are away.
     */
    public record ConnectionStateRecovery(
            @DefaultValue("false") boolean enabled,
            @DefaultValue("2m") Duration maxDisconnectionDuration,
            @DefaultValue("true") boolean skipMiddlewares,
            @DefaultValue("10000") int maxPackets,
            @DefaultValue("16MB") DataSize maxBuffer,
            @DefaultValue("10000") int maxSessions) {

        private void validate() {
            positive("connection-state-recovery.max-disconnection-duration", maxDisconnectionDuration);
            positive("connection-state-recovery.max-packets", maxPackets);
            positive("connection-state-recovery.max-buffer", maxBuffer);
            positive("connection-state-recovery.max-sessions", maxSessions);
        }

        RecoveryOptions toRecoveryOptions() {
            return RecoveryOptions.of(options -> options.maxDisconnectionDuration(maxDisconnectionDuration)
                    .skipMiddlewares(skipMiddlewares)
                    .maxPackets(maxPackets)
                    .maxBytes(maxBuffer.toBytes())
                    .maxSessions(maxSessions));
        }
    }

    /**
     * A cookie with the session's id on the handshake response, for load balancers that stick to one.
     *
     * @param enabled Whether the cookie is sent.
     * @param name Name of the cookie.
     * @param path Path of the cookie.
     * @param domain Domain of the cookie.
     * @param maxAge How long browsers keep the cookie, instead of for as long as they run.
     * @param httpOnly Whether the cookie is hidden from scripts.
     * @param secure Whether the cookie is sent over TLS only.
     * @param sameSite SameSite attribute of the cookie.
     */
    public record Cookie(
            @DefaultValue("false") boolean enabled,
            @DefaultValue("io") String name,
            @DefaultValue("/") String path,
            @Nullable String domain,
            @Nullable Duration maxAge,
            @DefaultValue("true") boolean httpOnly,
            @DefaultValue("false") boolean secure,
            @DefaultValue("lax") SameSite sameSite) {

        private void validate() {
            if (name.isBlank()) {
                throw invalid("cookie.name", name, "It must not be empty.");
            }
        }

        @Nullable
        HandshakeCookie toHandshakeCookie() {
            return enabled
                    ? new HandshakeCookie(name, path, httpOnly, sameSite.attributeValue(), secure, domain, maxAge)
                    : null;
        }
    }

    /**
     * How annotated handlers are called.
     *
     * @param execution Where handlers run that may block; on the event loop unless set, or on virtual threads where
     *     'spring.threads.virtual.enabled' is.
     * @param blockingWarning How long a handler may keep an event loop to itself before the log names it; 0 for as long as it likes.
     * @param describingAnnotations Names of annotations, or of their packages, that may be on parameters because they only describe what
     *     the client sends.
     */
    public record Handlers(
            @Nullable ExecutionMode execution,
            @DefaultValue("1s") Duration blockingWarning,
            @DefaultValue List<String> describingAnnotations) {

        public Handlers {
            describingAnnotations = List.copyOf(describingAnnotations);
        }

        private void validate() {
            if (blockingWarning.isNegative()) {
                throw invalid("handlers.blocking-warning", blockingWarning, "It must not be negative.");
            }
            for (String name : describingAnnotations) {
                if (!QUALIFIED_NAME.matcher(name).matches()) {
                    throw invalid(
                            "handlers.describing-annotations",
                            name,
                            "It must be the name of an annotation or of a package, such as com.example.Trimmed.");
                }
            }
        }
    }

    /**
     * How events' arguments become JSON and back.
     *
     * @param preferredMapper JSON library for the arguments of events, when the application has mappers of several.
     */
    public record Json(@Nullable PreferredMapper preferredMapper) {}

    /** A JSON library, in Spring Boot's words. */
    public enum PreferredMapper {
        /** Jackson 3: the application's {@code JsonMapper}. */
        JACKSON,
        /** Jackson 2: the application's {@code ObjectMapper}, or one of the library's own. */
        JACKSON2
    }
}
