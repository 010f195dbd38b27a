package io.pocketio.cluster.node;

import io.pocketio.adapter.SocketDescriptor;
import io.pocketio.protocol.Arguments;
import java.util.List;
import java.util.Set;

/**
 * What a node answers to {@link NodeRequests}. Said by a {@link Protocol} to the node that has asked, and heard by that one; it may be
 * heard by others, to whom the question means nothing. Thread-safe. Who hears it throws nothing, and does not block.
 */
public interface NodeAnswers {

    /** The sockets of that node. */
    void sockets(Question question, List<SocketDescriptor> sockets);

    /** Ids of sockets of that node. */
    void members(Question question, Set<String> ids);

    /** Names of rooms of that node. */
    void roomNames(Question question, Set<String> names);

    /** So many sockets of that node have been sent the packet. Said once by each node. */
    void asked(Question question, int recipients);

    /** One of them has acknowledged it. May come ahead of {@link #asked}. */
    void acknowledged(Question question, Arguments arguments);

    /** What that node answers to an event between servers. */
    void replied(Question question, Arguments arguments);
}
