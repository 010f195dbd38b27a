package io.pocketio.cluster;

/**
 * What has gone between this node and the others, since it was started. Thread-safe.
 *
 * @since 0.1
 */
public interface ClusterStatistics {

    /** Messages that have been handed to the network. */
    long published();

    /** Messages that have come, this node's own among them. */
    long received();

    /** Messages of this node that did not go, or were on their way when the connection went. */
    long lost();

    /** Messages that have come and mean nothing here: nobody could have meant them so. */
    long malformed();

    /** Messages that have come in a dialect of other versions that this node does not speak. */
    long foreign();

    /** How often a node did not answer in time; each counts for each question. */
    long silentNodes();

    /** Bytes of messages that wait to be sent. */
    long pendingBytes();

    /** How far, in milliseconds, what is read of streams is behind what has been appended; 0 where nothing is read. */
    long streamLagMillis();

    /** How often the connection has gone. */
    long outages();
}
