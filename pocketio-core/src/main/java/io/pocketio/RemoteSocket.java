package io.pocketio;

import java.util.Map;
import java.util.Set;

/**
 * A socket of any node, as it was when it was asked for by {@link Broadcast#fetchSockets}; what is done with it reaches the socket
 * as it is. Thread-safe.
 *
 * @since 0.1
 */
public interface RemoteSocket extends Emitter {

    String id();

    /** Of a socket on another node, what that node tells: no principal, no context. */
    Handshake handshake();

    /** Its own-id room among them; a copy. */
    Set<String> rooms();

    /** What the application keeps about the client: of a socket of this node a copy of {@link SocketIoSocket#data}, of another what came as JSON. */
    Map<String, Object> data();

    /** Makes the socket join the rooms. */
    void join(String... rooms);

    /** Makes the socket leave the room. */
    void leave(String room);

    /** See {@link SocketIoSocket#disconnect()}. */
    default void disconnect() {
        disconnect(false);
    }

    /** See {@link SocketIoSocket#disconnect(boolean)}. */
    void disconnect(boolean close);
}
