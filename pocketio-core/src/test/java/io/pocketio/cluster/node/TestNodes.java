package io.pocketio.cluster.node;

import io.pocketio.adapter.LocalSockets;
import io.pocketio.adapter.memory.LocalRooms;
import io.pocketio.cluster.ClusterCounters;
import io.pocketio.lane.TimeSource;
import java.time.Duration;

/** Adapters of nodes for tests, in real time. */
final class TestNodes {

    private TestNodes() {}

    static ClusterAdapter adapter(LocalSockets sockets, Protocol protocol) {
        return new ClusterAdapter(
                sockets,
                new LocalRooms(sockets),
                protocol,
                Duration.ofSeconds(5),
                new ClusterCounters(),
                new TimeSource(null));
    }
}
