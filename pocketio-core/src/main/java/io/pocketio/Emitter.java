package io.pocketio;

import org.jspecify.annotations.Nullable;

/**
 * Sends events to one socket. Thread-safe.
 *
 * @since 0.1
 */
public interface Emitter {

    /**
     * Sends an event; dropped when the socket is not connected.
     *
     * @param arguments each becomes one argument of the client's listener; {@code byte[]} and {@code ByteBuffer} anywhere in
     *     them travel as binary
     * @throws IllegalArgumentException when the name is reserved, or an argument cannot be written as JSON
     */
    void emit(String event, @Nullable Object... arguments);
}
