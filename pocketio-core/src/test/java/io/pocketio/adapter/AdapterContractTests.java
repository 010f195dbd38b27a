package io.pocketio.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.adapter.TestLocalSockets.TestLocalSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * What any {@link Adapter} does for the sockets of its own node, on which it is alone: each adapter has a test that extends this
 * class. One that reaches other nodes passes {@link ClusterAdapterContractTests}, too. Needs JUnit, AssertJ, Awaitility and
 * reactor-core on the class path.
 */
public abstract class AdapterContractTests extends AdapterRoomEventContract {

    private void broadcast(Set<String> rooms, Set<String> except) {
        adapter.broadcast(NEWS, new BroadcastTarget(rooms, except, BroadcastFlags.NONE));
    }

    private void assertReached(TestLocalSocket... reached) {
        List<TestLocalSocket> expected = List.of(reached);
        for (TestLocalSocket socket : List.of(ann, bob, cid)) {
            assertThat(socket.received())
                    .as(socket.id())
                    .containsExactlyElementsOf(expected.contains(socket) ? List.of("news") : List.of());
        }
    }

    @Test
    void reachesAllSocketsWhenNoRoomIsNamed() {
        adapter.broadcast(NEWS, BroadcastTarget.ALL);

        assertReached(ann, bob, cid);
    }

    @Test
    void reachesTheMembersOfARoom() {
        adapter.join(ann, "room");
        adapter.join(cid, "room");

        broadcast(Set.of("room"), Set.of());

        assertReached(ann, cid);
    }

    @Test
    void reachesOneSocketByItsOwnRoom() {
        broadcast(Set.of("bob"), Set.of());

        assertReached(bob);
    }

    @Test
    void reachesASocketThatIsInSeveralRoomsOnce() {
        adapter.join(ann, "one");
        adapter.join(ann, "two");
        adapter.join(bob, "two");

        broadcast(Set.of("one", "two", "nobody"), Set.of());

        assertReached(ann, bob);
    }

    @Test
    void reachesNobodyInARoomThatDoesNotExist() {
        broadcast(Set.of("nobody"), Set.of());

        assertReached();
    }

    @Test
    void leavesOutMembersOfExceptedRooms() {
        adapter.join(ann, "room");
        adapter.join(bob, "room");
        adapter.join(bob, "quiet");

        broadcast(Set.of("room"), Set.of("quiet", "nobody"));

        assertReached(ann);
    }

    @Test
    void leavesOutMembersOfExceptedRoomsFromAll() {
        adapter.join(bob, "quiet");

        broadcast(Set.of(), Set.of("quiet", "cid"));

        assertReached(ann);
    }

    @Test
    void leavesOutAllMembersOfARoom() {
        adapter.join(ann, "room");
        adapter.join(bob, "room");

        broadcast(Set.of("room"), Set.of("room"));

        assertReached();
    }

    @Test
    void encodesABroadcastOnce() {
        adapter.broadcast(NEWS, BroadcastTarget.ALL);

        assertThat(sockets.encoded()).isEqualTo(1);
    }

    @Test
    void tellsWhatIsNotToBeCompressed() {
        adapter.broadcast(NEWS, to("ann").with(BroadcastFlags.NONE.compress(false)));

        assertThat(ann.received()).containsExactly("news, not compressed");
    }

    @Test
    void reachesSocketsOfItsOwnNodeWhenItIsLocal() {
        adapter.broadcast(NEWS, BroadcastTarget.ALL.with(BroadcastFlags.NONE.local()));

        assertReached(ann, bob, cid);
    }

    @Test
    void tellsWhatIsVolatile() {
        adapter.broadcast(NEWS, to("ann").with(BroadcastFlags.NONE.asVolatile()));

        assertThat(ann.received()).containsExactly("news, volatile");
    }

    @Test
    void reachesNobodyWhoHasLeftTheRoom() {
        adapter.join(ann, "room");
        adapter.join(bob, "room");
        adapter.leave(ann, "room");

        broadcast(Set.of("room"), Set.of());

        assertReached(bob);
    }

