package io.pocketio.cluster.sharded;

/**
 * For which rooms there are channels, as in Node; the same on all nodes of a cluster.
 *
 * @since 0.1
 */
public enum SubscriptionMode {
    /** For none: all nodes get all. */
    STATIC,
    /** For all but those of single sockets. */
    DYNAMIC,
    /** For those of single sockets, too. */
    DYNAMIC_PRIVATE
}
