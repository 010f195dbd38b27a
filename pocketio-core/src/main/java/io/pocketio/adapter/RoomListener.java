package io.pocketio.adapter;

/**
 * Is told what happens to the rooms of a namespace, as far as sockets of this node are concerned: Node's events of the adapter. Called
 * by the thread that joins or leaves; must not block. What two threads do at the same time may be told in either order.
 *
 * @since 0.1
 */
public interface RoomListener {

    /** The room has got its first socket. Node's {@code create-room}. */
    default void created(String room) {}

    /** The last socket has left the room. Node's {@code delete-room}. */
    default void deleted(String room) {}

    /** Node's {@code join-room}. */
    default void joined(String room, String socketId) {}

    /** Node's {@code leave-room}. */
    default void left(String room, String socketId) {}
}
