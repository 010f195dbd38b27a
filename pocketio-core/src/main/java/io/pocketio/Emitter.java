package io.pocketio;

import io.pocketio.protocol.Arguments;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Sends events to one socket. The steps that say how ({@link #asVolatile}, {@link #compress}, {@link #timeout}) give a new
 * emitter each and can be combined. Thread-safe.
 *
 * @since 0.1
 */
public interface Emitter {

    /**
     * Sends an event; dropped when the socket is not connected.
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
     * Sends an event and waits for the client's acknowledgement. Sent on subscription, once for each. Fails with
     * {@link AckTimeoutException} when the client does not answer in time, and with {@link SocketDisconnectedException} when it
     * goes or has gone. The result is delivered in the socket's lane.
     *
     * @throws IllegalArgumentException when the name is reserved
     */
    Mono<Arguments> emitWithAck(String event, @Nullable Object... arguments);

    /** For events that may be lost when the transport is not writable right now; of clients of all generations, older ones too. */
    Emitter asVolatile();

    /** Whether what is sent may be compressed, where the transport does that. It may unless told otherwise. */
    Emitter compress(boolean compress);

    /**
     * How long {@link #emitWithAck} waits; the server's {@code ackTimeout} unless set.
     *
     * @throws IllegalArgumentException when it is not positive
     */
    Emitter timeout(Duration timeout);
}
