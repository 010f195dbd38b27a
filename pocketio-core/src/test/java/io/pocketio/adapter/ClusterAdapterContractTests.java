package io.pocketio.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.pocketio.adapter.TestLocalSockets.TestLocalSocket;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.Packet;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;

/**
 * What any {@link Adapter} that reaches other nodes does between two of them. What it does alone is the business of
 * {@link AdapterContractTests}. What another node does may take its time: up to ten seconds.
 */
public abstract class ClusterAdapterContractTests {

    private static final Duration TIMEOUT = AdapterFixture.TIMEOUT;
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Packet NEWS = AdapterFixture.NEWS;

    private final TestLocalSockets sockets = new TestLocalSockets();
    private final TestLocalSockets otherSockets = new TestLocalSockets();
    private Adapter adapter;
    private Adapter other;

    /** Of this node. */
    private TestLocalSocket ann;

    /** Of the other node, as is the next one. */
    private TestLocalSocket bob;

    private TestLocalSocket cid;

    /** The adapter of the namespace {@code /} on a new node of one cluster. Called twice for each test. */
    protected abstract Adapter createNode(LocalSockets sockets);

    @BeforeEach
    void connectTwoNodes() {
        adapter = createNode(sockets);
        other = createNode(otherSockets);
        eventually(() -> {
            assertThat(adapter.serverCount().block(TIMEOUT)).isEqualTo(2);
            assertThat(other.serverCount().block(TIMEOUT)).isEqualTo(2);
        });
        ann = sockets.connect(adapter, "ann");
        bob = otherSockets.connect(other, "bob");
        cid = otherSockets.connect(other, "cid");
    }

    @AfterEach
    void closeNodes() {
        other.close();
        adapter.close();
    }

    private static void eventually(ThrowingRunnable assertion) {
        AdapterFixture.eventually(assertion);
    }

    private static BroadcastTarget to(String... rooms) {
        return AdapterFixture.to(rooms);
    }

    private static BroadcastTarget locally(BroadcastTarget target) {
        return target.with(target.flags().local());
    }

    @Test
    void reachesAllNodes() {
        adapter.broadcast(NEWS, BroadcastTarget.ALL);

        eventually(() -> {
            assertThat(ann.received()).containsExactly("news");
            assertThat(bob.received()).containsExactly("news");
            assertThat(cid.received()).containsExactly("news");
        });
    }

    @Test
    void reachesRoomsOnAllNodes() {
        adapter.join(ann, "one");
        other.join(bob, "two");
        other.join(cid, "two");
        other.join(cid, "quiet");

        adapter.broadcast(NEWS, new BroadcastTarget(Set.of("one", "two"), Set.of("quiet"), BroadcastFlags.NONE));
        adapter.broadcast(NEWS, to("cid"));

        eventually(() -> {
            assertThat(ann.received()).hasSize(1);
            assertThat(bob.received()).hasSize(1);
            assertThat(cid.received()).hasSize(1);
        });
    }

    @Test
    void staysOnItsNodeWhenItIsLocal() {
        adapter.broadcast(NEWS, locally(BroadcastTarget.ALL));
        adapter.broadcast(Packet.event("/", Packet.NO_ID, "last", Arguments.of()), BroadcastTarget.ALL);

        eventually(() -> assertThat(bob.received()).containsExactly("last"));
        assertThat(ann.received()).containsExactly("news", "last");
    }

    @Test
    void keepsTheOrderOfWhatOneNodeSends() {
        List<String> events =
                IntStream.range(0, 200).mapToObj(i -> "event " + i).toList();

        for (String event : events) {
            adapter.broadcast(Packet.event("/", Packet.NO_ID, event, Arguments.of()), to("bob"));
        }

        eventually(() -> assertThat(bob.received()).hasSize(200));
        assertThat(bob.received()).isEqualTo(events);
    }

