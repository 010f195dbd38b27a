package io.pocketio.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pocketio.sample.ChatRooms.Summary;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChatRoomsTests {

    private final ChatRooms rooms =
            new ChatRooms(TestLimits.limits(), Clock.fixed(Instant.ofEpochMilli(5), ZoneOffset.UTC));

    @Test
    void hasALobbyFromTheStart() {
        assertThat(rooms.list().rooms()).containsExactly(new Summary("Lobby", 0));
    }

    @Test
    void makesRoomThatSomebodyEnters() {
        rooms.enter("Zoo", "1", "Ada");
        rooms.enter("Arts", "2", "Grace");

        assertThat(names()).containsExactly("Lobby", "Arts", "Zoo");
    }

    @Test
    void takesNamesThatDifferInCaseForTheSame() {
        ChatRoom room = rooms.enter("Arts", "1", "Ada");

        assertThat(rooms.enter(" ARTS ", "2", "Grace")).isSameAs(room);
    }

    @Test
    void givesPlaceOfRoomThatWasLeftLongestAgoToNewOne() {
        rooms.enter("Arts", "1", "Ada").leave("1");
        rooms.enter("Zoo", "1", "Ada").leave("1");
        rooms.enter("Arts", "1", "Ada").leave("1");

        rooms.enter("Music", "1", "Ada");

        assertThat(names()).containsExactly("Lobby", "Arts", "Music");
    }

    @Test
    void refusesRoomWhenAllAreInUse() {
        rooms.enter("Arts", "1", "Ada");
        rooms.enter("Zoo", "2", "Grace");

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> rooms.enter("Music", "3", "Linus"))
                .withMessageContaining("3 rooms already");
        assertThat(names()).containsExactly("Lobby", "Arts", "Zoo");
    }

    @Test
    void givesMessagesGreaterIdsThanBeforeARestart() {
        ChatRooms restarted = new ChatRooms(TestLimits.limits(), Clock.fixed(Instant.ofEpochMilli(6), ZoneOffset.UTC));

        assertThat(say(restarted)).isGreaterThan(say(rooms));
    }

    private static long say(ChatRooms rooms) {
        return rooms.enter("Lobby", "1", "Ada")
                .add("Ada", "key", Instant.EPOCH, "Hello", null)
                .id();
    }

    private List<String> names() {
        return rooms.list().rooms().stream().map(Summary::name).toList();
    }
}
