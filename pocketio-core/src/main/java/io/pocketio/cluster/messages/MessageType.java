package io.pocketio.cluster.messages;

import org.jspecify.annotations.Nullable;

/** What a message is about; as numbers they begin with one. */
public enum MessageType {
    INITIAL_HEARTBEAT,
    HEARTBEAT,
    BROADCAST,
    SOCKETS_JOIN,
    SOCKETS_LEAVE,
    DISCONNECT_SOCKETS,
    FETCH_SOCKETS,
    FETCH_SOCKETS_RESPONSE,
    SERVER_SIDE_EMIT,
    SERVER_SIDE_EMIT_RESPONSE,
    BROADCAST_CLIENT_COUNT,
    BROADCAST_ACK,
    ADAPTER_CLOSE;

    private static final MessageType[] TYPES = values();

    /** As it travels. */
    public int number() {
        return ordinal() + 1;
    }

    /** @return {@code null} when there is none of that number */
    public static @Nullable MessageType of(long number) {
        return number < 1 || number > TYPES.length ? null : TYPES[(int) number - 1];
    }
}
