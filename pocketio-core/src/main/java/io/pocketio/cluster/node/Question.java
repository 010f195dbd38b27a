package io.pocketio.cluster.node;

import org.jspecify.annotations.Nullable;

/**
 * What the answers of other nodes name. Immutable.
 *
 * @param requestId chosen by the node that asks
 * @param requester that node; {@code null} where it has not said who it is, and in answers, which need not name it
 */
public record Question(String requestId, @Nullable String requester) {}
