package io.pocketio.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pocketio.RecoveryOptions;
import io.pocketio.autoconfigure.PocketIoProperties.PreferredMapper;
import io.pocketio.engine.Compression;
import io.pocketio.engine.HandshakeCookie;
import io.pocketio.engine.TransportType;
import io.pocketio.server.Parser;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.unit.DataSize;
import org.springframework.web.cors.CorsConfiguration;

class PocketIoPropertiesTests {

    @Test
    void hasTheDefaultsOfTheReferenceServer() {
        PocketIoProperties properties = bind(Map.of());

        properties.validate();
        assertThat(properties.enabled()).isTrue();
        assertThat(properties.path()).isEqualTo("/socket.io");
        assertThat(properties.transports()).containsOnly(TransportType.POLLING, TransportType.WEBSOCKET);
        assertThat(properties.pingInterval()).isEqualTo(Duration.ofMillis(25_000));
        assertThat(properties.pingTimeout()).isEqualTo(Duration.ofMillis(20_000));
        assertThat(properties.upgradeTimeout()).isEqualTo(Duration.ofMillis(10_000));
        assertThat(properties.connectTimeout()).isEqualTo(Duration.ofMillis(45_000));
        assertThat(properties.maxHttpBufferSize()).isEqualTo(DataSize.ofBytes(1_000_000));
        assertThat(properties.parser()).isEqualTo(Parser.JSON);
        assertThat(properties.allowUpgrades()).isTrue();
        assertThat(properties.serveClient()).isTrue();
        assertThat(properties.httpCompression().toCompression()).isEqualTo(Compression.defaults());
        assertThat(properties.perMessageDeflate().toCompression()).isNull();
        assertThat(properties.cookie().toHandshakeCookie()).isNull();
        assertThat(properties.cors().toCorsConfiguration()).isNull();
    }

