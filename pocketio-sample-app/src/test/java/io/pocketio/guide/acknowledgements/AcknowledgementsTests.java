package io.pocketio.guide.acknowledgements;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.guide.GuideClient;
import io.pocketio.guide.GuideServer;
import java.util.Map;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class AcknowledgementsTests {

    private final GuideServer server = GuideServer.start(AccountController.class, MemoryAccounts.class);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void answersClients() {
        try (GuideClient client = GuideClient.connect(server.port(), "/")) {
            assertThat(client.ask("balance", "savings")).contains("\"cents\":100");
            assertThat(client.ask("range")).isEqualTo("1 100");
            assertThat(client.ask("later", "savings")).isEqualTo("accepted savings");
        }
    }

    @Test
    void asksClients() {
        try (GuideClient client = GuideClient.connect(server.port(), "/").answering("confirm", true)) {
            JSONObject transfer = new JSONObject(Map.of("to", "rent", "cents", 5));

            assertThat(client.ask("transfer", transfer)).isEqualTo("done");
        }
    }

    static class MemoryAccounts implements Accounts {

        @Override
        public Mono<Balance> balance(String account) {
            return Mono.just(new Balance(account, 100));
        }
    }
}
