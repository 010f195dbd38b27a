package io.pocketio;

import io.pocketio.protocol.Arguments;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * One client in one namespace: Node's {@code Socket}. Any thread may call; what one thread sends keeps its order. Handlers are
 * called in the socket's lane, in the order of arrival.
 *
 * @since 0.1
 */
public interface SocketIoSocket extends Emitter {

    /** Public, and different for each namespace of a connection; also the name of a room that only this socket is in. */
    String id();

    Namespace namespace();

    Handshake handshake();

    /** Whatever the application keeps about the client. Concurrent. */
    Map<String, Object> data();

    boolean isConnected();

    /** The wire name of the transport in use now: {@code polling} or {@code websocket}. */
    String transport();

    /** The same socket, for events that may be lost when the transport is not writable right now. */
    Emitter asVolatile();

    /** Sends the event {@code message}. */
    default void send(@Nullable Object... arguments) {
        emit("message", arguments);
    }

    /**
     * Sends an event and waits for the client's acknowledgement. Sent on subscription, once for each. Fails with
     * {@link AckTimeoutException} when the client does not answer within the server's {@code ackTimeout}, and with
     * {@link SocketDisconnectedException} when it goes or has gone. The result is delivered in the socket's lane.
     *
     * @throws IllegalArgumentException when the name is reserved
     */
    Mono<Arguments> emitWithAck(String event, @Nullable Object... arguments);

    /** Nothing happens for a room that the socket is in already. Has an effect on a connected socket only. */
    void join(String... rooms);

    void leave(String room);

    /** The rooms of this socket, its own-id room among them; a copy. */
    Set<String> rooms();

    /** To all sockets of the namespace but this one. */
    Broadcast broadcast();

    /** To the sockets in the rooms, without this one. */
    Broadcast to(String... rooms);

    /** The same as {@link #to}. */
    default Broadcast in(String... rooms) {
        return to(rooms);
    }

    /** To all sockets of the namespace but this one and those in the rooms. */
    Broadcast except(String... rooms);

    /**
     * Handles an event of this socket alone, after handlers of the namespace and those added before.
     *
     * @throws IllegalArgumentException when the name is reserved
     */
    void on(String event, BiConsumer<Arguments, Ack> listener);

    /** As {@link #on(String, BiConsumer)}, with the first argument decoded; {@code null} when it is absent or {@code null}. */
    <T> void on(String event, Class<T> type, BiConsumer<@Nullable T, Ack> listener);

    /**
     * Called when the socket is about to leave: in its lane, and at once, even while a handler is running elsewhere; for it is in
     * its rooms still. What is emitted to the socket itself is dropped.
     */
    void onDisconnecting(DisconnectListener listener);

    /** Called when the socket has left, after the handlers of what came before, and those of the namespace. */
    void onDisconnect(DisconnectListener listener);

    /** Leaves the namespace; the connection stays. The client does not come back by itself. */
    default void disconnect() {
        disconnect(false);
    }

    /**
     * Leaves the namespace. Events that came before and that no handler has taken yet are dropped. Has an effect on a connected
     * socket only: a middleware rejects instead.
     *
     * @param close whether all namespaces of the connection are left and the connection is closed
     */
    void disconnect(boolean close);
}
