package io.pocketio.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.sample.ChatMessage.Picture;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChatHistoryTests {

    private final ChatHistory history = new ChatHistory(4, 2);

    @Test
    void keepsMessagesInOrder() {
        history.add(text(1));
        history.add(text(2));

        assertThat(ids(history.after(0))).containsExactly(1L, 2L);
    }

    @Test
    void givesOnlyMessagesAfterTheOneThatIsKnown() {
        history.add(text(1));
        history.add(text(2));
        history.add(text(3));

        assertThat(ids(history.after(1))).containsExactly(2L, 3L);
    }

    @Test
    void forgetsOldestMessageAboveItsLimit() {
        for (int id = 1; id <= 6; id++) {
            history.add(text(id));
        }

        assertThat(ids(history.after(0))).containsExactly(3L, 4L, 5L, 6L);
    }

    @Test
    void forgetsOldestPictureAboveTheLimitOfPictures() {
        history.add(picture(1));
        history.add(text(2));
        history.add(picture(3));
        history.add(picture(4));

        assertThat(ids(history.after(0))).containsExactly(2L, 3L, 4L);
    }

    @Test
    void countsPicturesThatLeaveWithOldMessages() {
        history.add(picture(1));
        for (int id = 2; id <= 5; id++) {
            history.add(text(id));
        }
        history.add(picture(6));
        history.add(picture(7));

        assertThat(ids(history.after(0))).containsExactly(4L, 5L, 6L, 7L);
    }

    @Test
    void findsMessageByAuthorAndKey() {
        history.add(text(1));

        assertThat(history.find("Ada", "key-1")).map(ChatMessage::id).contains(1L);
        assertThat(history.find("Grace", "key-1")).isEmpty();
        assertThat(history.find("Ada", "key-2")).isEmpty();
    }

    @Test
    void knowsItsLastIdAlthoughTheMessageIsForgotten() {
        ChatHistory none = new ChatHistory(0, 0);

        none.add(text(1));

        assertThat(none.after(0)).isEmpty();
        assertThat(none.lastId()).isEqualTo(1);
    }

    private static ChatMessage text(long id) {
        return new ChatMessage(id, "Lobby", "Ada", "key-" + id, Instant.EPOCH, "text", null);
    }

    private static ChatMessage picture(long id) {
        return new ChatMessage(
                id, "Lobby", "Ada", "key-" + id, Instant.EPOCH, null, new Picture("image/png", new byte[] {1}));
    }

    private static List<Long> ids(List<ChatMessage> messages) {
        return messages.stream().map(ChatMessage::id).toList();
    }
}