    @Test
    void hasDefaultsOfItsOwn() {
        PocketIoProperties properties = bind(Map.of());

        assertThat(properties.ackTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(properties.maxOutboundBuffer()).isEqualTo(DataSize.ofMegabytes(4));
        assertThat(properties.maxTotalOutboundBuffer()).isNull();
        assertThat(properties.maxTotalInboundBuffer()).isNull();
        assertThat(properties.firstPollTimeout()).isEqualTo(Duration.ofSeconds(25));
        assertThat(properties.maxSessions()).isNull();
        assertThat(properties.maxHandshakeSize()).isEqualTo(DataSize.ofKilobytes(16));
        assertThat(properties.maxAttachments()).isEqualTo(10);
        assertThat(properties.maxNestingDepth()).isEqualTo(100);
        assertThat(properties.maxPendingEvents()).isEqualTo(256);
        assertThat(properties.maxNamespacesPerConnection()).isEqualTo(100);
        assertThat(properties.maxChildNamespaces()).isEqualTo(10_000);
        assertThat(properties.cleanupEmptyChildNamespaces()).isFalse();
        assertThat(properties.allowOlderClients()).isFalse();
        assertThat(properties.allowJsonp()).isNull();
        assertThat(properties.debug()).isFalse();
        assertThat(properties.connectionDebug()).isFalse();
        assertThat(properties.json().preferredMapper()).isNull();
    }

    @Test
    void takesBareNumbersAsTheReferenceServerDoes() {
        PocketIoProperties properties = bind(Map.of("ping-interval", "300", "max-http-buffer-size", "100"));

        assertThat(properties.pingInterval()).isEqualTo(Duration.ofMillis(300));
        assertThat(properties.maxHttpBufferSize()).isEqualTo(DataSize.ofBytes(100));
    }

    @Test
    void bindsTransportsAndMapper() {
        PocketIoProperties properties = bind(Map.of("transports", "websocket", "json.preferred-mapper", "jackson2"));

        assertThat(properties.transports()).containsOnly(TransportType.WEBSOCKET);
        assertThat(properties.json().preferredMapper()).isEqualTo(PreferredMapper.JACKSON2);
    }

    @Test
    void bindsCompression() {
        PocketIoProperties properties = bind(Map.of(
                "http-compression.threshold", "2KB",
                "per-message-deflate.enabled", "true",
                "per-message-deflate.threshold", "0"));

        assertThat(properties.httpCompression().toCompression()).isEqualTo(new Compression(2048));
        assertThat(properties.perMessageDeflate().toCompression()).isEqualTo(new Compression(0));
        assertThat(bind(Map.of("http-compression.enabled", "false"))
                        .httpCompression()
                        .toCompression())
                .isNull();
        assertRefused("http-compression.threshold", "-1", "must not be negative");
        assertRefused("per-message-deflate.threshold", "3GB", "below 2GB");
    }

    @Test
    void keepsNoSessionsUnlessTold() {
        PocketIoProperties.ConnectionStateRecovery recovery = bind(Map.of()).connectionStateRecovery();

        assertThat(recovery.enabled()).isFalse();
        assertThat(recovery.toRecoveryOptions()).usingRecursiveComparison().isEqualTo(RecoveryOptions.defaults());
    }

    @Test
    void bindsConnectionStateRecovery() {
        RecoveryOptions options = bind(Map.of(
                        "connection-state-recovery.enabled", "true",
                        "connection-state-recovery.max-disconnection-duration", "30s",
                        "connection-state-recovery.skip-middlewares", "false",
                        "connection-state-recovery.max-packets", "5",
                        "connection-state-recovery.max-buffer", "1KB",
                        "connection-state-recovery.max-sessions", "7"))
                .connectionStateRecovery()
                .toRecoveryOptions();

        assertThat(options.maxDisconnectionDuration()).isEqualTo(Duration.ofSeconds(30));
        assertThat(options.skipMiddlewares()).isFalse();
        assertThat(options.maxPackets()).isEqualTo(5);
        assertThat(options.maxBytes()).isEqualTo(1024);
        assertThat(options.maxSessions()).isEqualTo(7);
    }

    @Test
    void makesTheReferenceServersCookieWhenEnabled() {
        PocketIoProperties properties = bind(Map.of("cookie.enabled", "true"));

        assertThat(properties.cookie().toHandshakeCookie()).isEqualTo(HandshakeCookie.defaults());
    }

    @Test
    void bindsTheAttributesOfTheCookie() {
        PocketIoProperties properties = bind(Map.of(
                "cookie.enabled", "true",
                "cookie.name", "sticky",
                "cookie.path", "/socket.io",
                "cookie.domain", "example.com",
                "cookie.max-age", "1h",
                "cookie.http-only", "false",
                "cookie.secure", "true",
                "cookie.same-site", "omitted"));

        assertThat(properties.cookie().toHandshakeCookie())
                .isEqualTo(new HandshakeCookie(
                        "sticky", "/socket.io", false, null, true, "example.com", Duration.ofHours(1)));
    }

    @Test
    void bindsCors() {
        PocketIoProperties properties = bind(Map.of(
                "cors.allowed-origins", "https://a.example.com,https://b.example.com",
                "cors.allowed-origin-patterns", "https://*.example.org",
                "cors.allowed-methods", "GET,POST",
                "cors.allowed-headers", "X-One",
                "cors.exposed-headers", "X-Two",
                "cors.allow-credentials", "true",
                "cors.max-age", "1m"));

        CorsConfiguration cors = Objects.requireNonNull(properties.cors().toCorsConfiguration());
        assertThat(cors.getAllowedOrigins()).containsExactly("https://a.example.com", "https://b.example.com");
        assertThat(cors.getAllowedOriginPatterns()).containsExactly("https://*.example.org");
        assertThat(cors.getAllowedMethods()).containsExactly("GET", "POST");
        assertThat(cors.getAllowedHeaders()).containsExactly("X-One");
        assertThat(cors.getExposedHeaders()).containsExactly("X-Two");
        assertThat(cors.getAllowCredentials()).isTrue();
        assertThat(cors.getMaxAge()).isEqualTo(60);
    }

    @ParameterizedTest
    @CsvSource({"/chat/,/chat", "chat,/chat", "/a/b.c_d-e//,/a/b.c_d-e"})
    void normalizesThePath(String configured, String path) {
        assertThat(bind(Map.of("path", configured)).path()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "", "/*", "/{id}", "/a b", "//", "/a//b", "/a?b"})
    void refusesPathsThatAreNotPlain(String path) {
        assertRefused("path", path, "must");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ping-interval",
                "ping-timeout",
                "upgrade-timeout",
                "first-poll-timeout",
                "connect-timeout",
                "max-sessions",
                "max-handshake-size",
                "ack-timeout",
                "max-http-buffer-size",
                "max-outbound-buffer",
                "max-total-outbound-buffer",
                "max-total-inbound-buffer",
                "max-attachments",
                "max-nesting-depth",
                "max-pending-events",
                "max-namespaces-per-connection",
                "max-child-namespaces",
                "connection-state-recovery.max-disconnection-duration",
                "connection-state-recovery.max-packets",
                "connection-state-recovery.max-buffer",
                "connection-state-recovery.max-sessions"
            })
    void refusesNumbersThatAreNotPositive(String key) {
        assertRefused(key, "0", "must be positive");
        assertRefused(key, "-1", "must be positive");
    }

