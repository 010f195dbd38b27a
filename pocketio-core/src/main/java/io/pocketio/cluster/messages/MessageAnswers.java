package io.pocketio.cluster.messages;

import io.pocketio.adapter.SocketDescriptor;
import io.pocketio.cluster.node.NodeAnswers;
import io.pocketio.cluster.node.Question;
import io.pocketio.protocol.Arguments;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** Answers nodes by messages, those that have said who they are. Thread-safe, if what it is made with is. */
public final class MessageAnswers implements NodeAnswers {

    private final ClusterMessages messages;
    private final BiConsumer<String, ClusterMessage> nodes;

    /** @param nodes sends a message to the node of that id */
    public MessageAnswers(ClusterMessages messages, BiConsumer<String, ClusterMessage> nodes) {
        this.messages = messages;
        this.nodes = nodes;
    }

    @Override
    public void sockets(Question question, List<SocketDescriptor> sockets) {
        answer(question, messages.sockets(question, sockets));
    }

    /** @throws UnsupportedOperationException always: nobody asks */
    @Override
    public void members(Question question, Set<String> ids) {
        throw new UnsupportedOperationException("There is no such message");
    }

    /** @throws UnsupportedOperationException always: nobody asks */
    @Override
    public void roomNames(Question question, Set<String> names) {
        throw new UnsupportedOperationException("There is no such message");
    }

    @Override
    public void asked(Question question, int recipients) {
        answer(question, messages.asked(question, recipients));
    }

    @Override
    public void acknowledged(Question question, Arguments arguments) {
        answer(question, messages.acknowledged(question, arguments));
    }

    @Override
    public void replied(Question question, Arguments arguments) {
        answer(question, messages.replied(question, arguments));
    }

    private void answer(Question question, ClusterMessage message) {
        String requester = question.node();
        if (requester != null) {
            nodes.accept(requester, message);
        }
    }
}
