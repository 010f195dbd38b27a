package io.pocketio.cluster;

import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Carries messages between nodes by channels. What is sent while a node is away does not reach it. Made, and closed, by whoever gives
 * it. Thread-safe; no method blocks.
 *
 * @since 0.1
 */
public interface MessageBus {

    /**
     * Calls the listener with each message of the channel, from some moment on, soon, until this is disposed of: then at most the call
     * that is running ends. A channel may have several listeners: all are called.
     */
    Disposable subscribe(String channel, BusListener listener);

    /**
     * The same for all channels whose names begin so, whatever characters the prefix has.
     *
     * @throws UnsupportedOperationException if this bus has no patterns
     */
    Disposable subscribeToAll(String prefix, BusListener listener);

    /**
     * Enqueues the message and returns. What one thread publishes keeps its order, over all channels. Where too much waits, the oldest
     * goes, and is counted as lost. The array belongs to the bus from here on.
     *
     * @throws MessageTooLargeException before anything is sent
     */
    void publish(String channel, byte[] message);

    /**
     * Checks the message now, and publishes it when this is run: but what is volatile not while this bus is not connected.
     *
     * @throws MessageTooLargeException if the message is too long
     */
    default Runnable prepare(String channel, byte[] message, boolean isVolatile) {
        MessageTooLargeException.check(message.length, maxMessageBytes());
        return () -> {
            if (!isVolatile || isConnected()) {
                publish(channel, message);
            }
        };
    }

    /** How many subscribe to exactly that channel, over all nodes. Fails at once while this is not connected. */
    Mono<Integer> subscribers(String channel);

    /** The longest message that may be published. */
    int maxMessageBytes();

    /** Whether messages can be sent, and what is subscribed to is received. */
    boolean isConnected();
}
