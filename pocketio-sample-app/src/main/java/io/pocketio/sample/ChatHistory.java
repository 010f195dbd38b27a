package io.pocketio.sample;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The latest messages of a room, with the latest pictures among them; the oldest make way for the new. Confined to its room,
 * which guards it.
 */
final class ChatHistory {

    private final Deque<ChatMessage> messages = new ArrayDeque<>();
    private final int maxMessages;
    private final int maxPictures;
    private int pictures;
    private long lastId;

    ChatHistory(int maxMessages, int maxPictures) {
        this.maxMessages = maxMessages;
        this.maxPictures = maxPictures;
    }

    void add(ChatMessage message) {
        messages.addLast(message);
        lastId = message.id();
        if (message.picture() != null && ++pictures > maxPictures) {
            removeOldestPicture();
        }
        if (messages.size() > maxMessages && messages.removeFirst().picture() != null) {
            pictures--;
        }
    }

    /** Messages with a greater id, oldest first. */
    List<ChatMessage> after(long id) {
        return messages.stream().filter(message -> message.id() > id).toList();
    }

    Optional<ChatMessage> find(String author, String key) {
        return messages.stream()
                .filter(message -> message.key().equals(key) && message.author().equals(author))
                .findFirst();
    }

    /** Of the newest message; 0 before there is any. */
    long lastId() {
        return lastId;
    }

    private void removeOldestPicture() {
        for (var each = messages.iterator(); each.hasNext(); ) {
            if (each.next().picture() != null) {
                each.remove();
                pictures--;
                return;
            }
        }
    }
}
