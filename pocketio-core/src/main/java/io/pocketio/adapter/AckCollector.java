package io.pocketio.adapter;

import io.pocketio.protocol.Arguments;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Is told what becomes of a broadcast that asks for acknowledgements. The server has one where the broadcast began; on another
 * node it is the adapter's, and reports to that one. Answers and departures may be told ahead of the recipients. Thread-safe.
 *
 * @since 0.1
 */
public interface AckCollector {

    /** These sockets are sent the packet, in addition to those that were told before. */
    void expect(Collection<String> socketIds);

    /** So many sockets of another node are, which does not tell their ids. */
    void expect(int recipients);

    /** One recipient has answered. Told once for each. */
    void answered(@Nullable String socketId, Arguments arguments);

    /** One recipient has gone without an answer. Told once for each, where its node tells such things. */
    void gone(@Nullable String socketId);

    /** So many other nodes are asked; each says by {@link #expect(int)} how many recipients it has. Told once at the most. */
    default void nodes(int others) {}

    /** All recipients of all nodes are told: when their answers are there, nothing is left to wait for. */
    void complete();
}
