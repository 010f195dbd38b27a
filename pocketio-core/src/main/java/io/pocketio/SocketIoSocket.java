package io.pocketio;

import io.pocketio.protocol.Arguments;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/**
 * One client in one namespace: Node's {@code Socket}. Any thread may call; what one thread sends keeps its order. Handlers are
 * called in the socket's lane, in the order of arrival.
 *
 * @since 0.1
 */
public interface SocketIoSocket extends Emitter {

    /**
     * Public, and different for each namespace of a connection; also the name of a room that only this socket is in. That of an older
     * client is made of the secret id of its connection, for this is what it takes for its own: {@code sid} in the main namespace, {@code
     * /chat#sid} in another one. Where such clients may come, ids are not for others to see.
     */
    String id();

    Namespace namespace();

    Handshake handshake();

    /** Whatever the application keeps about the client. Concurrent. */
    Map<String, Object> data();

    boolean isConnected();

    /** The wire name of the transport in use now: {@code polling} or {@code websocket}. */
    String transport();

    /**
     * Whether this is the socket of a client that had lost its connection and came back in time: same id, rooms and data, and it
     * has got what it missed. See {@code connection-state-recovery}. Never of an older client, which knows of no coming back.
     */
    boolean recovered();

    /**
     * Nothing happens for a room that the socket is in already. Has an effect on a connected socket, and on one that middlewares
     * decide about: broadcasts reach it from the moment when it is connected.
     */
    void join(String... rooms);

    void leave(String room);

    /** The rooms of this socket, its own-id room among them; a copy. */
    Set<String> rooms();

    /** To all sockets of the namespace but this one. */
    Broadcast broadcast();

    /** To the sockets of this node but this one. */
    default Broadcast local() {
        return broadcast().local();
    }

    /**
     * To the sockets in the rooms, without this one.
     *
     * @throws IllegalArgumentException when no room is named
     */
    Broadcast to(String... rooms);

    /** The same as {@link #to}. */
    default Broadcast in(String... rooms) {
        return to(rooms);
    }

    /**
     * To all sockets of the namespace but this one and those in the rooms.
     *
     * @throws IllegalArgumentException when no room is named
     */
    Broadcast except(String... rooms);

    /**
     * Handles an event of this socket alone, after handlers of the namespace and those added before.
     *
     * @return removes the listener
     * @throws IllegalArgumentException when the name is reserved
     */
    Disposable on(String event, BiConsumer<Arguments, Ack> listener);

    /** As {@link #on(String, BiConsumer)}, with the first argument decoded; {@code null} when it is absent or {@code null}. */
    <T> Disposable on(String event, Class<T> type, BiConsumer<@Nullable T, Ack> listener);

    /** As {@link #on(String, BiConsumer)}, for the next such event only, even if a {@link HandlerInterceptor} keeps that from the listener. */
    Disposable once(String event, BiConsumer<Arguments, Ack> listener);

    /** Removes all of this socket's own listeners of the event; those of the namespace stay. */
    void off(String event);

    /**
     * Called for each event of this socket, whether it has a handler or not, behind those of the namespace and those added before,
     * and ahead of the event's middlewares and its handler.
     *
     * @return removes the listener
     */
    Disposable onAny(BiConsumer<String, Arguments> listener);

    /** As {@link #onAny}, ahead of those added before. */
    Disposable prependAny(BiConsumer<String, Arguments> listener);

    /** Removes all listeners added by {@link #onAny} and {@link #prependAny}. */
    void offAny();

    /**
     * Called for each event that is sent to this socket, by broadcasts too, though not for acknowledgements. In the thread that
     * sends, before the packet leaves; must not block.
     *
     * @return removes the listener
     */
    Disposable onAnyOutgoing(BiConsumer<String, Arguments> listener);

    /** As {@link #onAnyOutgoing}, ahead of those added before. */
    Disposable prependAnyOutgoing(BiConsumer<String, Arguments> listener);

    /** Removes all listeners added by {@link #onAnyOutgoing} and {@link #prependAnyOutgoing}. */
    void offAnyOutgoing();

    /** Asked before an event of this socket is handled, behind those of the namespace and those added before. */
    void use(EventMiddleware middleware);

    /** Node's {@code error}: told what a middleware held against an event. In the socket's lane. */
    void onError(Consumer<Throwable> listener);

    /**
     * Called when the socket is about to leave: in its lane, and at once, even while a handler is running elsewhere; for it is in
     * its rooms still. What is emitted to the socket itself is dropped.
     */
    void onDisconnecting(DisconnectListener listener);

    /** Called when the socket has left, after the handlers of what came before, and those of the namespace. */
    void onDisconnect(DisconnectListener listener);

    /** {@linkplain #disconnect(boolean) Leaves} the namespace; the connection stays. The client does not come back by itself. */
    default void disconnect() {
        disconnect(false);
    }

    /**
     * Leaves the namespace. Events that came before and that no handler has taken yet are dropped. Has an effect on a connected
     * socket only: a middleware rejects instead. {@link #isConnected} is {@code false} at once. Called in the socket's own lane, as by
     * its handlers, the socket has left its rooms when this returns, unless what the caller sent to many is on its way still; then, and
     * when called elsewhere, it leaves soon.
     *
     * @param close whether all namespaces of the connection are left and the connection is closed
     */
    void disconnect(boolean close);
}
