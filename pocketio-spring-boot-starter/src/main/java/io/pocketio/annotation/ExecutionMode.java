package io.pocketio.annotation;

/**
 * Where handlers run. In each of these the handlers of one socket start in the order in which its events came, and one that
 * blocks holds up the next.
 *
 * @since 0.1
 */
public enum ExecutionMode {
    /** In the lane of the connection, which is its event loop for a WebSocket: at once, and must not block. */
    EVENT_LOOP,
    /** On Reactor's bounded-elastic workers: may block. As many run at a time as there are workers. */
    BOUNDED_ELASTIC,
    /** On a virtual thread for each call: may block. Needs Java 21 or later. */
    VIRTUAL_THREADS
}
