package io.pocketio.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.pocketio.adapter.BroadcastFlags;
import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.adapter.SilentNodesException;
import io.pocketio.adapter.SocketDescriptor;
import io.pocketio.adapter.TestAckCollector;
import io.pocketio.adapter.TestLocalSockets;
import io.pocketio.adapter.memory.LocalRooms;
import io.pocketio.cluster.ClusterCounters;
import io.pocketio.lane.TimeSource;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.Packet;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** What becomes of questions when nodes are silent, or answer too early, too late or too often. */
class ClusterAdapterQuestionTests {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Packet NEWS = Packet.event("/", Packet.NO_ID, "news", Arguments.of("x"));

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final ClusterCounters counters = new ClusterCounters();
    private final TestProtocol.Link link = new TestProtocol.Link();
    private final TestProtocol protocol = link.newNode(true);
    private final TestLocalSockets sockets = new TestLocalSockets();
    private final ClusterAdapter adapter =
            new ClusterAdapter(sockets, new LocalRooms(sockets), protocol, TIMEOUT, counters, new TimeSource(time));
    private final TestLocalSockets otherSockets = new TestLocalSockets();
    private final TestProtocol otherProtocol = link.newNode(true);
    private final ClusterAdapter other = new ClusterAdapter(
            otherSockets, new LocalRooms(otherSockets), otherProtocol, TIMEOUT, counters, new TimeSource(time));
    private final TestLocalSockets.TestLocalSocket ann = sockets.connect(adapter, "ann");
    private final TestLocalSockets.TestLocalSocket bob = otherSockets.connect(other, "bob");

    @Test
    void givesWhatWasFoundAndSaysHowManyNodesWereSilent() {
        link.silent(2);

        StepVerifier.create(adapter.fetchSockets(BroadcastTarget.ALL).map(SocketDescriptor::id))
                .expectNext("ann", "bob")
                .then(() -> time.advanceTimeBy(TIMEOUT))
                .verifyErrorSatisfies(failure -> assertSilent(failure, 3, 2));

        assertThat(counters.silentNodes()).isEqualTo(2);
    }

    /** Who answers twice is one node still. */
    @Test
    void countsNodesAndNotAnswers() {
        link.silent(1);
        String asker = protocol.newQuestion().node();

        StepVerifier.create(adapter.fetchSockets(BroadcastTarget.ALL).map(SocketDescriptor::id))
                .expectNext("ann", "bob")
                .then(() -> otherProtocol.answers().sockets(new Question("question 2", asker), List.of()))
                .then(() -> time.advanceTimeBy(TIMEOUT))
                .verifyErrorSatisfies(failure -> assertSilent(failure, 2, 1));

        TestAckCollector collector = new TestAckCollector();
        adapter.broadcastWithAck(NEWS, BroadcastTarget.ALL, TIMEOUT, collector);
        otherProtocol.answers().asked(new Question("question 3", asker), 1);
        assertThat(collector.isComplete()).isFalse();
    }

    private static SilentNodesException assertSilent(Throwable failure, int nodes, int silent) {
        assertThat(failure).isInstanceOf(SilentNodesException.class);
        SilentNodesException late = (SilentNodesException) failure;
        assertThat(late.nodes()).isEqualTo(nodes);
        assertThat(late.silent()).isEqualTo(silent);
        assertThat(late)
                .hasMessage("timeout reached: only " + (nodes - silent) + " responses received out of " + nodes);
        return late;
    }

    @Test
    void namesTheRoomsThatWereFoundWithoutSilentNodes() {
        link.silent(1);
        other.join(bob, "room");

        StepVerifier.create(adapter.roomNames())
                .then(() -> time.advanceTimeBy(TIMEOUT))
                .verifyErrorSatisfies(failure -> assertThat(
                                List.<Object>copyOf(assertSilent(failure, 2, 1).found()))
                        .containsExactlyInAnyOrder("ann", "bob", "room"));
    }

    @Test
    void asksNobodyBeforeSomebodySubscribes() {
        adapter.fetchSockets(BroadcastTarget.ALL);
        adapter.members("room");
        adapter.serverSideEmitWithAck("event", Arguments.of(), TIMEOUT);

        assertThat(protocol.said()).isEmpty();
    }

