package io.pocketio.guide.pocketio;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.guide.GuideClient;
import io.pocketio.guide.GuideServer;
import io.pocketio.guide.older.OldestClient;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The same with clients of PocketIO's time, packet by packet. */
class PocketIoClientsTests {

    private static GuideServer start(Class<?> handlers) {
        return GuideServer.start(List.of("pocketio.allow-older-clients=true"), handlers);
    }

    private static OldestClient connect(GuideServer server) {
        OldestClient client = OldestClient.connect(server.port(), "");
        assertThat(client.next()).isEqualTo("1::");
        return client;
    }

    @Test
    void sendsMessagesBack() {
        try (GuideServer server = start(EchoController.class);
                OldestClient client = connect(server)) {
            assertThat(client.next()).isEqualTo("4:::{\"buffer\":[]}");
            client.send("3:::héllo €😀: a:b::c\n");
            assertThat(client.next()).isEqualTo("3:::héllo €😀: a:b::c\n");
            client.send("4:::{\"a\":12345678901234567890}");
            assertThat(client.next()).isEqualTo("4:::{\"a\":12345678901234567890}");
            client.send("5:::{\"name\":\"message\",\"args\":[\"as an event\"]}");
            assertThat(client.next()).isEqualTo("3:::as an event");
            client.send("3:5::with a receipt");
            assertThat(client.next()).isEqualTo("6:::5");
            assertThat(client.next()).isEqualTo("3:::with a receipt");
        }
    }

    @Test
    void handlesEventsOfOneSocket() {
        try (GuideServer server = start(RunHandler.class);
                OldestClient client = connect(server)) {
            assertThat(client.next()).isEqualTo("5:::{\"name\":\"username\",\"args\":[\"vti\"]}");
            client.send("5:::{\"name\":\"username\",\"args\":[\"ada\"]}");
            assertThat(client.next()).isEqualTo("5:::{\"name\":\"username\",\"args\":[\"hello ada\"]}");
        }
    }

    @Test
    void chats() {
        try (GuideServer server = start(ChatController.class);
                GuideClient ada = GuideClient.connect(server.port(), "/");
                OldestClient vti = connect(server)) {
            ada.ask("nickname", "ada");
            assertThat(ada.next()).isEqualTo("nicknames {\"ada\":\"ada\"}");
            assertThat(vti.next()).isEqualTo("5:::{\"name\":\"announcement\",\"args\":[\"ada connected\"]}");
            assertThat(vti.next()).isEqualTo("5:::{\"name\":\"nicknames\",\"args\":[{\"ada\":\"ada\"}]}");

            vti.send("5:1+::{\"name\":\"nickname\",\"args\":[\"ada\"]}");
            assertThat(vti.next()).isEqualTo("6:::1+[true]");
            vti.send("5:2+::{\"name\":\"nickname\",\"args\":[\"vti\"]}");
            assertThat(vti.next()).startsWith("5:::{\"name\":\"nicknames\"");
            assertThat(vti.next()).isEqualTo("6:::2+[false]");
            assertThat(ada.next()).isEqualTo("announcement vti connected");
            assertThat(ada.next()).startsWith("nicknames");

            vti.send("5:::{\"name\":\"user message\",\"args\":[\"hello\"]}");
            assertThat(ada.next()).isEqualTo("user message vti hello");
            vti.send("0::");
            assertThat(vti.next()).isEqualTo("0::");
            assertThat(ada.next()).isEqualTo("announcement vti disconnected");
        }
    }

    @Test
    void reachesRoomsAndEverybody() {
        try (GuideServer server = start(RoomController.class);
                OldestClient ada = connect(server);
                GuideClient vti = GuideClient.connect(server.port(), "/")) {
            ada.send("5:::{\"name\":\"enter\"}");
            assertThat(ada.next()).isEqualTo("3:::to all in the room");
            vti.ask("enter");
            assertThat(ada.next()).isEqualTo("3:::to all in the room");
            assertThat(ada.next()).isEqualTo("5:::{\"name\":\"other message\"}");

            vti.ask("everybody", "foo");
            assertThat(ada.next()).isEqualTo("3:::foo");
            assertThat(ada.next()).isEqualTo("5:::{\"name\":\"news\",\"args\":[\"foo\"]}");
        }
    }

    @Test
    void asksClients() {
        try (GuideServer server = start(RoomController.class);
                OldestClient client = connect(server)) {
            client.send("5:7+::{\"name\":\"ready\"}");
            String question = client.next();
            assertThat(question).matches("5:\\d+\\+::\\{\"name\":\"question\",\"args\":\\[\"Are you\\?\"]}");
            String id = question.substring(2, question.indexOf('+'));
            client.send("6:::" + id + "+[\"yes\"]");
            assertThat(client.next()).isEqualTo("6:::7+[\"said yes\"]");
        }
    }
}
