package io.pocketio;

/**
 * Some servers of the cluster have not answered an event of this one in time. The answers of the others have been given.
 *
 * @since 0.1
 */
public final class MissingAnswersException extends AckTimeoutException {

    private static final long serialVersionUID = 1L;

    private final int nodes;
    private final int silentNodes;

    /**
     * @param message in the words of the reference server
     * @param nodes that were asked
     * @param silentNodes how many of them have not answered
     */
    public MissingAnswersException(String message, int nodes, int silentNodes) {
        super(message);
        this.nodes = nodes;
        this.silentNodes = silentNodes;
    }

    /** How many other servers were asked. */
    public int nodes() {
        return nodes;
    }

    /** How many of them have not answered. */
    public int silentNodes() {
        return silentNodes;
    }
}
