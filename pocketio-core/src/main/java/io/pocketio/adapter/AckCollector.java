package io.pocketio.adapter;

import io.pocketio.protocol.Arguments;
import org.jspecify.annotations.Nullable;

/**
 * Where an adapter reports what becomes of a broadcast that asks for acknowledgements. Implemented by the server. Thread-safe.
 *
 * @since 0.1
 */
public interface AckCollector {

    /** So many more sockets got the packet. Each node reports once, the local one before {@link Adapter#broadcastWithAck} returns. */
    void expect(int recipients);

    /** @param socketId {@code null} when the node does not tell whose answer it is */
    void answered(@Nullable String socketId, Arguments arguments);

    /** One recipient, of this node or another, cannot answer any more. */
    void gone(@Nullable String socketId);

    /** All nodes have reported how many got the packet: when their answers are there, nothing is left to wait for. */
    void complete();
}
