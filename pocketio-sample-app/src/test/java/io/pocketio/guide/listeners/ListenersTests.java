package io.pocketio.guide.listeners;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.guide.GuideClient;
import io.pocketio.guide.GuideServer;
import io.pocketio.guide.LogOf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ListenersTests {

    private final GuideServer server = GuideServer.start(Audit.class);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void listensToOneSocket() {
        LogOf log = new LogOf(Audit.class);
        try (GuideClient client = GuideClient.connect(server.port(), "/")) {
            assertThat(client.ask("hello")).isEqualTo("first time");
            assertThat(client.ask("chatter", "blah")).isEqualTo("blah");
            client.ask("quiet");
            server.io().emit("news", "none");

            assertThat(client.next()).isEqualTo("news none");
            assertThat(log.messages()).contains("chatter in, 1 arguments", "news out");
        }
    }
}
