package io.pocketio.sample;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody has said in a room: a text or a picture.
 *
 * @param id grows from message to message
 * @param key chosen by the client, so that it recognises its own message, and so that one sent again after a lost connection
 *     is not said twice
 */
record ChatMessage(
        long id,
        String room,
        String author,
        String key,
        Instant time,
        @Nullable String text,
        @Nullable Picture picture) {

    /** The bytes travel as binary attachment; the page gets an {@code ArrayBuffer}. */
    record Picture(String type, byte[] data) {}

    /** Acknowledges a message: it is stored. */
    record Receipt(long id, Instant time) {}

    Receipt receipt() {
        return new Receipt(id, time);
    }
}