    @Test
    void carriesArgumentsAndFlags() {
        Arguments arguments = Arguments.of("text", 42, null, Map.of("a", List.of(true)), new byte[] {1, 2, 3});
        Packet packet = Packet.event("/", Packet.NO_ID, "mixed", arguments);

        adapter.broadcast(
                packet, to("bob").with(BroadcastFlags.NONE.asVolatile().compress(false)));

        eventually(() -> assertThat(bob.received()).containsExactly("mixed, volatile, not compressed"));
        Arguments carried = bob.arguments().get(0);
        assertThat(carried.size()).isEqualTo(5);
        assertThat(carried.get(0, String.class)).isEqualTo("text");
        assertThat(carried.get(1, Integer.class)).isEqualTo(42);
        assertThat(carried.isNull(2)).isTrue();
        assertThat(carried.get(3, (Type) Map.class)).isEqualTo(Map.of("a", List.of(true)));
        assertThat(carried.get(4, byte[].class)).containsExactly(1, 2, 3);
    }

    @Test
    void reachesNobodyOnANodeThatWasClosed() {
        other.close();
        eventually(() -> assertThat(adapter.serverCount().block(TIMEOUT)).isEqualTo(1));

        adapter.broadcast(NEWS, BroadcastTarget.ALL);

        eventually(() -> assertThat(ann.received()).containsExactly("news"));
        assertThat(bob.received()).isEmpty();
    }

    @Test
    void gathersAnswersOfAllNodes() {
        TestAckCollector collector = new TestAckCollector();

        adapter.broadcastWithAck(NEWS, BroadcastTarget.ALL, TIMEOUT, collector);

        eventually(() -> {
            assertThat(bob.received()).hasSize(1);
            assertThat(collector.isComplete()).isTrue();
        });
        assertThat(collector.expected()).isEqualTo(3);
        assertThat(collector.named()).contains("ann");
        otherSockets.answer(bob, "b");
        sockets.answer(ann, "a");
        eventually(() -> assertThat(collector.answers()).containsExactlyInAnyOrder("a", "b"));
    }

    @Test
    void countsNobodyWhomNoNodeKnows() {
        TestAckCollector collector = new TestAckCollector();

        adapter.broadcastWithAck(NEWS, to("nobody"), TIMEOUT, collector);

        eventually(() -> assertThat(collector.isComplete()).isTrue());
        assertThat(collector.expected()).isZero();
    }

    @Test
    void asksOnItsNodeWhenItIsLocal() {
        TestAckCollector collector = new TestAckCollector();

        adapter.broadcastWithAck(NEWS, locally(BroadcastTarget.ALL), TIMEOUT, collector);

        assertThat(collector.isComplete()).isTrue();
        assertThat(collector.expected()).isEqualTo(1);
    }

    @Test
    void givesUpOnAllNodes() {
        TestAckCollector collector = new TestAckCollector();

        var asked = adapter.broadcastWithAck(NEWS, to("bob"), SHORT, collector);
        eventually(() -> assertThat(bob.received()).hasSize(1));
        asked.dispose();
        otherSockets.answer(bob, "too late");

        eventually(() -> assertThat(otherSockets.waiting()).isZero());
        assertThat(collector.answers()).isEmpty();
    }

    @Test
    void findsSocketsOfAllNodes() {
        other.join(bob, "room");
        bob.data().put("role", "admin");

        List<SocketDescriptor> found = Objects.requireNonNull(adapter.fetchSockets(BroadcastTarget.ALL)
                .collectSortedList((a, b) -> a.id().compareTo(b.id()))
                .block(TIMEOUT));

        assertThat(found).extracting(SocketDescriptor::id).containsExactly("ann", "bob", "cid");
        SocketDescriptor remote = found.get(1);
        assertThat(remote.rooms()).containsExactlyInAnyOrder("bob", "room");
        assertThat(remote.data()).isEqualTo(Map.of("role", "admin"));
        assertThat(remote.handshake().headers()).containsEntry("host", List.of("localhost"));
        assertThat(remote.handshake().auth().get(0, (Type) Map.class)).isEqualTo(Map.of("name", "bob"));
        assertThat(remote.handshake().issued()).isEqualTo(1_700_000_000_000L);
    }

