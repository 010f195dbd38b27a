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
    @CsvSource({"netty, 414", "tomcat, 400 HTML"})
    void refusesALongQuery(String server, String answer) throws IOException {
        int port = start(server);

        assertThat(answerTo(port, HANDSHAKE + "&token=" + LONGER_TOKEN)).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource({"netty, 414", "tomcat, 200 session"})
    void countsTheFirstLineForItselfOnReactorNetty(String server, String answer) throws IOException {
        int port = start(server);

        assertThat(answerTo(port, HANDSHAKE + "&token=" + LONG_TOKEN)).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource({"netty, server.netty.max-initial-line-length=16KB", "tomcat, server.max-http-request-header-size=32KB"})
    void takesALongQueryWhenToldTo(String server, String property) throws IOException {
        int port = start(server, property, "pocketio.max-handshake-size=32KB");

        assertThat(answerTo(port, HANDSHAKE + "&token=" + LONGER_TOKEN)).isEqualTo("200 session");
    }

    @ParameterizedTest
    @CsvSource({"netty, 431", "tomcat, 400 HTML"})
    void refusesLongHeaders(String server, String answer) throws IOException {
        int port = start(server);

        assertThat(answerTo(port, HANDSHAKE, "Authorization: Bearer " + LONGER_TOKEN))
                .isEqualTo(answer);
        assertThat(answerTo(port, HANDSHAKE, "X-One: " + LONG_TOKEN, "X-Two: " + LONG_TOKEN))
                .as("all together")
                .isEqualTo(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"netty", "tomcat"})
    void takesLongHeadersWhenToldTo(String server) throws IOException {
        int port = start(server, "server.max-http-request-header-size=32KB", "pocketio.max-handshake-size=32KB");

        assertThat(answerTo(port, HANDSHAKE, "Authorization: Bearer " + LONGER_TOKEN))
                .isEqualTo("200 session");
        assertThat(answerTo(port, HANDSHAKE, "X-One: " + LONG_TOKEN, "X-Two: " + LONG_TOKEN))
                .isEqualTo("200 session");
    }

    @ParameterizedTest
    @CsvSource({
        "netty,  [a],        200 session",
        "netty,  {a},        400",
        "netty,  a|b,        400",
        "netty,  50%,        400",
        "netty,  \u00e4,     200 session",
        "netty,  %5Ba%5D%25, 200 session",
        "tomcat, [a],        400 HTML",
        "tomcat, {a},        400 HTML",
        "tomcat, a|b,        400 HTML",
        "tomcat, 50%,        200 session",
        "tomcat, \u00e4,     400 HTML",
        "tomcat, %5Ba%5D%25, 200 session"
    })
    void differsInTheRawCharactersOfAQuery(String server, String filter, String answer) throws IOException {
        int port = start(server);

        assertThat(answerTo(port, HANDSHAKE + "&filter=" + filter)).isEqualTo(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = "tomcat")
    void takesRawCharactersOfAQueryWhenToldTo(String server) throws IOException {
        int port = start(server, "server.tomcat.relaxed-query-chars=[,],{,}");

        assertThat(answerTo(port, HANDSHAKE + "&filter=[a]")).isEqualTo("200 session");
        assertThat(answerTo(port, HANDSHAKE + "&filter={a}")).isEqualTo("200 session");
    }

    @ParameterizedTest
    @CsvSource({"netty, 400", "tomcat, 400 HTML"})
    void refusesRawCharactersInThePath(String server, String answer) throws IOException {
        int port = start(server);

        assertThat(answerTo(port, "/socket.io/[a]?EIO=4&transport=polling")).isEqualTo(answer);
        assertThat(answerTo(port, "/socket.io/{a}?EIO=4&transport=polling")).isEqualTo(answer);
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

    private static String answerTo(int port, String target, String... headers) throws IOException {
        List<String> lines = new ArrayList<>(List.of("GET " + target + " HTTP/1.1", "Host: localhost"));
        lines.addAll(List.of(headers));
        try (RawHttp http = new RawHttp(port)) {
            RawHttp.Response response = http.send(lines.toArray(String[]::new)).readResponse();
            return (response.status() + " " + kindOf(response.body())).strip();
        }
    }

    private static String kindOf(String body) {
        return body.startsWith("0{\"sid\":") ? "session" : body.startsWith("<!doctype html>") ? "HTML" : body;
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
