package io.pocketio.cluster.node;

import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.adapter.Recovery;
import io.pocketio.protocol.Packet;

/**
 * Keeps the events of a namespace in one order for all nodes, so that clients can come back. What a node with a log says to all comes back
 * to itself, too, in that order, and is done then: broadcasts, joining, leaving, disconnecting. Thread-safe.
 */
public interface EventLog extends Recovery {

    /**
     * Sends it to sockets of this node alone, at once: it is not in the log.
     *
     * @param packet what is sent, for those who want to see it
     * @param readable the same, written by the application's mapper
     */
    void deliverHere(Packet packet, Packet readable, BroadcastTarget target);
}
