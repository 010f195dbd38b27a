package io.pocketio.server.dispatch;

/** What waits for its turn in the queue of a socket. Immutable, or confined to the socket's lane. */
interface QueueEntry {

    /** See {@link io.pocketio.protocol.Arguments#weight()}. */
    default int weight() {
        return 0;
    }

    /** Whether it is dropped when the server has sent the client away. */
    default boolean isOfEvent() {
        return false;
    }

    /** Its turn has come: it tells the queue what that means. In the socket's lane. */
    void begin(HandlerQueue queue);
}
