package io.pocketio.guide.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.guide.GuideClient;
import io.pocketio.guide.GuideServer;
import io.pocketio.guide.LogOf;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What takes the place of the Express application around the Node server, and of its timers. */
class FromNodeTests {

    private final GuideServer server =
            GuideServer.start(TimeTicker.class, SchedulingConfiguration.class, OrderController.class, RequestLog.class);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void emitsFromATimer() {
        try (GuideClient client = GuideClient.connect(server.port(), "/")) {
            assertThat(client.next()).startsWith("time ");
        }
    }

    @Test
    void servesRequestsBesideSockets() throws Exception {
        LogOf log = new LogOf(RequestLog.class);
        HttpRequest get = HttpRequest.newBuilder(uri("/api/orders/7")).build();
        HttpRequest post = HttpRequest.newBuilder(uri("/api/orders"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"id\":8,\"state\":\"new\"}"))
                .build();

        assertThat(send(get)).isEqualTo("{\"id\":7,\"state\":\"open\"}");
        assertThat(send(post)).isEqualTo("{\"id\":8,\"state\":\"new\"}");
        assertThat(log.messages()).contains("GET /api/orders/7", "POST /api/orders");
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private static String send(HttpRequest request) throws Exception {
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
}
