package io.pocketio.cluster.streams;

import io.pocketio.adapter.Adapter;
import io.pocketio.adapter.AdapterFactory;
import io.pocketio.adapter.LocalSockets;
import io.pocketio.adapter.memory.LocalRooms;
import io.pocketio.cluster.ClusterCounters;
import io.pocketio.cluster.MessageBus;
import io.pocketio.cluster.StreamStore;
import io.pocketio.cluster.node.ClusterAdapter;
import io.pocketio.cluster.wire.BusGuard;
import io.pocketio.lane.TimeSource;

/**
 * Adapters of a node of a cluster that talks as those with {@code @socket.io/redis-streams-adapter} do. Clients cannot come back with them to
 * what they have missed. Thread-safe.
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

    /**
     * @param bus closed by whoever gives it, behind the server
     * @param store as the bus
     * @param counters of the server
     * @param time of the server
     */
    public StreamsAdapters(
            MessageBus bus, StreamStore store, StreamsOptions options, ClusterCounters counters, TimeSource time) {
        this.bus = bus;
        this.store = store;
        this.options = options;
        this.counters = counters;
        this.time = time;
        this.guard = new BusGuard(counters, time::nanos);
        this.feeds = new StreamFeeds(store, guard);
    }

    /** A node of its own for each namespace, as in Node. */
    @Override
    public Adapter create(String namespace, LocalSockets sockets) {
        LocalRooms rooms = new LocalRooms(sockets);
        StreamsProtocol protocol = new StreamsProtocol(bus, store, feeds, options, guard, namespace, sockets.json());
        return new ClusterAdapter(sockets, rooms, protocol, options.requestsTimeout(), counters, time);
    }
}
