package io.pocketio.guide.middleware;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.guide.GuideClient;
import io.pocketio.guide.GuideServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class MiddlewareTests {

    private static final String HANDSHAKE = "/socket.io/?EIO=4&transport=polling";

    private final GuideServer server =
            GuideServer.start(TokenMiddleware.class, OneToken.class, EdgeConfiguration.class);

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
        HttpResponse<String> response = get("Googlebot");

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).contains("No robots");
        assertThat(get("Firefox").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> get(String agent) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + HANDSHAKE))
                .header("User-Agent", agent)
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    static class OneToken implements Tokens {

        @Override
        public Mono<String> userOf(String token) {
            return token.equals("ada's") ? Mono.just("ada") : Mono.empty();
        }
    }
}
