package io.pocketio.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.webflux.RawHttp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.reactive.TomcatReactiveWebServerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * What an HTTP server refuses before the Socket.IO server sees it, and the property of Spring Boot that changes it: what
 * {@code docs/guide/troubleshooting.md} says about it.
 */
class HttpServerLimitsTests {

    private static final String HANDSHAKE = "/socket.io/?EIO=4&transport=polling";
    private static final String LONG_TOKEN = "a".repeat(5000);
    private static final String LONGER_TOKEN = "a".repeat(9000);

    private @Nullable ConfigurableApplicationContext application;

    @AfterEach
    void close() {
        if (application != null) {
            application.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"netty, 414", "tomcat, 400"})
    void refusesALongQuery(String server, int status) throws IOException {
        int port = start(server);

        assertThat(statusOf(port, HANDSHAKE + "&token=" + LONGER_TOKEN)).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"netty, 414", "tomcat, 200"})
    void countsTheFirstLineForItselfOnReactorNetty(String server, int status) throws IOException {
        int port = start(server);

        assertThat(statusOf(port, HANDSHAKE + "&token=" + LONG_TOKEN)).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"netty, server.netty.max-initial-line-length=16KB", "tomcat, server.max-http-request-header-size=32KB"})
    void takesALongQueryWhenToldTo(String server, String property) throws IOException {
        int port = start(server, property);

        assertThat(statusOf(port, HANDSHAKE + "&token=" + LONGER_TOKEN)).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"netty, 431", "tomcat, 400"})
    void refusesLongHeaders(String server, int status) throws IOException {
        int port = start(server);

        assertThat(statusOf(port, HANDSHAKE, "Authorization: Bearer " + LONGER_TOKEN))
                .isEqualTo(status);
        assertThat(statusOf(port, HANDSHAKE, "X-One: " + LONG_TOKEN, "X-Two: " + LONG_TOKEN))
                .as("all together")
                .isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"netty", "tomcat"})
    void takesLongHeadersWhenToldTo(String server) throws IOException {
        int port = start(server, "server.max-http-request-header-size=32KB");

        assertThat(statusOf(port, HANDSHAKE, "Authorization: Bearer " + LONGER_TOKEN))
                .isEqualTo(200);
        assertThat(statusOf(port, HANDSHAKE, "X-One: " + LONG_TOKEN, "X-Two: " + LONG_TOKEN))
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"netty, 200, 400, 400", "tomcat, 400, 400, 200"})
    void differsInTheRawCharactersOfAQuery(String server, int brackets, int braces, int brokenEscape)
            throws IOException {
        int port = start(server);

        assertThat(statusOf(port, HANDSHAKE + "&filter=[a]")).isEqualTo(brackets);
        assertThat(statusOf(port, HANDSHAKE + "&filter={a}")).isEqualTo(braces);
        assertThat(statusOf(port, HANDSHAKE + "&filter=50%")).isEqualTo(brokenEscape);
        assertThat(statusOf(port, HANDSHAKE + "&filter=%5Ba%5D%7Ba%7D50%25"))
                .as("encoded")
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = "tomcat")
    void takesRawCharactersOfAQueryWhenToldTo(String server) throws IOException {
        int port = start(server, "server.tomcat.relaxed-query-chars=[,],{,}");

        assertThat(statusOf(port, HANDSHAKE + "&filter=[a]")).isEqualTo(200);
        assertThat(statusOf(port, HANDSHAKE + "&filter={a}")).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"netty", "tomcat"})
    void refusesRawCharactersInThePath(String server) throws IOException {
        int port = start(server);

        assertThat(statusOf(port, "/socket.io/[a]?EIO=4&transport=polling")).isEqualTo(400);
        assertThat(statusOf(port, "/socket.io/{a}?EIO=4&transport=polling")).isEqualTo(400);
    }

    private int start(String server, String... properties) {
        List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--server.address=127.0.0.1"));
        for (String property : properties) {
            arguments.add("--" + property);
        }
        Class<?> type = server.equals("tomcat") ? TomcatApplication.class : NettyApplication.class;
        application = new SpringApplicationBuilder(type).run(arguments.toArray(String[]::new));
        return application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    private static int statusOf(int port, String target, String... headers) throws IOException {
        List<String> lines = new ArrayList<>(List.of("GET " + target + " HTTP/1.1", "Host: localhost"));
        lines.addAll(List.of(headers));
        try (RawHttp http = new RawHttp(port)) {
            return http.send(lines.toArray(String[]::new)).readResponse().status();
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class NettyApplication {}

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class TomcatApplication {

        @Bean
        TomcatReactiveWebServerFactory server() {
            return new TomcatReactiveWebServerFactory();
        }
    }
}
