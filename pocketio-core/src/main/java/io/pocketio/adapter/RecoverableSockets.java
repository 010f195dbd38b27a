package io.pocketio.adapter;

import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.Packet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of one namespace on this node, as an adapter with {@link Recovery} needs them: each has one queue for all that is sent
 * to it, so that what comes in the order of the log leaves in that order, whatever threads do. Implemented by the server. An adapter
 * calls them one at a time.
 *
 * @since 0.1
 */
public interface RecoverableSockets {

    /**
     * Gives the packet its place in the queue of each recipient that is attached; sends nothing.
     *
     * @param packet what is sent, for those who want to see it: without offset
     * @param stored the offset under which it is stored; {@code null} when it is not
     * @param recipients read before the method returns
     * @return sends; to be run by the caller when it holds no lock
     */
    Runnable enqueue(
            Packet packet,
            EncodedPacket encoded,
            @Nullable String stored,
            Iterable<? extends LocalSocket> recipients,
            BroadcastFlags flags);

    /**
     * From now on the socket takes part in {@link #enqueue}.
     *
     * @param missed sent first
     * @param since see {@link RecoverableSession#since()}
     * @param last see {@link RecoverableSession#last()}
     */
    void attach(LocalSocket socket, List<EncodedPacket> missed, String since, @Nullable String last);

    /** From now on it does not any more. */
    void detach(LocalSocket socket);

    /**
     * What would be kept of the socket if it ended now, for adapters that keep it ahead.
     *
     * @param position where the log is
     * @return {@code null} when the socket is not attached
     */
    @Nullable
    RecoverableSession snapshot(LocalSocket socket, Set<String> rooms, String position);
}
