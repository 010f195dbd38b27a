package io.pocketio.cluster.classic;

import java.time.Duration;

/**
 * How nodes with the classic adapter talk, as in Node; all nodes of a cluster have the same key. Immutable.
 *
 * @param key what the names of all channels begin with
 * @param requestsTimeout how long others may take to answer when sockets or rooms are asked for
 * @param publishOnSpecificResponseChannel whether answers go to the node that has asked alone; not where a node of the cluster does not have
 *     this option
 * @since 0.1
 */
public record ClassicOptions(String key, Duration requestsTimeout, boolean publishOnSpecificResponseChannel) {

    /** As Node has them. */
    public static final ClassicOptions DEFAULTS = new ClassicOptions("socket.io", Duration.ofSeconds(5), false);
}
