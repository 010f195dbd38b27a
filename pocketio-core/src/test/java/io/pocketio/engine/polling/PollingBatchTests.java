package io.pocketio.engine.polling;

import static io.pocketio.engine.TestEngine.POLLING;
import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.engine.TestEngine;
import io.pocketio.engine.TestEngine.Poll;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.engine.TestRequests;
import io.pocketio.engine.TestTurns;
import io.pocketio.engine.packet.EnginePacket;
import java.util.List;
import org.junit.jupiter.api.Test;

class PollingBatchTests {

    private final TestEngine engine = new TestEngine();
    private final String sid = engine.open();

    /** Of the event loop of the connection that the GETs come on. */
    private final TestTurns turns = new TestTurns();

    @Test
    void answersAPollWithAllThatAPostBringsAbout() {
        engine.onMessage = message -> engine.send("echo of " + message.asText());
        Poll poll = engine.poll(sid);

        engine.post(sid, "4a\u001e4b\u001e4c");

        assertThat(poll.body()).isEqualTo("4echo of a\u001e4echo of b\u001e4echo of c");
    }

    @Test
    void answersAPollBeforeAPostThatIsHeldBack() {
        engine.onMessage = message -> {
            engine.send("echo of " + message.asText());
            engine.session().setReading(false);
        };
        Poll poll = engine.poll(sid);

        Poll post = engine.post(sid, "4a\u001e4b");

        assertThat(poll.body()).isEqualTo("4echo of a");
        assertThat(post.isParked()).isTrue();
    }

    @Test
    void answersAPollWithAllThatIsSentInATurnOfTheEventLoop() {
        Poll poll = pollInLoop();

        engine.send("a");
        engine.send("b");
        assertThat(poll.isParked()).isTrue();
        turns.endTurn();

        assertThat(poll.body()).isEqualTo("4a\u001e4b");
        assertThat(turns.isDone()).isTrue();
    }

    @Test
    void answersAtTheEndOfTheTurnInWhichAPollFindsSomethingWaiting() {
        engine.send("a");
        Poll poll = pollInLoop();
        engine.send("b");
        turns.endTurn();

        assertThat(poll.body()).isEqualTo("4a\u001e4b");
    }

    @Test
    void answersTheNextPollOfATurnAtItsEnd() {
        Poll first = pollInLoop();
        engine.send("a");
        turns.endTurn();
        Poll second = pollInLoop();
        engine.send("b");
        turns.endTurn();

        assertThat(first.body()).isEqualTo("4a");
        assertThat(second.body()).isEqualTo("4b");
    }

    @Test
    void answersAPollAtTheEndOfItsOwnTurn() {
        Poll first = pollInLoop();
        engine.send("a");
        engine.send("x".repeat(20_000));
        assertThat(first.isParked()).isFalse();
        TestTurns next = new TestTurns();
        Poll second = new Poll(engine.server.handle(TestRequests.get(POLLING + "&sid=" + sid), next));
        engine.send("b");

        turns.endTurn();
        assertThat(second.isParked()).isTrue();
        engine.send("c");
        next.endTurn();

        assertThat(second.body()).isEqualTo("4b\u001e4c");
    }

    @Test
    void sendsWhatHasGatheredAndNoFarewellBesideIt() {
        Poll poll = pollInLoop();

        engine.send("last words");
        engine.session().close();
        assertThat(poll.body()).isEqualTo("4last words");
        turns.endTurn();

        assertThat(engine.closes).isEmpty();
        assertThat(engine.poll(sid).body()).isEqualTo("6\u001e1");
    }

    @Test
    void sendsWhatHasGatheredWhenTheSessionEnds() {
        Poll poll = pollInLoop();

        engine.send("last words");
        engine.post(sid, "x");
        turns.endTurn();

        assertThat(poll.body()).isEqualTo("4last words");
        assertThat(engine.closes).containsExactly("parse error");
    }

    @Test
    void sendsWhatHasGatheredWhenTheClientCloses() {
        Poll poll = pollInLoop();

        engine.send("last words");
        engine.post(sid, "1");
        turns.endTurn();

        assertThat(poll.body()).isEqualTo("4last words");
    }

