package io.pocketio;

import org.jspecify.annotations.Nullable;

/**
 * Sends to many sockets of a namespace. Immutable: each step gives a new one. Node's {@code BroadcastOperator}. Thread-safe.
 *
 * @since 0.1
 */
public interface Broadcast {

    /** A broadcast to all sockets of another namespace. */
    Broadcast of(String namespace);

    /** Only to sockets in any of the rooms, in addition to the rooms named before; each socket once. */
    Broadcast to(String... rooms);

    /** The same as {@link #to}. */
    default Broadcast in(String... rooms) {
        return to(rooms);
    }

    /** Not to sockets in any of the rooms. */
    Broadcast except(String... rooms);

    /** May be lost where a client's transport is not writable right now: for what is soon outdated. */
    Broadcast asVolatile();

    /**
     * Sends an event.
     *
     * @param arguments each becomes one argument of the client's listener; {@code byte[]} and {@code ByteBuffer} anywhere in
     *     them travel as binary
     * @throws IllegalArgumentException when the name is reserved, or an argument cannot be written as JSON
     */
    void emit(String event, @Nullable Object... arguments);

    /** Sends the event {@code message}. */
    default void send(@Nullable Object... arguments) {
        emit("message", arguments);
    }
}
