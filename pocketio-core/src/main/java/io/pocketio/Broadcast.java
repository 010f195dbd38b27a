package io.pocketio;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * Sends to many sockets of a namespace, or does something with all of them. Immutable: each step gives a new one. Node's
 * {@code BroadcastOperator}. Thread-safe.
 *
 * @since 0.1
 */
public interface Broadcast {

    /** A broadcast to all sockets of another namespace. */
    Broadcast of(String namespace);

    /**
     * Only to sockets in any of the rooms, in addition to the rooms named before; each socket once.
     *
     * @throws IllegalArgumentException when no room is named: that is a list that is empty by mistake, and would reach everybody
     */
    Broadcast to(String... rooms);

    /** The same as {@link #to}. */
    default Broadcast in(String... rooms) {
        return to(rooms);
    }

    /**
     * Not to sockets in any of the rooms.
     *
     * @throws IllegalArgumentException when no room is named
     */
    Broadcast except(String... rooms);

    /** Only to sockets of this node. */
    Broadcast local();

    /** May be lost where a client's transport is not writable right now: for what is soon outdated. */
    Broadcast asVolatile();

    /** Whether what is sent may be compressed, where the transport does that. It may unless told otherwise. */
    Broadcast compress(boolean compress);

    /**
     * How long {@link #emitWithAck} waits; the server's {@code ackTimeout} unless set.
     *
     * @throws IllegalArgumentException when it is not positive
     */
    Broadcast timeout(Duration timeout);

    /**
     * Sends an event.
     *
     * @param arguments each becomes one argument of the client's listener; {@code byte[]} and {@code ByteBuffer} anywhere in
     *     them travel as binary
     * @throws IllegalArgumentException when the name is reserved, the array is {@code null}, or an argument cannot be written as JSON
     */
    void emit(String event, @Nullable Object... arguments);

    /** Sends the event {@code message}. */
    default void send(@Nullable Object... arguments) {
        emit("message", arguments);
    }

    /**
     * Sends an event and gives each client's acknowledgement as it comes. Sent on subscription, once for each. Completes with the
     * last answer; at once when there is nobody to answer. Fails with {@link MissingAcksException}, behind the answers that came,
     * when the time is over or nobody is left who could answer.
     *
     * @throws IllegalArgumentException when the name is reserved
     */
    Flux<BroadcastReply> emitWithAck(String event, @Nullable Object... arguments);

    /**
     * The sockets, on all nodes unless {@link #local}. Asked for on subscription. Fails with a
     * {@link java.util.concurrent.TimeoutException}, behind those that were found, when another node does not answer in time.
     */
    Flux<RemoteSocket> fetchSockets();

    /** Makes the sockets join the rooms; without any nothing happens. */
    void socketsJoin(String... rooms);

    /** Makes the sockets leave the rooms; without any nothing happens. */
    void socketsLeave(String... rooms);

    /** {@linkplain #disconnectSockets(boolean) Makes} the sockets leave the namespace; their connections stay. */
    default void disconnectSockets() {
        disconnectSockets(false);
    }

    /**
     * Makes the sockets leave the namespace: each later, in its own lane and in order with what the caller sends. They may be in their
     * rooms still when this returns.
     *
     * @param close whether their connections are closed, too
     */
    void disconnectSockets(boolean close);
}
