package io.pocketio.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.webflux.RawHttp;
import io.pocketio.webflux.RawHttp.Response;
import io.pocketio.webflux.RawWebSocket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The way of clients of Socket.IO 0.7 to 0.9 into an application that is auto-configured. */
class LegacyRouteTests {

    private static final String ALLOWED = "pocketio.allow-older-clients=true";

    private @Nullable ConfigurableApplicationContext application;

    @AfterEach
    void close() {
        if (application != null) {
            application.close();
        }
    }

    @Test
    void isClosedUnlessOlderClientsAreAllowed() throws IOException {
        start();

        assertThat(get("/socket.io/1/").status()).isEqualTo(400);
        assertThat(get("/socket.io/1/").body()).contains("Transport unknown");
        try (RawWebSocket refused = new RawWebSocket(port(), "/socket.io/1/websocket/abc")) {
            assertThat(refused.upgrade().status()).isEqualTo(400);
        }
    }

    @Test
    void letsThemIntoTheDefaultNamespace() throws IOException {
        start(ALLOWED);
        String sid = get("/socket.io/1/?t=1").body().split(":")[0];

        try (RawWebSocket webSocket = new RawWebSocket(port(), "/socket.io/1/websocket/" + sid)) {
            assertThat(webSocket.read().text()).isEqualTo("1::");
        }
        assertThat(get("/socket.io/?EIO=4&transport=polling").body()).startsWith("0{");
        assertThat(get("/socket.io/socket.io.js").status()).isEqualTo(200);
    }

    @Test
    void followsThePathAndTheSettings() throws IOException {
        start(
                ALLOWED,
                "pocketio.path=/live/2",
                "spring.webflux.base-path=/api",
                "pocketio.legacy.close-timeout=20s",
                "pocketio.legacy.flashsocket=true",
                "pocketio.allow-jsonp=false");

        assertThat(get("/api/live/2/1/").body()).endsWith(":45:20:websocket,flashsocket,htmlfile,xhr-polling");
        assertThat(get("/api/live/2/1/?jsonp=0").status()).isEqualTo(400);
        assertThat(get("/api/live/2/?EIO=4&transport=polling").body()).startsWith("0{");
    }

    @Test
    void showsPagesOfNamedOriginsWhatTheyAskFor() throws IOException {
        start(ALLOWED, "pocketio.cors.allowed-origins=http://page.example", "pocketio.cors.allow-credentials=true");

        Response handshake = get("/socket.io/1/", "Origin: http://page.example");
        assertThat(handshake.status()).isEqualTo(200);
        assertThat(handshake.headers())
                .contains("access-control-allow-origin: http://page.example", "access-control-allow-credentials: true");
        String poll = "/socket.io/1/xhr-polling/" + handshake.body().split(":")[0];
        assertThat(get(poll, "Origin: http://page.example").headers())
                .contains("access-control-allow-origin: http://page.example");
        assertThat(get("/socket.io/1/", "Origin: http://other.example").status())
                .isEqualTo(403);
    }

    /** As clients on Node name it. */
    @Test
    void takesItsOwnOriginWithoutAScheme() throws IOException {
        start(ALLOWED, "pocketio.cors.allowed-origins=http://page.example");
        String own = "Origin: 127.0.0.1:" + port();

        Response handshake = get("/socket.io/1/", own);

        assertThat(handshake.status()).isEqualTo(200);
        String sid = handshake.body().split(":")[0];
        assertThat(get("/socket.io/1/xhr-polling/" + sid, own).body()).isEqualTo("1::");
    }

    private void start(String... properties) {
        List<String> all = new ArrayList<>(List.of(properties));
        all.add("server.port=0");
        all.add("server.address=127.0.0.1");
        all.add("spring.main.banner-mode=off");
        all.add("spring.reactor.netty.shutdown-quiet-period=0s");
        application = new SpringApplicationBuilder(Application.class)
                .properties(all.toArray(String[]::new))
                .run();
    }

    private int port() {
        return Objects.requireNonNull(application)
                .getEnvironment()
                .getRequiredProperty("local.server.port", Integer.class);
    }

    private Response get(String target, String... headers) throws IOException {
        try (RawHttp http = new RawHttp(port())) {
            List<String> lines = new ArrayList<>(List.of("GET " + target + " HTTP/1.1", "Host: 127.0.0.1:" + port()));
            lines.addAll(List.of(headers));
            return http.send(lines.toArray(String[]::new)).readResponse();
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {}
}
