package io.pocketio.cluster.node;

import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.Packet;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What nodes of one namespace ask of each other. Said to all other nodes by a {@link Protocol}, and heard from them by the inbox that it
 * was opened with. Thread-safe. Who says something is told by an exception that it cannot be sent, and nothing of it is sent then; who
 * hears it throws nothing, and does not block.
 */
public interface NodeRequests {

    /** @param packet without an id */
    void broadcast(Packet packet, BroadcastTarget target);

    /**
     * As {@link #broadcast}, and asks for acknowledgements: answered by {@link NodeAnswers#asked} and {@link NodeAnswers#acknowledged}.
     *
     * @param timeout after which nobody waits for answers any more
     */
    void ask(Question question, Packet packet, BroadcastTarget target, Duration timeout);

    void join(BroadcastTarget target, Set<String> rooms);

    void leave(BroadcastTarget target, Set<String> rooms);

    /** @param close whether their connections are closed, too */
    void disconnect(BroadcastTarget target, boolean close);

    /** Answered by {@link NodeAnswers#sockets}. */
    void fetch(Question question, BroadcastTarget target);

    /**
     * Asks for the ids of the sockets in any of the rooms, of all sockets when no room is named. Answered by
     * {@link NodeAnswers#members}.
     */
    void members(Question question, Set<String> rooms);

    /** Answered by {@link NodeAnswers#roomNames}. */
    void roomNames(Question question);

    /** @param question answered by {@link NodeAnswers#replied}; {@code null} when no answer is wanted */
    void serverEvent(@Nullable Question question, String event, Arguments arguments);
}