    @Test
    void knowsTheRoomsOfASocket() {
        adapter.join(ann, "one");
        adapter.join(ann, "two");
        adapter.join(ann, "two");
        adapter.leave(ann, "one");
        adapter.leave(ann, "never joined");

        assertThat(adapter.rooms(ann)).containsExactlyInAnyOrder("ann", "two");
        assertThat(adapter.rooms(bob)).containsExactly("bob");
    }

    @Test
    void givesACopyOfTheRoomsOfASocket() {
        Set<String> before = adapter.rooms(ann);

        adapter.join(ann, "room");

        assertThat(before).containsExactly("ann");
    }

    @Test
    void knowsMembersAndNamesOfRooms() {
        adapter.join(ann, "room");
        adapter.join(bob, "room");

        assertThat(adapter.members("room").block()).containsExactlyInAnyOrder("ann", "bob");
        assertThat(adapter.members("nobody").block()).isEmpty();
        assertThat(adapter.roomNames().block()).containsExactlyInAnyOrder("ann", "bob", "cid", "room");
    }

    @Test
    void forgetsARoomWithItsLastMember() {
        adapter.join(ann, "room");
        adapter.join(bob, "room");

        adapter.leave(ann, "room");
        adapter.leave(bob, "room");

        assertThat(adapter.roomNames().block()).doesNotContain("room");
    }

    @Test
    void forgetsASocketThatLeaves() {
        adapter.join(ann, "room");

        sockets.disconnect(adapter, ann);

        assertThat(adapter.rooms(ann)).isEmpty();
        assertThat(adapter.roomNames().block()).containsExactlyInAnyOrder("bob", "cid");
    }

    @Test
    void letsNobodyInWhoIsGone() {
        sockets.disconnect(adapter, ann);

        adapter.join(ann, "room");
        adapter.join(ann, "ann");
        adapter.leave(ann, "room");
        adapter.leaveAll(ann);

        assertThat(adapter.rooms(ann)).isEmpty();
        assertThat(adapter.roomNames().block()).containsExactlyInAnyOrder("bob", "cid");
    }

    @Test
    void remembersNothingAfterConcurrentJoinsAndLeaves() throws Exception {
        int threads = 4;
        int rounds = 300;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            for (int round = 0; round < rounds; round++) {
                TestLocalSocket socket = sockets.connect(adapter, "socket " + round);
                List<Runnable> work = List.of(
                        () -> churn(socket, "shared", "one"),
                        () -> churn(socket, "one", "two"),
                        () -> churn(bob, "shared", "two"),
                        () -> sockets.disconnect(adapter, socket));
                runTogether(executor, work);
                assertThat(adapter.rooms(socket)).isEmpty();
            }
        } finally {
            executor.shutdownNow();
        }

        assertThat(adapter.roomNames().block()).containsExactlyInAnyOrder("ann", "bob", "cid");
        assertThat(adapter.rooms(bob)).containsExactly("bob");
    }

    private void churn(TestLocalSocket socket, String... rooms) {
        for (int i = 0; i < 20; i++) {
            for (String room : rooms) {
                adapter.join(socket, room);
            }
            for (String room : rooms) {
                adapter.leave(socket, room);
            }
        }
        if (socket != bob) {
            adapter.join(socket, rooms[0]);
        }
    }

    private static void runTogether(ExecutorService executor, List<Runnable> work) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<?>> running = new ArrayList<>();
        for (Runnable task : work) {
            running.add(executor.submit(() -> {
                start.await();
                task.run();
                return null;
            }));
        }
        start.countDown();
        for (Future<?> task : running) {
            task.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void losesNobodyWhenARoomEmptiesWhileAnotherJoins() throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 1000; round++) {
                adapter.join(ann, "room");
                runTogether(executor, List.of(() -> adapter.leave(ann, "room"), () -> adapter.join(bob, "room")));
                assertThat(adapter.members("room").block()).containsExactly("bob");
                adapter.leave(bob, "room");
            }
        } finally {
            executor.shutdownNow();
        }
    }
}