    @Test
    void findsSocketsOfItsNodeWhenItIsLocal() {
        assertThat(adapter.fetchSockets(locally(BroadcastTarget.ALL))
                        .map(SocketDescriptor::id)
                        .collectList()
                        .block(TIMEOUT))
                .containsExactly("ann");
    }

    @Test
    void steersSocketsOfOtherNodes() {
        adapter.joinSockets(BroadcastTarget.ALL, Set.of("one", "two"));
        eventually(() -> assertThat(other.rooms(bob)).containsExactlyInAnyOrder("bob", "one", "two"));
        adapter.leaveSockets(to("bob"), Set.of("one"));
        eventually(() -> assertThat(other.rooms(bob)).containsExactlyInAnyOrder("bob", "two"));
        adapter.disconnectSockets(to("cid"), true);
        eventually(() -> assertThat(cid.received()).containsExactly("closed"));

        assertThat(adapter.rooms(ann)).containsExactlyInAnyOrder("ann", "one", "two");
        assertThat(bob.isGone()).isFalse();
    }

    @Test
    void steersSocketsOfItsNodeWhenItIsLocal() {
        adapter.joinSockets(locally(BroadcastTarget.ALL), Set.of("local"));
        adapter.leaveSockets(locally(to("bob")), Set.of("bob"));
        adapter.disconnectSockets(locally(to("bob")), true);
        adapter.joinSockets(BroadcastTarget.ALL, Set.of("last"));

        eventually(() -> assertThat(other.rooms(bob)).containsExactlyInAnyOrder("bob", "last"));
        assertThat(adapter.rooms(ann)).contains("local");
    }

    @Test
    void knowsRoomsOfAllNodes() {
        adapter.join(ann, "room");
        other.join(bob, "room");

        eventually(() -> {
            assertThat(adapter.members("room").block(TIMEOUT)).containsExactlyInAnyOrder("ann", "bob");
            assertThat(adapter.roomNames().block(TIMEOUT)).containsExactlyInAnyOrder("ann", "bob", "cid", "room");
        });
    }

    @Test
    void tellsListenersOfItsOwnNodeOnly() {
        List<String> joined = new CopyOnWriteArrayList<>();
        adapter.addRoomListener(new RoomListener() {
            @Override
            public void joined(String room, String socketId) {
                joined.add(socketId);
            }
        });

        adapter.joinSockets(BroadcastTarget.ALL, Set.of("room"));

        eventually(() -> assertThat(other.rooms(cid)).contains("room"));
        eventually(() -> assertThat(joined).containsExactly("ann"));
    }

    @Test
    void sendsEventsToTheOtherServers() {
        adapter.serverSideEmit("ping", Arguments.of("x", 1));

        eventually(() -> assertThat(otherSockets.serverSideEvents()).hasSize(1));
        TestLocalSockets.ServerSideEvent event = otherSockets.serverSideEvents().get(0);
        assertThat(event.event()).isEqualTo("ping");
        assertThat(event.arguments().get(0, String.class)).isEqualTo("x");
        assertThat(event.arguments().get(1, Integer.class)).isEqualTo(1);
        assertThat(event.reply()).isNull();
        assertThat(sockets.serverSideEvents()).isEmpty();
    }

    @Test
    void gathersAnswersOfTheOtherServers() {
        otherSockets.answerServerSideEvents(Arguments.of("pong"));
        Flux<Arguments> answers = adapter.serverSideEmitWithAck("ping", Arguments.of(), TIMEOUT);
        assertThat(otherSockets.serverSideEvents()).isEmpty();

        List<Arguments> given = Objects.requireNonNull(answers.collectList().block(TIMEOUT));

        assertThat(given).hasSize(1);
        assertThat(given.get(0).get(0, String.class)).isEqualTo("pong");
    }

    @Test
    void failsWhenAServerDoesNotAnswerInTime() {
        Throwable failure = catchThrowable(() ->
                adapter.serverSideEmitWithAck("ping", Arguments.of(), SHORT).blockLast(TIMEOUT));

        assertThat(Exceptions.unwrap(failure)).isInstanceOf(TimeoutException.class);
    }
}
