package io.pocketio.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

/** Broadcasts that ask for acknowledgements, on a node that is alone. */
abstract class AdapterAcknowledgementContract extends AdapterSteeringContract {

    private final TestAckCollector collector = new TestAckCollector();

    private Disposable ask(BroadcastTarget target) {
        return adapter.broadcastWithAck(NEWS, target, TIMEOUT, collector);
    }

    private void assertComplete() {
        eventually(() -> assertThat(collector.isComplete()).isTrue());
    }

    @Test
    void tellsWhomItAsksBeforeItReturns() {
        adapter.join(ann, "room");
        adapter.join(bob, "room");
        adapter.join(bob, "other");

        ask(new BroadcastTarget(Set.of("room", "other"), Set.of("ann"), BroadcastFlags.NONE));

        assertThat(collector.named()).containsExactly("bob");
        assertThat(bob.received()).containsExactly("news");
        assertThat(ann.received()).isEmpty();
        assertComplete();
    }

    @Test
    void encodesAQuestionOnce() {
        ask(BroadcastTarget.ALL);

        assertThat(sockets.encoded()).isEqualTo(1);
    }

    @Test
    void tellsWhatIsAnswered() {
        ask(BroadcastTarget.ALL);
        sockets.answer(ann, "a");
        sockets.answer(bob, "b");
        sockets.answer(ann, "a again");

        assertThat(collector.answers()).containsExactly("a", "b");
        assertComplete();
        assertThat(collector.expected()).isEqualTo(3);
    }

    @Test
    void tellsThatThereIsNobodyToAsk() {
        ask(to("nobody"));

        assertComplete();
        assertThat(collector.expected()).isZero();
    }

    @Test
    void asksOnItsOwnNodeOnly() {
        ask(BroadcastTarget.ALL.with(BroadcastFlags.NONE.local()));

        assertThat(collector.isComplete()).isTrue();
        assertThat(collector.expected()).isEqualTo(3);
    }

    @Test
    void asksAsItIsTold() {
        ask(to("ann").with(BroadcastFlags.NONE.asVolatile().compress(false)));

        assertThat(ann.received()).containsExactly("news, volatile, not compressed");
    }

    @Test
    void tellsWhoGoesWithoutAnAnswer() {
        ask(BroadcastTarget.ALL);
        sockets.answer(ann, "a");

        sockets.disconnect(adapter, ann);
        sockets.disconnect(adapter, bob);

        assertThat(collector.gone()).isEqualTo(1);
    }

    @Test
    void asksNobodyWhoHasGone() {
        sockets.disconnect(adapter, ann);

        ask(BroadcastTarget.ALL);

        assertThat(collector.named()).containsExactlyInAnyOrder("bob", "cid");
    }

    @Test
    void givesUp() {
        Disposable asked = ask(BroadcastTarget.ALL);

        asked.dispose();
        asked.dispose();
        sockets.answer(ann, "too late");

        assertThat(collector.answers()).isEmpty();
        eventually(() -> assertThat(sockets.waiting()).isZero());
    }

    @Test
    void keepsQuestionsApart() {
        TestAckCollector other = new TestAckCollector();
        Disposable first = ask(to("ann"));
        adapter.broadcastWithAck(NEWS, to("bob"), TIMEOUT, other);

        sockets.answer(bob, "b");
        first.dispose();

        assertThat(collector.answers()).isEmpty();
        assertThat(other.answers()).containsExactly("b");
        assertThat(sockets.waiting()).isEqualTo(1);
    }
}
