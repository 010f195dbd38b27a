package io.pocketio.guide.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.guide.GuideClient;
import io.pocketio.guide.GuideServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoomsTests {

    private final GuideServer server = GuideServer.start(DocumentController.class, PriceFeed.class);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void reachesTheMembersOfRooms() {
        try (GuideClient ada = GuideClient.connect(server.port(), "/");
                GuideClient grace = GuideClient.connect(server.port(), "/")) {
            ada.ask("open", "plan");
            assertThat(grace.ask("open", "plan")).contains(ada.id(), grace.id());
            assertThat(ada.next()).isEqualTo("opened " + grace.id());

            grace.emit("edit", "plan", "now");
            assertThat(ada.next()).isEqualTo("edited plan now");
            server.bean(PriceFeed.class).changed("plan", 5);
            assertThat(ada.next()).isEqualTo("price plan 5");
            server.bean(PriceFeed.class).ticked("plan", 6);
            assertThat(ada.next()).isEqualTo("tick plan 6");
            server.bean(PriceFeed.class).warn(ada.id(), "late");
            assertThat(ada.next()).isEqualTo("warning late");

            ada.ask("close", "plan");
            grace.ask("edit", "plan", "later");
            ada.ask("close", "plan");
            assertThat(ada.others()).isEmpty();
        }
    }
}
