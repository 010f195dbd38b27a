package io.pocketio.cluster.classic;

import org.jspecify.annotations.Nullable;

/**
 * What a request is, and those of the answers that say so. On the wire it is its ordinal.
 *
 * @see <a href="https://github.com/socketio/socket.io-redis-adapter">Socket.IO Redis adapter</a>
 */
enum ClassicType {
    SOCKETS,
    ALL_ROOMS,
    REMOTE_JOIN,
    REMOTE_LEAVE,
    REMOTE_DISCONNECT,
    REMOTE_FETCH,
    SERVER_SIDE_EMIT,
    BROADCAST,
    BROADCAST_CLIENT_COUNT,
    BROADCAST_ACK;

    private static final ClassicType[] ALL = values();

    /** @return {@code null} when there is no such type */
    static @Nullable ClassicType of(long number) {
        return number >= 0 && number < ALL.length ? ALL[(int) number] : null;
    }
}
