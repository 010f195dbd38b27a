package io.pocketio.json;

import io.pocketio.log.ClientText;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@linkplain CodecException#path() path} step by step. A member's name may be what a client chose. For implementations of
 * {@link JsonCodec}; confined to its caller.
 *
 * @since 0.1
 */
public final class JsonPath {

    private final StringBuilder path = new StringBuilder();

    /** @param name of the member, {@code null} for an element of an array */
    public void add(@Nullable String name, int index) {
        if (path.length() > ClientText.SENTENCE_LIMIT) {
            return;
        }
        if (name == null) {
            path.append('[').append(Math.max(index, 0)).append(']');
        } else {
            path.append(path.isEmpty() ? "" : ".").append(ClientText.of(name));
        }
    }

    @Override
    public String toString() {
        return ClientText.sentence(path.toString()).toString();
    }
}
