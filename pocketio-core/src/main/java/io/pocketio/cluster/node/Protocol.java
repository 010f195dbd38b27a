package io.pocketio.cluster.node;

import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.protocol.Packet;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * How the nodes of one namespace talk: one for each adapter. What this node says it does not hear itself, unless there is a
 * {@link #log}. Thread-safe.
 */
public interface Protocol {

    /**
     * Begins to listen, and returns without waiting. After {@link #close} it may be called again: this node is the same as before.
     *
     * @param inbox does what others ask; its broadcasts in the order in which one node has sent them
     * @param replies hears what others answer
     */
    void open(NodeRequests inbox, NodeAnswers replies);

    /** Listens no longer: others do not count this node any more. */
    void close();

    /**
     * Writes a broadcast: now, while what runs it says it to the other nodes.
     *
     * @param packet without an id
     * @throws IllegalArgumentException when an argument cannot be sent, or the message is too large
     */
    Runnable write(Packet packet, BroadcastTarget target);

    /** Says something to all other nodes. */
    NodeRequests requests();

    /** Says something to the node that has asked. */
    NodeAnswers answers();

    /** A question of this node, which no other question of any node is like. */
    Question newQuestion();

    /** How many nodes listen now, this one among them. */
    Mono<Integer> nodes();

    /**
     * Of the events of the namespace; {@code null} where clients cannot come back. Where there is one, this node hears what it says by
     * {@link #write} and {@link #requests}, as far as it is no question.
     */
    default @Nullable EventLog log() {
        return null;
    }

    /** Whether it has {@link NodeRequests#members} and {@link NodeRequests#roomNames}; where not, sockets are fetched for them. */
    boolean listsRooms();
}
