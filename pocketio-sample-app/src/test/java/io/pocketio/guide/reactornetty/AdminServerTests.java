package io.pocketio.guide.reactornetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.guide.GuideClient;
import java.util.Map;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.netty.DisposableServer;

class AdminServerTests {

    private final DisposableServer server = AdminServer.start(0);

    @AfterEach
    void stop() {
        server.disposeNow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket"})
    void handlesEventsWithoutSpring(String transport) throws Exception {
        try (GuideClient admin = GuideClient.connect(server.port(), "/admin", transport, Map.of("token", "secret"))) {
            JSONObject ban = new JSONObject(Map.of("user", "mallory", "minutes", 5));

            assertThat(admin.ask("ban", ban)).isEqualTo("{\"banned\":\"mallory\"}");
        }
    }
}
