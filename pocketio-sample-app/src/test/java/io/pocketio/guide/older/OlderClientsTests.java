package io.pocketio.guide.older;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.Broadcast;
import io.pocketio.annotation.SocketController;
import io.pocketio.annotation.SocketEvent;
import io.pocketio.guide.GuideClient;
import io.pocketio.guide.GuideServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OlderClientsTests {

    private static final List<String> OLDER_CLIENTS = List.of("pocketio.allow-older-clients=true");

    @Test
    void findsTheTokenOfClientsOfAllGenerations() {
        try (GuideServer server = GuideServer.start(OLDER_CLIENTS, TokenConfiguration.class);
                GuideClient newest = GuideClient.connect(server.port(), "/", "websocket", Map.of("token", "secret"));
                OldestClient oldest = OldestClient.connect(server.port(), "?token=secret")) {
            assertThat(oldest.next()).isEqualTo("1::");
            server.io().emit("news", "for all");

            assertThat(newest.next()).isEqualTo("news for all");
            assertThat(oldest.next()).isEqualTo("5:::{\"name\":\"news\",\"args\":[\"for all\"]}");
        }
    }

    @Test
    void refusesClientsOfAllGenerations() {
        try (GuideServer server = GuideServer.start(OLDER_CLIENTS, TokenConfiguration.class);
                OldestClient oldest = OldestClient.connect(server.port(), "?token=guess")) {
            assertThat(GuideClient.refusal(server.port(), "/", Map.of("token", "guess")))
                    .contains("Please log in");
            assertThat(oldest.next()).isEqualTo("7:::2");
        }
    }

    @Test
    void exchangesBase64WithTheOldest() {
        try (GuideServer server = GuideServer.start(OLDER_CLIENTS, Pictures.class);
                OldestClient oldest = OldestClient.connect(server.port(), "")) {
            assertThat(oldest.next()).isEqualTo("1::");
            oldest.send("5:1+::{\"name\":\"picture\",\"args\":[\"AQID\"]}");

            assertThat(oldest.next()).isEqualTo("5:::{\"name\":\"picture\",\"args\":[\"AQID\"]}");
            assertThat(oldest.next()).isEqualTo("6:::1+[3]");
        }
    }

    @SocketController
    static class Pictures {

        @SocketEvent("picture")
        int picture(Broadcast everybody, byte[] picture) {
            everybody.emit("picture", picture);
            return picture.length;
        }
    }
}