    @Test
    void takesWhatHasGatheredAlongToTheWebSocket() {
        Poll poll = pollInLoop();
        TestFrameChannel channel = engine.upgrade(sid);
        channel.receive("2probe");
        channel.expect("3probe");

        engine.send("a");
        channel.receive("5");
        engine.send("b");
        turns.endTurn();

        assertThat(poll.body()).isEqualTo("6");
        channel.expect("4a");
        channel.expect("4b");
    }

    @Test
    void answersAtOnceWhenMuchHasGathered() {
        Poll poll = pollInLoop();
        engine.session().sendVolatile(List.of(EnginePacket.message("first")));
        engine.session().sendVolatile(List.of(EnginePacket.message("second")));

        engine.send("x".repeat(16 * 1024));
        assertThat(poll.body()).startsWith("4first\u001e4second\u001e4x").endsWith("x");
        assertThat(engine.session().isWritable()).isFalse();
        engine.session().sendVolatile(List.of(EnginePacket.message("lost")));
        turns.endTurn();

        Poll next = pollInLoop();
        assertThat(engine.session().isWritable()).isTrue();
        assertThat(next.isParked()).isTrue();
        assertThat(engine.server.statistics().slowClients()).isZero();
    }

    @Test
    void sendsMessageAboveTheBoundToAPollThatWaits() {
        Poll poll = pollInLoop();

        engine.send("x".repeat(5 << 20));
        turns.endTurn();

        assertThat(poll.body()).hasSize((5 << 20) + 1);
        assertThat(engine.closes).isEmpty();
    }

    @Test
    void sendsMessageAboveTheBoundWhileAPostIsDispatched() {
        engine.onMessage = message -> engine.send("x".repeat(5 << 20));
        Poll poll = pollInLoop();

        engine.post(sid, "4a");

        assertThat(poll.body()).hasSize((5 << 20) + 1);
        assertThat(engine.closes).isEmpty();
    }

    @Test
    void countsNothingOfWhatAPollHasTaken() {
        engine.send("x".repeat(200_000));
        assertThat(engine.server.statistics().slowClients()).isOne();

        Poll poll = pollInLoop();
        turns.endTurn();

        assertThat(poll.body()).hasSize(200_001);
        assertThat(engine.server.statistics().slowClients()).isZero();
        assertThat(engine.server.statistics().outboundBytes()).isZero();
    }

    @Test
    void acknowledgesThePostAndEndsWhenAMessageBringsAnError() {
        engine.onMessage = message -> {
            throw new StackOverflowError();
        };

        Poll post = engine.post(sid, "4a");

        assertThat(post.isParked()).isFalse();
        assertThat(engine.closes).containsExactly("transport error");
    }

    @Test
    void goesOnWithALongPostInLaterTurnsOfItsEventLoop() {
        String payload = "4a" + "\u001e4a".repeat(999);

        Poll post = new Poll(engine.server.handle(TestRequests.post(POLLING + "&sid=" + sid, payload), turns));

        assertThat(engine.texts()).hasSizeBetween(1, 256);
        assertThat(post.isParked()).isTrue();
        while (!turns.isDone()) {
            turns.endTurn();
        }
        assertThat(engine.texts()).hasSize(1000);
        assertThat(post.body()).isEqualTo("ok");
    }

    @Test
    void answersAPostThatHasCausedTooMuchWhenThatIsDone() {
        engine.onMessage = message -> turns.causesTooMuch = true;

        Poll post = new Poll(engine.server.handle(TestRequests.post(POLLING + "&sid=" + sid, "4a"), turns));

        assertThat(engine.texts()).containsExactly("a");
        assertThat(post.isParked()).isTrue();
        turns.endTurn();
        assertThat(post.body()).isEqualTo("ok");
        assertThat(turns.isDone()).isTrue();
    }

    private Poll pollInLoop() {
        return new Poll(engine.server.handle(TestRequests.get(POLLING + "&sid=" + sid), turns));
    }
}
