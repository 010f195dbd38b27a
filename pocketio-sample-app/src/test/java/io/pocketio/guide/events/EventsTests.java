package io.pocketio.guide.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.guide.GuideClient;
import io.pocketio.guide.GuideServer;
import java.util.List;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventsTests {

    private final GuideServer server = GuideServer.start(OrderController.class);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void decodesArgumentsIntoTypes() throws Exception {
        try (GuideClient ada = GuideClient.connect(server.port(), "/");
                GuideClient grace = GuideClient.connect(server.port(), "/")) {
            assertThat(ada.next()).isEqualTo("welcome " + ada.id());
            grace.next();

            ada.emit(
                    "order",
                    new JSONObject()
                            .put("products", new JSONArray(List.of("tea")))
                            .put("total", 4.5));
            assertThat(grace.next()).startsWith("order {").contains("[\"tea\"]").endsWith("} none");
            ada.emit("photo", "me", new byte[] {1, 2, 3});
            assertThat(grace.next()).isEqualTo("photo me 3 bytes");
            String gone = ada.id();
            ada.disconnect();
            assertThat(grace.next()).isEqualTo("left " + gone);
        }
    }
}
