package io.pocketio.adapter;

import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.Packet;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The rooms of one namespace, the way of a broadcast to its recipients, and the way to other nodes where there are any.
 * Thread-safe. {@code AdapterContractTests} says by example what each method has to do.
 *
 * @since 0.1
 */
public interface Adapter {

    /** Adds the socket to the room; nothing when it is in it, or {@linkplain LocalSocket#isGone() gone}. */
    void join(LocalSocket socket, String room);

    /** Takes the socket out of the room; nothing when it is not in it. */
    void leave(LocalSocket socket, String room);

    /** Takes the socket, which is gone, out of all of its rooms. */
    void leaveAll(LocalSocket socket);

    /** The rooms of the socket, its own-id room among them; a copy. */
    Set<String> rooms(LocalSocket socket);

    /** Sends the packet to the sockets that the target describes, each once. */
    void broadcast(Packet packet, BroadcastTarget target);

    /**
     * As {@link #broadcast}, and asks for acknowledgements: each node gives the packet an id of its own, see
     * {@link LocalSockets#deliverWithAck}. The collector has been told of the sockets of this node when the method returns, and is
     * told of those of other nodes, and that these are all, as soon as that is known.
     *
     * @param packet without an id
     * @param timeout after which nobody waits for answers any more: whoever called gives up then, other nodes have to do so
     *     themselves
     * @return gives up: the collector is not needed any more
     */
    Disposable broadcastWithAck(Packet packet, BroadcastTarget target, Duration timeout, AckCollector collector);

    /**
     * The sockets that the target describes, on all nodes unless it is local. Asked for on subscription. Fails with a
     * {@link java.util.concurrent.TimeoutException}, behind those that were found, when a node does not answer in time.
     */
    Flux<SocketDescriptor> fetchSockets(BroadcastTarget target);

    /** Makes the sockets that the target describes join the rooms. */
    void joinSockets(BroadcastTarget target, Set<String> rooms);

    /** Makes the sockets that the target describes leave the rooms. */
    void leaveSockets(BroadcastTarget target, Set<String> rooms);

    /**
     * Makes the sockets that the target describes leave the namespace.
     *
     * @param close whether their connections are closed, too
     */
    void disconnectSockets(BroadcastTarget target, boolean close);

    /** Sends an event to all other nodes, which give it to {@link LocalSockets#serverSideEvent}. Nothing when there are none. */
    void serverSideEmit(String event, Arguments arguments);

    /**
     * As {@link #serverSideEmit}, on subscription. Gives the other nodes' answers as they come and completes with the last; fails
     * with a {@link java.util.concurrent.TimeoutException}, behind the answers that came, when some are missing after the time.
     */
    Flux<Arguments> serverSideEmitWithAck(String event, Arguments arguments, Duration timeout);

    /** How many nodes there are, this one among them. */
    Mono<Integer> serverCount();

    /** Ids of the sockets in the room, on all nodes. */
    Mono<Set<String>> members(String room);

    /** Names of the rooms with at least one socket, on all nodes; own-id rooms among them. */
    Mono<Set<String>> roomNames();

    /**
     * Tells the listener what happens to rooms of sockets of this node from now on.
     *
     * @return removes the listener
     */
    Disposable addRoomListener(RoomListener listener);

    /** What lets clients come back; {@code null} when this adapter cannot. Always the same. */
    default @Nullable Recovery recovery() {
        return null;
    }

    /** Releases what the adapter holds. No socket is left; new ones may join when the server takes clients again. */
    void close();
}
