package io.pocketio.guide.customising;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.guide.GuideClient;
import io.pocketio.guide.GuideServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CustomisingTests {

    private final GuideServer server = GuideServer.start(
            ServerConfiguration.class, Adapters.class, LocaleResolver.class, GreetingController.class);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void takesPartsOfTheApplication() {
        try (GuideClient client = GuideClient.connect(server.port(), "/")) {
            assertThat(client.ask("greet", "Ada")).isEqualTo("Hello, Ada");
            assertThat(server.bean(Adapters.class).namespaces()).containsExactly("/");
        }
    }
}
