package io.pocketio.guide.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.guide.GuideClient;
import io.pocketio.guide.GuideServer;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecoveryTests {

    @Test
    void appendsAnOffset() {
        List<String> properties = List.of(
                "pocketio.connection-state-recovery.enabled=true",
                "pocketio.connection-state-recovery.max-disconnection-duration=2m");
        try (GuideServer server = GuideServer.start(properties, NewsController.class, NoHistory.class);
                GuideClient client = GuideClient.connect(server.port(), "/")) {
            assertThat(client.next()).matches("history \\[] \\S+");
        }
    }

    static class NoHistory implements History {

        @Override
        public List<String> latest() {
            return List.of();
        }
    }
}
