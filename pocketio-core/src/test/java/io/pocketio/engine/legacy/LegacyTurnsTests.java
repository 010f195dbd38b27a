package io.pocketio.engine.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.engine.TestTurns;
import io.pocketio.engine.legacy.LegacyEngine.Answer;
import org.junit.jupiter.api.Test;

/** What happens at the end of a turn of the event loop of a request. */
class LegacyTurnsTests {

    private final LegacyEngine engine = new LegacyEngine();

    @Test
    void answersAPostThatHasCausedTooMuchWhenThatIsDone() {
        TestTurns turns = new TestTurns();
        engine.engine.onMessage = message -> turns.causesTooMuch = true;
        String sid = engine.open();
        engine.turns = turns;

        Answer post = engine.post(sid, "3:::a");

        assertThat(engine.engine.texts()).containsExactly("3:::a");
        assertThat(post.isParked()).isTrue();
        turns.endTurn();
        assertThat(post.body()).isEqualTo("1");
    }

    @Test
    void answersAPollAtTheEndOfItsOwnTurnThoughOneBeforeWasToBeAnswered() {
        TestTurns before = new TestTurns();
        TestTurns turns = new TestTurns();
        String sid = engine.open();
        engine.turns = before;
        Answer first = engine.poll(sid);
        engine.send("3:::a");

        engine.turns = turns;
        Answer second = engine.poll(sid);
        turns.endTurn();

        assertThat(first.body()).isEqualTo("8::");
        assertThat(second.body()).isEqualTo("3:::a");
    }

    @Test
    void doesNotAnswerAPollAtTheEndOfTheTurnOfOneBefore() {
        TestTurns before = new TestTurns();
        TestTurns turns = new TestTurns();
        String sid = engine.open();
        engine.turns = before;
        engine.poll(sid);
        engine.send("3:::a");
        engine.turns = turns;
        Answer poll = engine.poll(sid);

        before.endTurn();
        assertThat(poll.isParked()).isTrue();
        engine.send("3:::b");
        turns.endTurn();

        assertThat(poll.body()).isEqualTo("\ufffd5\ufffd3:::a\ufffd5\ufffd3:::b");
    }

    @Test
    void answersAtTheEndOfATurnInWhichMuchHasBeenAnswered() {
        TestTurns turns = new TestTurns();
        String sid = engine.open();
        engine.turns = turns;
        Answer first = engine.poll(sid);
        engine.send("3:::a");
        engine.send("3:::" + "x".repeat(20_000));
        assertThat(first.isParked()).isFalse();

        Answer second = engine.poll(sid);
        engine.send("3:::b");
        turns.endTurn();

        assertThat(second.body()).isEqualTo("3:::b");
    }
}
