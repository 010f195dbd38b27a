package io.pocketio;

import io.pocketio.adapter.RoomListener;
import java.util.Set;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Membership of the rooms of one namespace. Rooms come into being with their first member and go with their last.
 * Thread-safe.
 *
 * @since 0.1
 */
public interface Rooms {

    /** The rooms of another namespace. */
    Rooms of(String namespace);

    /** Adds a socket of this node; nothing when there is none of that id. */
    void join(String socketId, String... rooms);

    /** Takes a socket of this node out of the room. */
    void leave(String socketId, String room);

    /** Ids of the sockets in the room. */
    Mono<Set<String>> members(String room);

    /** Names of all rooms, own-id rooms among them. */
    Mono<Set<String>> names();

    /**
     * Tells the listener what happens to the rooms of this node's sockets from now on.
     *
     * @return removes the listener
     */
    Disposable addListener(RoomListener listener);
}
