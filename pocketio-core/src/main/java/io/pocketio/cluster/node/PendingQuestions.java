package io.pocketio.cluster.node;

import io.pocketio.adapter.SocketDescriptor;
import io.pocketio.protocol.Arguments;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this node has asked others, and gives them what is answered: by the ids of the questions. Thread-safe. */
final class PendingQuestions implements NodeAnswers {

    /** The most that may be open at a time. */
    static final int MOST = 10_000;

    private static final Logger logger = LoggerFactory.getLogger(PendingQuestions.class);

    private final Map<String, PendingQuestion> pending = new ConcurrentHashMap<>();

    /**
     * It is answered from now on, until it is {@linkplain #remove removed}.
     *
     * @throws IllegalStateException when too many are open
     */
    void add(Question question, PendingQuestion asked) {
        if (pending.size() >= MOST) {
            throw new IllegalStateException("Other nodes have not answered " + MOST + " questions of this one");
        }
        pending.put(question.requestId(), asked);
    }

    void remove(Question question) {
        pending.remove(question.requestId());
    }

    /** Ends them all. */
    void close() {
        pending.values().forEach(PendingQuestion::close);
    }

    @Override
    public void sockets(Question question, List<SocketDescriptor> sockets) {
        answer(question, asked -> asked.sockets(question, sockets));
    }

    @Override
    public void members(Question question, Set<String> ids) {
        answer(question, asked -> asked.members(question, ids));
    }

    @Override
    public void roomNames(Question question, Set<String> names) {
        answer(question, asked -> asked.roomNames(question, names));
    }

    @Override
    public void asked(Question question, int recipients) {
        answer(question, asked -> asked.asked(question, recipients));
    }

    @Override
    public void acknowledged(Question question, Arguments arguments) {
        answer(question, asked -> asked.acknowledged(question, arguments));
    }

    @Override
    public void replied(Question question, Arguments arguments) {
        answer(question, asked -> asked.replied(question, arguments));
    }

    private void answer(Question question, Consumer<PendingQuestion> answer) {
        PendingQuestion asked = pending.get(question.requestId());
        if (asked == null) {
            return;
        }
        try {
            answer.accept(asked);
        } catch (RuntimeException failure) {
            logger.warn("An answer of another node could not be handled", failure);
        }
    }
}
