package io.pocketio.cluster.classic;

import io.pocketio.adapter.Adapter;
import io.pocketio.adapter.AdapterFactory;
import io.pocketio.adapter.LocalSockets;
import io.pocketio.adapter.memory.LocalRooms;
import io.pocketio.cluster.ClusterCounters;
import io.pocketio.cluster.MessageBus;
import io.pocketio.cluster.node.ClusterAdapter;
import io.pocketio.cluster.wire.BusGuard;
import io.pocketio.cluster.wire.Ids;
import io.pocketio.lane.TimeSource;

/**
 * Adapters of nodes that talk as nodes with {@code @socket.io/redis-adapter} do, and with these. Messages that are sent while a node cannot
 * be reached are lost to it. One for a server. Thread-safe.
 *
 * @since 0.1
 * @see <a href="https://github.com/socketio/socket.io-redis-adapter">Socket.IO Redis adapter</a>
 */
public final class ClassicAdapters implements AdapterFactory {

    private final MessageBus bus;
    private final ClassicOptions options;
    private final ClusterCounters counters;
    private final TimeSource time;
    private final BusGuard guard;

    /**
     * @param bus with patterns, in one order for all channels; closed by whoever gives it, behind the server
     * @param counters of the server
     * @param time of the server
     */
    public ClassicAdapters(MessageBus bus, ClassicOptions options, ClusterCounters counters, TimeSource time) {
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
        ClassicProtocol protocol =
                new ClassicProtocol(bus, options, guard, namespace, Ids.ofLetters(), rooms::contains, sockets.json());
        return new ClusterAdapter(sockets, rooms, protocol, options.requestsTimeout(), counters, time);
    }
}
