package io.pocketio.cluster.sharded;

import java.time.Duration;

/**
 * How nodes with the sharded adapter talk, as in Node; all nodes of a cluster have the same prefix and mode. Immutable.
 *
 * @param channelPrefix what the names of all channels begin with
 * @param requestsTimeout how long others may take to answer when sockets or rooms are asked for
 * @since 0.1
 */
public record ShardedOptions(String channelPrefix, Duration requestsTimeout, SubscriptionMode subscriptionMode) {

    /** As Node has them. */
    public static final ShardedOptions DEFAULTS =
            new ShardedOptions("socket.io", Duration.ofSeconds(5), SubscriptionMode.DYNAMIC);
}
