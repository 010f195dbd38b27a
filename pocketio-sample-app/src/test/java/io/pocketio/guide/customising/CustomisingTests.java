package io.pocketio.guide.customising;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.guide.GuideClient;
import io.pocketio.guide.GuideServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class CustomisingTests {

    private final GuideServer server =
            GuideServer.start(ServerConfiguration.class, LocaleResolver.class, GreetingController.class);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void takesPartsOfTheApplication(CapturedOutput output) {
        try (GuideClient client = GuideClient.connect(server.port(), "/")) {
            assertThat(client.ask("greet", "Ada")).isEqualTo("Hello, Ada");
            assertThat(output).contains("/ is made");
        }
    }
}
