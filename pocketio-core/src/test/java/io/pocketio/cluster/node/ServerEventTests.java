package io.pocketio.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.adapter.TestLocalSockets;
import io.pocketio.adapter.memory.LocalRooms;
import io.pocketio.cluster.ClusterCounters;
import io.pocketio.lane.TimeSource;
import io.pocketio.protocol.Arguments;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;

/** Events between servers are handled by workers, which are busy here. */
class ServerEventTests {

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final TimeSource time = new TimeSource(Schedulers.fromExecutor(tasks::add));
    private final ClusterCounters counters = new ClusterCounters();
    private final TestProtocol.Link link = new TestProtocol.Link();
    private final ClusterAdapter adapter = node(new TestLocalSockets());
    private final TestLocalSockets otherSockets = new TestLocalSockets();
    private final ClusterAdapter other = node(otherSockets);

    private ClusterAdapter node(TestLocalSockets sockets) {
        return new ClusterAdapter(
                sockets, new LocalRooms(sockets), link.newNode(true), Duration.ofSeconds(5), counters, time);
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    @Test
    void leavesTheThreadThatBringsThem() {
        adapter.serverSideEmit("event", Arguments.of());
        assertThat(otherSockets.serverSideEvents()).isEmpty();

        runTasks();

        assertThat(otherSockets.serverSideEvents()).hasSize(1);
        assertThat(other.serverCount().block()).isEqualTo(2);
    }

    @Test
    void areBoundedWhileTheyWait() {
        for (int i = 0; i <= NodeInbox.MOST_EVENTS; i++) {
            adapter.serverSideEmit("event", Arguments.of());
        }

        runTasks();

        assertThat(otherSockets.serverSideEvents()).hasSize(NodeInbox.MOST_EVENTS);
        assertThat(counters.lost()).isEqualTo(1);
    }
}
