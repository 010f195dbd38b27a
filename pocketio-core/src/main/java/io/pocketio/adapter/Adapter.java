package io.pocketio.adapter;

import io.pocketio.protocol.Packet;
import java.util.Set;
import reactor.core.publisher.Mono;

/**
 * The rooms of one namespace and the way of a broadcast to its recipients. Thread-safe.
 *
 * @since 0.1
 */
public interface Adapter {

    /** Adds the socket to the room; nothing when it is in it, or {@linkplain LocalSocket#isGone() gone}. */
    void join(LocalSocket socket, String room);

    /** Takes the socket out of the room; nothing when it is not in it. */
    void leave(LocalSocket socket, String room);

    /** Takes the socket, which is gone, out of all of its rooms. */
    void leaveAll(LocalSocket socket);

    /** The rooms of the socket, its own-id room among them; a copy. */
    Set<String> rooms(LocalSocket socket);

    /** Sends the packet to the sockets that the target describes, each once. */
    void broadcast(Packet packet, BroadcastTarget target);

    /** Ids of the sockets in the room, on all nodes. */
    Mono<Set<String>> members(String room);

    /** Names of the rooms with at least one socket, on all nodes; own-id rooms among them. */
    Mono<Set<String>> roomNames();

    /** Releases what the adapter holds. No socket is left; new ones may join when the server takes clients again. */
    void close();
}