    @Test
    void failsAtOnceWhatOthersAreAskedWhenItIsClosed() {
        link.silent(1);

        StepVerifier.create(adapter.members("room"))
                .then(adapter::close)
                .verifyErrorSatisfies(failure -> assertSilent(failure, 2, 1));
    }

    @Test
    void waitsForAllNodesBeforeItIsComplete() {
        link.silent(1);
        TestAckCollector collector = new TestAckCollector();

        Disposable asked = adapter.broadcastWithAck(NEWS, BroadcastTarget.ALL, TIMEOUT, collector);
        otherSockets.answer(bob, "b");

        assertThat(collector.expected()).isEqualTo(2);
        assertThat(collector.answers()).containsExactly("b");
        assertThat(collector.isComplete()).isFalse();
        asked.dispose();
        sockets.answer(ann, "late");
        assertThat(collector.answers()).containsExactly("b");
    }

    @Test
    void givesUpWaitingForAcknowledgementsForOtherNodes() {
        adapter.broadcastWithAck(NEWS, BroadcastTarget.ALL, TIMEOUT, new TestAckCollector());
        assertThat(otherSockets.waiting()).isEqualTo(1);

        time.advanceTimeBy(TIMEOUT);

        assertThat(otherSockets.waiting()).isZero();
    }

    @Test
    void saysHowManyItHasAskedWhenThereIsNobody() {
        TestAckCollector collector = new TestAckCollector();

        adapter.broadcastWithAck(
                NEWS, new BroadcastTarget(Set.of("nobody"), Set.of(), BroadcastFlags.NONE), TIMEOUT, collector);

        assertThat(collector.isComplete()).isTrue();
        assertThat(otherProtocol.said()).containsExactly("asked");
        assertThat(otherSockets.waiting()).isZero();
    }

    @Test
    void writesArgumentsOnceForClientsAndNodes() {
        adapter.broadcast(NEWS, BroadcastTarget.ALL);

        assertThat(sockets.encoded()).isEqualTo(1);
        assertThat(otherSockets.encoded()).isEqualTo(1);
        assertThat(bob.arguments().get(0).get(0, String.class)).isEqualTo("x");
    }

    @Test
    void encodesNothingForNobody() {
        adapter.broadcast(NEWS, new BroadcastTarget(Set.of("bob"), Set.of(), BroadcastFlags.NONE));

        assertThat(sockets.encoded()).isZero();
        assertThat(bob.received()).containsExactly("news");
    }

    @Test
    void sendsNothingAnywhereWhenAnArgumentCannotBeWritten() {
        Packet packet = Packet.event("/", Packet.NO_ID, "news", Arguments.of(new Object()));

        assertThatIllegalArgumentException().isThrownBy(() -> adapter.broadcast(packet, BroadcastTarget.ALL));

        assertThat(ann.received()).isEmpty();
        assertThat(protocol.said()).isEmpty();
    }

    @Test
    void boundsWhatItServesForOthers() {
        for (int i = 0; i <= ServedQuestions.MOST; i++) {
            Disposable asked = adapter.broadcastWithAck(NEWS, BroadcastTarget.ALL, TIMEOUT, new TestAckCollector());
            asked.dispose();
        }

        assertThat(otherSockets.waiting()).isEqualTo(ServedQuestions.MOST);
        time.advanceTimeBy(TIMEOUT);
        assertThat(otherSockets.waiting()).isZero();
    }

    @Test
    void boundsWhatItAsks() {
        link.silent(1);
        for (int i = 0; i < PendingQuestions.MOST; i++) {
            adapter.broadcastWithAck(NEWS, BroadcastTarget.ALL, TIMEOUT, new TestAckCollector());
        }

        assertThatIllegalStateException()
                .isThrownBy(() -> adapter.broadcastWithAck(NEWS, BroadcastTarget.ALL, TIMEOUT, new TestAckCollector()));
        StepVerifier.create(adapter.members("room")).verifyError(IllegalStateException.class);
        assertThat(bob.received()).hasSize(PendingQuestions.MOST);
    }

    @Test
    void isANodeAgainWhenItIsUsedAgain() {
        other.close();
        assertThat(adapter.serverCount().block()).isEqualTo(1);

        other.join(bob, "room");

        assertThat(adapter.serverCount().block()).isEqualTo(2);
        assertThat(adapter.members("room").block()).containsExactly("bob");
    }
}
