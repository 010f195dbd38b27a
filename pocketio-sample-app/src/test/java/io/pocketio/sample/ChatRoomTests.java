package io.pocketio.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ChatRoomTests {

    private final ChatRoom room = new ChatRoom("Lobby", TestLimits.limits(), new AtomicLong()::incrementAndGet);

    @Test
    void tellsWhoIsThere() {
        room.enter("1", "Ada");
        room.enter("2", "Grace");
        assertThat(room.presence().members()).containsExactly("Ada", "Grace");

        room.leave("1");
        assertThat(room.presence().members()).containsExactly("Grace");
    }

    @Test
    void givesEachChangeOfItsMembersANewVersion() {
        room.enter("1", "Ada");
        long version = room.presence().version();
        room.enter("1", "Ada");
        assertThat(room.presence().version()).isEqualTo(version);

        room.enter("2", "Grace");
        assertThat(room.presence().version()).isGreaterThan(version);
    }

    @Test
    void refusesMoreMembersThanItsLimit() {
        room.enter("1", "Ada");
        room.enter("2", "Grace");

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> room.enter("3", "Linus"))
                .withMessageContaining("full");
        room.enter("2", "Grace");
    }

    @Test
    void hasDeliveredMessageWhenAllClientsHaveIt() {
        room.enter("1", "Ada");
        room.enter("2", "Grace");
        long id = say("Hello");

        assertThat(room.delivered("1", id)).isEmpty();
        assertThat(room.delivered("2", id)).hasValue(id);
        assertThat(room.delivered("2", id)).isEmpty();
    }

    @Test
    void hasDeliveredNothingToWhoIsAlone() {
        room.enter("1", "Ada");

        assertThat(room.delivered("1", say("Anybody here?"))).isEmpty();
    }

    @Test
    void deliversHistoryToWhoEnters() {
        room.enter("1", "Ada");
        long id = say("Anybody here?");
        room.delivered("1", id);

        room.enter("2", "Grace");

        assertThat(room.presence().deliveredTo()).isEqualTo(id);
    }

    @Test
    void doesNotWaitForWhoHasLeft() {
        room.enter("1", "Ada");
        room.enter("2", "Grace");
        long id = say("Hello");
        room.delivered("1", id);

        room.leave("2");
        room.enter("3", "Linus");

        assertThat(room.presence().deliveredTo()).isEqualTo(id);
    }

    @Test
    void doesNotBelieveInMessagesToCome() {
        room.enter("1", "Ada");
        room.enter("2", "Grace");
        room.delivered("1", Long.MAX_VALUE);
        room.delivered("2", Long.MAX_VALUE);

        long id = say("Hello");

        assertThat(room.presence().deliveredTo()).isLessThan(id);
    }

    private long say(String text) {
        return room.add("Ada", text, Instant.EPOCH, text, null).id();
    }
}
