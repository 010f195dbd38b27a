package io.pocketio;

import java.util.function.Consumer;
import reactor.core.Disposable;

/**
 * What an application wants to be called for: the part that a namespace and the parent of dynamic namespaces have in common. What
 * is added to a parent holds for all of its children, those that exist among them. What comes back removes what was added; calls that
 * have begun go on. Thread-safe.
 *
 * @since 0.1
 */
public interface NamespaceHandlers {

    /** Asked, in the order of registration, before a socket is connected. */
    Disposable use(ConnectMiddleware middleware);

    /** Asked, in the order of registration, before an event of any socket is handled, and before the middlewares of the socket itself. */
    Disposable use(EventMiddleware middleware);

    /**
     * Node's {@code connection}: called for each new socket, in its lane, after the client has been told that it is connected
     * and before any of its events. Must not block.
     */
    Disposable onConnect(Consumer<SocketIoSocket> listener);

    /** As {@link #onConnect}, for handlers that say where they run and when they are done. */
    Disposable handleConnect(ConnectHandler handler);

    /**
     * Handles an event of all sockets of the namespace.
     *
     * @throws IllegalArgumentException when the name is reserved
     * @throws IllegalStateException when there is a handler for the event
     */
    Disposable handle(String event, EventHandler handler);

    /** Called for each event of all sockets, whether it has a handler or not, ahead of the event's middlewares and its handler. */
    Disposable handleAny(AnyEventHandler handler);

    /** Called for each socket after it has left; its rooms are left already. */
    Disposable handleDisconnect(DisconnectHandler handler);
}
