package io.pocketio.guide.reactornetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pocketio.SocketIoServer;
import io.pocketio.engine.session.EngineProbe;
import io.pocketio.guide.GuideClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.netty.DisposableServer;

class AdminServerTests {

    private static final String POLL = "/socket.io/?EIO=4&transport=polling";
    private static final String WEBSOCKET_OF_NOBODY = "/socket.io/?EIO=4&transport=websocket&sid=nobody";

    private final SocketIoServer io = AdminServer.server();
    private final DisposableServer server = AdminServer.serve(io, 0);

    @AfterEach
    void stop() {
        server.disposeNow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket", "polling,websocket"})
    void handlesEventsWithoutSpring(String transports) throws Exception {
        try (GuideClient user = GuideClient.connect(server.port(), "/", transports, Map.of());
                GuideClient admin =
                        GuideClient.connect(server.port(), "/admin", transports, Map.of("token", "secret"))) {
            JSONObject ban = new JSONObject(Map.of("user", user.id(), "minutes", 5));

            assertThat(admin.ask("ban", ban)).contains("banned");
            await().until(() -> io.sockets().sockets().isEmpty());
        }
        await().until(() -> io.engine().clientsCount() == 0);
    }

    @Test
    void carriesLargeMessages() throws Exception {
        try (GuideClient admin = GuideClient.connect(server.port(), "/admin", "websocket", Map.of("token", "secret"))) {
            JSONObject ban = new JSONObject(Map.of("user", "x".repeat(500_000), "minutes", 5));

            assertThat(admin.ask("ban", ban)).hasSizeGreaterThan(500_000);
        }
    }

    @Test
    void refusesStrangers() {
        assertThat(GuideClient.refusal(server.port(), "/admin", Map.of())).contains("Please log in");
    }

    @Test
    void answersErrorsOverHttp() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(WEBSOCKET_OF_NOBODY)).build();

        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void noticesWhenAPollingClientGoes() throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest open = HttpRequest.newBuilder(uri(POLL)).build();
        String sid = http.send(open, BodyHandlers.ofString()).body().split("\"")[3];

        CompletableFuture<HttpResponse<String>> poll =
                http.sendAsync(HttpRequest.newBuilder(uri(POLL + "&sid=" + sid)).build(), BodyHandlers.ofString());
        await().until(() -> EngineProbe.holdsPoll(io.engine(), sid));
        poll.cancel(true);

        await().until(() -> io.engine().clientsCount() == 0);
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }
}