    @Test
    void refusesMessagesThatNoArrayCanHold() {
        assertRefused("max-http-buffer-size", "2GB", "must be below 2GB");
    }

    @Test
    void refusesNoTransport() {
        assertRefused("transports", "", "Name at least one of polling and websocket");
    }

    @Test
    void refusesUnknownTransports() {
        assertThatExceptionOfType(BindException.class)
                .isThrownBy(() -> bind(Map.of("transports", "webtransport")))
                .withMessageContaining("pocketio.transports");
    }

    @Test
    void refusesACookieWithoutAName() {
        assertRefused("cookie.name", "", "must not be empty");
    }

    @Test
    void refusesCredentialsForAllOrigins() {
        PocketIoProperties properties = bind(Map.of("cors.allowed-origins", "*", "cors.allow-credentials", "true"));

        assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
                .isThrownBy(properties::validate)
                .withMessageContaining("pocketio.cors.allowed-origins");
        assertRefused("cors.max-age", "-1s", "must not be negative");
    }

    @Test
    void bindsTheDebugVariables() {
        assertThat(bindEnvironment("POCKETIO_DEBUG").debug()).isTrue();
        assertThat(bindEnvironment("POCKETIO_DEBUG").connectionDebug()).isFalse();
        assertThat(bindEnvironment("POCKETIO_CONNECTION_DEBUG").connectionDebug())
                .isTrue();
        assertThat(bindEnvironment("POCKETIO_CONNECTION_DEBUG").debug()).isFalse();
        assertThat(bindEnvironment("POCKETIO_CONNECTIONDEBUG").connectionDebug())
                .isTrue();
    }

    private static void assertRefused(String key, String value, String reason) {
        PocketIoProperties properties = bind(Map.of(key, value));

        assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
                .isThrownBy(properties::validate)
                .withMessageContaining("pocketio." + key)
                .withMessageContaining(reason);
    }

    private static PocketIoProperties bind(Map<String, String> values) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        values.forEach((key, value) -> source.put("pocketio." + key, value));
        return new Binder(source).bindOrCreate("pocketio", PocketIoProperties.class);
    }

    private static PocketIoProperties bindEnvironment(String variable) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, Map.of(variable, "1")));
        ConfigurationPropertySources.attach(environment);
        return Binder.get(environment).bindOrCreate("pocketio", PocketIoProperties.class);
    }
}
