package io.pocketio;

import java.util.Collection;
import java.util.function.Consumer;

/**
 * A channel of its own over the shared connections, with its sockets, handlers and rooms. As a {@link Broadcast} it reaches all
 * of its sockets. Thread-safe.
 *
 * @since 0.1
 */
public interface Namespace extends Broadcast {

    /** Starts with a slash. */
    String name();

    /** Asked, in the order of registration, before a socket is connected. */
    void use(ConnectMiddleware middleware);

    /**
     * Node's {@code connection}: called for each new socket, in its lane, after the client has been told that it is connected
     * and before any of its events. Must not block.
     */
    void onConnect(Consumer<SocketIoSocket> listener);

    /** As {@link #onConnect}, for handlers that say where they run and when they are done. */
    void handleConnect(ConnectHandler handler);

    /**
     * Handles an event of all sockets of the namespace.
     *
     * @throws IllegalArgumentException when the name is reserved
     * @throws IllegalStateException when there is a handler for the event
     */
    void handle(String event, EventHandler handler);

    /** Called for each socket after it has left; its rooms are left already. */
    void handleDisconnect(DisconnectHandler handler);

    /** The connected sockets of this node; a live view. */
    Collection<SocketIoSocket> sockets();

    /** Membership of this namespace's rooms. */
    Rooms rooms();
}
