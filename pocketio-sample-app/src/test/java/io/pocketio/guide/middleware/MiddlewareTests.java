package io.pocketio.guide.middleware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pocketio.SocketIoSocket;
import io.pocketio.annotation.SocketEvent;
import io.pocketio.guide.GuideClient;
import io.pocketio.guide.GuideServer;
import io.pocketio.guide.LogOf;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class MiddlewareTests {

    private static final String HANDSHAKE = "/socket.io/?EIO=4&transport=polling";

    private final GuideServer server = GuideServer.start(
            TokenMiddleware.class,
            OneToken.class,
            EdgeConfiguration.class,
            RefusalLog.class,
            RateLimit.class,
            SlowHandlerLog.class,
            Echo.class);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void asksForAToken() {
        assertThat(GuideClient.refusal(server.port(), "/", Map.of("token", "wrong")))
                .contains("Please log in");
        try (GuideClient client = GuideClient.connect(server.port(), "/", "websocket", Map.of("token", "ada's"))) {
            assertThat(server.io().sockets().sockets())
                    .singleElement()
                    .satisfies(socket -> assertThat(socket.data()).containsEntry("user", "ada"));
            assertThat(client.id()).isNotNull();
        }
    }

    @Test
    void refusesRobots() throws Exception {
        LogOf log = new LogOf(RefusalLog.class);
        HttpResponse<String> response = get("Googlebot");

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).contains("No robots");
        assertThat(log.messages()).singleElement().asString().startsWith("Forbidden");
        assertThat(get("Firefox").statusCode()).isEqualTo(200);
        assertThat(get("Firefox").headers().firstValue("X-Node")).hasValue("7");
    }

    @Test
    void limitsTheRateOfEvents() {
        try (GuideClient client = GuideClient.connect(server.port(), "/", "websocket", Map.of("token", "ada's"))) {
            for (int i = 0; i < 100; i++) {
                client.emit("echo", i);
                assertThat(client.next()).isEqualTo("echo " + i);
            }
            client.emit("echo", "one too many");

            SocketIoSocket socket = server.io().sockets().sockets().iterator().next();
            await().until(() -> ((AtomicInteger) socket.data().get("events")).get() == 101);
            assertThat(client.others()).isEmpty();
        }
    }

    @Test
    void namesSlowHandlers() {
        LogOf log = new LogOf(SlowHandlerLog.class);
        try (GuideClient client = GuideClient.connect(server.port(), "/", "websocket", Map.of("token", "ada's"))) {
            client.emit("slow", "");

            await().untilAsserted(() ->
                    assertThat(log.messages()).singleElement().asString().contains("Echo", "slow", " took PT"));
        }
    }

    private HttpResponse<String> get(String agent) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + HANDSHAKE))
                .header("User-Agent", agent)
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    static class Echo {

        @SocketEvent("echo")
        void echo(SocketIoSocket socket, String text) {
            socket.emit("echo", text);
        }

        @SocketEvent("slow")
        Mono<Void> slow() {
            return Mono.delay(Duration.ofMillis(600)).then();
        }
    }

    static class OneToken implements Tokens {

        @Override
        public Mono<String> userOf(String token) {
            return token.equals("ada's") ? Mono.just("ada") : Mono.empty();
        }
    }
}
