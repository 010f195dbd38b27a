package io.pocketio.adapter;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * Some nodes of the cluster have not answered in time. What the others have answered has been given already where a
 * {@link reactor.core.publisher.Flux} gives it one by one; else it is here.
 *
 * @since 0.1
 */
public final class SilentNodesException extends TimeoutException {

    private static final long serialVersionUID = 1L;

    private final int nodes;
    private final int silent;
    private final transient Collection<?> found;

    /**
     * @param nodes that were asked
     * @param silent how many of them have not answered
     */
    public SilentNodesException(int nodes, int silent) {
        this(nodes, silent, List.of());
    }

    private SilentNodesException(int nodes, int silent, Collection<?> found) {
        super("timeout reached: only " + (nodes - silent) + " responses received out of " + nodes);
        this.nodes = nodes;
        this.silent = silent;
        this.found = List.copyOf(found);
    }

    /** The same, with what has been found without those that are silent. */
    public SilentNodesException with(Collection<?> partly) {
        return new SilentNodesException(nodes, silent, partly);
    }

    /** How many nodes were asked. */
    public int nodes() {
        return nodes;
    }

    /** How many of them have not answered. */
    public int silent() {
        return silent;
    }

    /** What this node knows, and what the nodes that answered have said; empty where that has been given already. */
    public Collection<?> found() {
        return found;
    }
}
