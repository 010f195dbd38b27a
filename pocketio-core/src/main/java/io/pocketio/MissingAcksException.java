package io.pocketio;

import java.util.Set;

/**
 * Not all recipients of a broadcast have acknowledged it: the others were too slow, or have gone.
 *
 * @since 0.1
 */
public final class MissingAcksException extends AckTimeoutException {

    private static final long serialVersionUID = 1L;

    private final transient Set<String> answered;
    private final transient Set<String> missing;
    private final int missingCount;
    private final int silentNodes;
    private final boolean isTimeout;

    /**
     * @param answered ids of the sockets whose answers came, as far as they are known
     * @param missing ids of the sockets whose answers did not come, as far as they are known
     * @param missingCount how many answers did not come, those of unknown sockets among them
     * @param silentNodes how many nodes of the cluster have not said whom they have asked
     * @param isTimeout whether there was somebody left who could have answered
     */
    public MissingAcksException(
            Set<String> answered, Set<String> missing, int missingCount, int silentNodes, boolean isTimeout) {
        super((isTimeout ? MESSAGE : "nobody is left to answer") + ": " + missingCount + " missing"
                + (silentNodes == 0 ? "" : ", and " + silentNodes + " nodes are silent"));
        this.answered = Set.copyOf(answered);
        this.missing = Set.copyOf(missing);
        this.missingCount = missingCount;
        this.silentNodes = silentNodes;
        this.isTimeout = isTimeout;
    }

    /** Whether the time was over; else nobody was left who could have answered. */
    public boolean isTimeout() {
        return isTimeout;
    }

    /** Ids of the sockets whose answers came, as far as they are known. */
    public Set<String> answered() {
        return answered;
    }

    /** Ids of the sockets whose answers did not come, as far as they are known. */
    public Set<String> missing() {
        return missing;
    }

    /** How many answers did not come, those of unknown sockets on other nodes among them. */
    public int missingCount() {
        return missingCount;
    }

    /** How many nodes of the cluster have not said whom they have asked: their sockets are not counted. */
    public int silentNodes() {
        return silentNodes;
    }
}
