package io.pocketio.cluster.node;

import io.pocketio.adapter.SocketDescriptor;
import io.pocketio.protocol.Arguments;
import java.util.List;
import java.util.Set;

/** A question of this node that others are about to answer. What does not answer it is ignored. Thread-safe. */
abstract class PendingQuestion implements NodeAnswers {

    @Override
    public void sockets(Question question, List<SocketDescriptor> sockets) {}

    @Override
    public void members(Question question, Set<String> ids) {}

    @Override
    public void roomNames(Question question, Set<String> names) {}

    @Override
    public void asked(Question question, int recipients) {}

    @Override
    public void acknowledged(Question question, Arguments arguments) {}

    @Override
    public void replied(Question question, Arguments arguments) {}

    /** This node leaves the cluster: nobody answers any more. */
    abstract void close();
}
