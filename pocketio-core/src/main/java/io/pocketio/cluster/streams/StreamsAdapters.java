package io.pocketio.cluster.streams;

import io.pocketio.adapter.Adapter;
import io.pocketio.adapter.AdapterFactory;
import io.pocketio.adapter.LocalSockets;
import io.pocketio.adapter.memory.LocalRooms;
import io.pocketio.adapter.memory.RecoveryBudget;
import io.pocketio.cluster.ClusterCounters;
import io.pocketio.cluster.MessageBus;
import io.pocketio.cluster.RecoveryStore;
import io.pocketio.cluster.StreamStore;
import io.pocketio.cluster.node.ClusterAdapter;
import io.pocketio.cluster.wire.BusGuard;
import io.pocketio.lane.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * Adapters of a node of a cluster that talks as those with {@code @socket.io/redis-streams-adapter} do. Thread-safe.
 *
 * @since 0.1
 * @see <a href="https://github.com/socketio/socket.io-redis-streams-adapter">Socket.IO Redis streams adapter</a>
 */
public final class StreamsAdapters implements AdapterFactory {

    private final MessageBus bus;
    private final StreamStore store;
    private final StreamFeeds feeds;
    private final StreamsOptions options;
    private final ClusterCounters counters;
    private final TimeSource time;
    private final BusGuard guard;
    private final @Nullable Sessions sessions;

    private record Sessions(RecoveryStore store, SessionOptions options, RecoveryBudget budget) {}

    /**
     * Of a server whose clients cannot come back to what they have missed.
     *
     * @param bus closed by whoever gives it, behind the server
     * @param store as the bus
     * @param counters of the server
     * @param time of the server
     */
    public StreamsAdapters(
            MessageBus bus, StreamStore store, StreamsOptions options, ClusterCounters counters, TimeSource time) {
        this(bus, store, options, null, counters, time);
    }

    /**
     * Of a server with connection state recovery: its clients come back by any node of the cluster.
     *
     * @param kept closed by whoever gives it, behind the server
     */
    public StreamsAdapters(
            MessageBus bus,
            StreamStore store,
            StreamsOptions options,
            RecoveryStore kept,
            SessionOptions sessions,
            ClusterCounters counters,
            TimeSource time) {
        this(bus, store, options, new Sessions(kept, sessions, new RecoveryBudget(sessions.limits())), counters, time);
    }

    private StreamsAdapters(
            MessageBus bus,
            StreamStore store,
            StreamsOptions options,
            @Nullable Sessions sessions,
            ClusterCounters counters,
            TimeSource time) {
        this.bus = bus;
        this.store = store;
        this.options = options;
        this.sessions = sessions;
        this.counters = counters;
        this.time = time;
        this.guard = new BusGuard(counters, time::nanos);
        this.feeds = new StreamFeeds(store, guard);
    }

    /**
     * A node of its own for each namespace, as in Node.
     *
     * @throws IllegalStateException when clients are to come back, and the server does without
     */
    @Override
    public Adapter create(String namespace, LocalSockets sockets) {
        LocalRooms rooms = new LocalRooms(sockets);
        NamespaceStream stream = new NamespaceStream(store, options, namespace);
        StreamRecovery recovery = sessions == null
                ? null
                : new StreamRecovery(
                        stream,
                        sockets,
                        rooms,
                        sessions.store(),
                        sessions.options(),
                        sessions.budget(),
                        counters,
                        time);
        StreamsProtocol protocol = new StreamsProtocol(bus, stream, feeds, guard, sockets.json(), recovery);
        return new ClusterAdapter(sockets, rooms, protocol, options.requestsTimeout(), counters, time);
    }
}
