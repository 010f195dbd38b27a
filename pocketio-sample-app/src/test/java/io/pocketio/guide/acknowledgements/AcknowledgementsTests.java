package io.pocketio.guide.acknowledgements;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.guide.GuideClient;
import io.pocketio.guide.GuideServer;
import java.time.Duration;
import java.util.Map;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class AcknowledgementsTests {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final GuideServer server = GuideServer.start(AccountController.class, MemoryAccounts.class, Ballot.class);

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

    @Test
    void asksManyClients() {
        try (GuideClient yes = GuideClient.connect(server.port(), "/").answering("vote", true);
                GuideClient no = GuideClient.connect(server.port(), "/").answering("vote", false)) {
            server.io().socketsJoin("voters");

            assertThat(server.bean(Ballot.class).vote("Cake?").block(PATIENCE)).isEqualTo(1);
            assertThat(yes.next()).startsWith("vote Cake?");
            assertThat(no.next()).startsWith("vote Cake?");
        }
    }

    static class MemoryAccounts implements Accounts {

        @Override
        public Mono<Balance> balance(String account) {
            return Mono.just(new Balance(account, 100));
        }
    }
}
