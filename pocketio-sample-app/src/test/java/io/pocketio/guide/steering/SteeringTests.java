package io.pocketio.guide.steering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pocketio.adapter.AdapterFactory;
import io.pocketio.adapter.LinkedAdapter;
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
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class SteeringTests {

    private final GuideServer server = GuideServer.start(SessionController.class, Prices.class, RoomLog.class);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void looksAndSteers() throws Exception {
        LogOf log = new LogOf(RoomLog.class);
        try (GuideClient client = GuideClient.connect(server.port(), "/")) {
            server.io().socketsJoin("hall");
            assertThat(send("GET", "/sessions")).contains(client.id(), "hall");

            send("POST", "/rooms/hall/move/garden");
            assertThat(send("GET", "/sessions")).contains("garden").doesNotContain("hall");
            assertThat(log.messages()).contains("garden is open", "hall is empty");

            send("DELETE", "/rooms/garden");
            await().until(() -> server.io().sockets().sockets().isEmpty());
        }
    }

    @Test
    void asksNobodyOnASingleNode() {
        server.bean(Prices.class).changed("tea");

        assertThat(server.bean(Prices.class).cachedElsewhere().collectList().block())
                .isEmpty();
    }

    @Test
    void reachesTheOtherServers() {
        try (GuideServer one = GuideServer.start(Prices.class, LinkedNode.class);
                GuideServer two = GuideServer.start(Prices.class, LinkedNode.class)) {
            one.bean(Prices.class).changed("tea");

            assertThat(two.bean(Prices.class).cachedElsewhere().collectList().block())
                    .containsExactly(0);
        }
    }

    private String send(String method, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(method, BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    /** A node of a cluster within this process. */
    @Configuration(proxyBeanMethods = false)
    static class LinkedNode {

        private static final LinkedAdapter.Link LINK = new LinkedAdapter.Link();

        @Bean
        AdapterFactory adapters() {
            return LINK.adapters();
        }
    }
}
