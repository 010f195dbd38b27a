package io.pocketio.cluster.node;

import org.jspecify.annotations.Nullable;

/**
 * What the answers of other nodes name. Immutable.
 *
 * @param requestId chosen by the node that asks
 * @param node that node; in an answer the one that answers. {@code null} where it has not said who it is
 */
public record Question(String requestId, @Nullable String node) {}
