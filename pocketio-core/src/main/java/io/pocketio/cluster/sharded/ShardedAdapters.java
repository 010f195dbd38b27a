package io.pocketio.cluster.sharded;

import io.pocketio.adapter.Adapter;
import io.pocketio.adapter.AdapterFactory;
import io.pocketio.adapter.LocalSockets;
import io.pocketio.adapter.memory.LocalRooms;
import io.pocketio.cluster.ClusterCounters;
import io.pocketio.cluster.MessageBus;
import io.pocketio.cluster.node.ClusterAdapter;
import io.pocketio.cluster.wire.BusGuard;
import io.pocketio.lane.TimeSource;

/**
 * Adapters of a node of a cluster that talks as those with the sharded adapter of {@code @socket.io/redis-adapter} do. Thread-safe.
 *
 * @since 0.1
 * @see <a href="https://github.com/socketio/socket.io-redis-adapter">Socket.IO Redis adapter</a>
 */
public final class ShardedAdapters implements AdapterFactory {

    private final MessageBus bus;
    private final ShardedOptions options;
    private final ClusterCounters counters;
    private final TimeSource time;
    private final BusGuard guard;

    /**
     * @param bus of sharded channels; closed by whoever gives it, behind the server
     * @param counters of the server
     * @param time of the server
     */
    public ShardedAdapters(MessageBus bus, ShardedOptions options, ClusterCounters counters, TimeSource time) {
        this.bus = bus;
        this.options = options;
        this.counters = counters;
        this.time = time;
        this.guard = new BusGuard(counters, time::nanos);
    }

    /** A node of its own for each namespace, as in Node. */
    @Override
    public Adapter create(String namespace, LocalSockets sockets) {
        LocalRooms rooms = new LocalRooms(sockets);
        ShardedProtocol protocol = new ShardedProtocol(bus, options, guard, namespace, rooms, sockets.json());
        return new ClusterAdapter(sockets, rooms, protocol, options.requestsTimeout(), counters, time);
    }
}
