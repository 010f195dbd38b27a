package io.pocketio.guide.pocketio;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.guide.GuideClient;
import io.pocketio.guide.GuideServer;
import org.junit.jupiter.api.Test;

/** What the documentation of PocketIO shows, and its chat. */
class FromPocketIoTests {

    @Test
    void sendsMessagesBack() {
        try (GuideServer server = GuideServer.start(EchoController.class);
                GuideClient client = GuideClient.connect(server.port(), "/")) {
            assertThat(client.next()).isEqualTo("message {\"buffer\":[]}");
            client.emit("message", "héllo €😀");
            assertThat(client.next()).isEqualTo("message héllo €😀");
        }
    }

    @Test
    void handlesEventsOfOneSocket() {
        try (GuideServer server = GuideServer.start(RunHandler.class);
                GuideClient client = GuideClient.connect(server.port(), "/")) {
            assertThat(client.next()).isEqualTo("username vti");
            client.emit("username", "ada");
            assertThat(client.next()).isEqualTo("username hello ada");
        }
    }

    @Test
    void chats() {
        try (GuideServer server = GuideServer.start(ChatController.class);
                GuideClient ada = GuideClient.connect(server.port(), "/")) {
            assertThat(ada.ask("nickname", "ada")).isEqualTo("false");
            assertThat(ada.next()).isEqualTo("nicknames {\"ada\":\"ada\"}");
            try (GuideClient vti = GuideClient.connect(server.port(), "/")) {
                assertThat(vti.ask("nickname", "ada")).isEqualTo("true");
                assertThat(vti.ask("nickname", "vti")).isEqualTo("false");
                assertThat(ada.next()).isEqualTo("announcement vti connected");
                assertThat(ada.next()).contains("nicknames", "\"ada\":\"ada\"", "\"vti\":\"vti\"");
                vti.emit("user message", "hello");
                assertThat(ada.next()).isEqualTo("user message vti hello");
            }
            assertThat(ada.next()).isEqualTo("announcement vti disconnected");
            assertThat(ada.next()).isEqualTo("nicknames {\"ada\":\"ada\"}");
        }
    }

    @Test
    void reachesRoomsAndEverybody() {
        try (GuideServer server = GuideServer.start(RoomController.class);
                GuideClient ada = GuideClient.connect(server.port(), "/");
                GuideClient vti = GuideClient.connect(server.port(), "/")) {
            ada.ask("enter");
            assertThat(ada.next()).isEqualTo("message to all in the room");
            vti.ask("enter");
            assertThat(ada.next()).isEqualTo("message to all in the room");
            assertThat(ada.next()).isEqualTo("other message");
            assertThat(vti.next()).isEqualTo("message to all in the room");

            vti.ask("everybody", "foo");
            assertThat(ada.next()).isEqualTo("message foo");
            assertThat(ada.next()).isEqualTo("news foo");
            assertThat(vti.next()).isEqualTo("news foo");
            assertThat(vti.others()).isEmpty();
        }
    }

    @Test
    void asksClients() {
        try (GuideServer server = GuideServer.start(RoomController.class);
                GuideClient client = GuideClient.connect(server.port(), "/").answering("question", "yes")) {
            assertThat(client.ask("ready")).isEqualTo("said yes");
        }
    }
}
