package io.pocketio.guide.namespaces;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.guide.GuideClient;
import io.pocketio.guide.GuideServer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class NamespacesTests {

    private final GuideServer server =
            GuideServer.start(TenantController.class, AdminController.class, Workspaces.class, MembersOfClub.class);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void keepsNamespacesApart() {
        try (GuideClient user = GuideClient.connect(server.port(), "/");
                GuideClient admin = GuideClient.connect(server.port(), "/admin");
                GuideClient other = GuideClient.connect(server.port(), "/admin")) {
            admin.emit("announce", "cake");

            assertThat(user.next()).isEqualTo("announcement cake");
            assertThat(other.next()).isEqualTo("announced cake");
        }
    }

    @Test
    void bindsVariablesOfTemplates() {
        try (GuideClient seven = GuideClient.connect(server.port(), "/tenants/7");
                GuideClient eight = GuideClient.connect(server.port(), "/tenants/8")) {
            assertThat(seven.next()).isEqualTo("welcome to tenant 7");
            assertThat(eight.next()).isEqualTo("welcome to tenant 8");

            seven.ask("notice", "seven only");
            eight.ask("notice", "eight only");
            assertThat(seven.next()).isEqualTo("notice seven only");
            assertThat(eight.next()).isEqualTo("notice eight only");
        }
        assertThat(GuideClient.refusal(server.port(), "/tenants/none", Map.of()))
                .contains("Invalid namespace");
    }

    @Test
    void opensNamespacesThatFit() {
        try (GuideClient client = GuideClient.connect(server.port(), "/workspace-1")) {
            assertThat(client.next()).isEqualTo("welcome /workspace-1");
            server.bean(Workspaces.class).closing("night");
            assertThat(client.next()).isEqualTo("closing night");
        }
        assertThat(GuideClient.refusal(server.port(), "/workspace-one", Map.of()))
                .contains("Invalid namespace");
        try (GuideClient client = GuideClient.connect(server.port(), "/club", "websocket", Map.of("token", "member"))) {
            assertThat(client.next()).isEqualTo("welcome member");
        }
    }

    static class MembersOfClub implements Members {

        @Override
        public Mono<Boolean> mayOpen(String namespace, String token) {
            return Mono.just(namespace.equals("/club") && "member".equals(token));
        }
    }
}
