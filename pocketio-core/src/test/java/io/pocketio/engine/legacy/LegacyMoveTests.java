package io.pocketio.engine.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.engine.EngineStream;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.engine.TransportType;
import io.pocketio.engine.legacy.LegacyEngine.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Clients that come back to their session by another way. */
class LegacyMoveTests {

    private final LegacyEngine engine = new LegacyEngine();

    private int sessions(TransportType type) {
        return engine.engine.server.statistics().sessions(type);
    }

    private TransportType transport() {
        return engine.engine.session().transport();
    }

    @Test
    void takesASessionOverToAWebSocketWithWhatWaits() {
        String sid = engine.open();
        engine.send("3:::waiting");

        TestFrameChannel channel = engine.webSocket(sid);
        engine.send("3:::next");

        channel.expect("3:::waiting");
        channel.expect("3:::next");
        channel.expectNothing();
        assertThat(channel.strays()).isZero();
        assertThat(engine.engine.sessions).hasSize(1);
        assertThat(transport()).isEqualTo(TransportType.WEBSOCKET);
        assertThat(sessions(TransportType.WEBSOCKET)).isOne();
        assertThat(sessions(TransportType.POLLING)).isZero();
    }

    @Test
    void endsThePollThatWaitsWhenAWebSocketComes() {
        String sid = engine.open();
        Answer poll = engine.poll(sid);

        TestFrameChannel channel = engine.webSocket(sid);

        assertThat(poll.body()).isEqualTo("8::");
        channel.receive("3:::over the WebSocket");
        assertThat(engine.engine.texts()).containsExactly("3:::over the WebSocket");
    }

    @Test
    void endsThePageThatIsOpenWhenAWebSocketComes() {
        String sid = engine.sid();
        EngineStream.Body page = engine.get("1/htmlfile/" + sid, "").stream();
        AtomicReference<String> end = new AtomicReference<>();
        page.next().subscribe();
        page.next().subscribe();
        page.next().subscribe(piece -> end.set("a piece"), failure -> {}, () -> end.compareAndSet(null, "over"));

        engine.webSocket(sid);

        assertThat(end).hasValue("over");
        page.ended();
        engine.advance(Duration.ofSeconds(20));
        assertThat(engine.engine.closes).isEmpty();
    }

    @Test
    void takesASessionOverToPolling() {
        String sid = engine.sid();
        TestFrameChannel channel = engine.webSocket(sid);
        channel.expect("1::");
        channel.receive("3:::first");

        Answer poll = engine.poll(sid);

        assertThat(poll.isParked()).isTrue();
        assertThat(channel.isClosed()).isTrue();
        assertThat(engine.engine.closes).isEmpty();
        engine.send("3:::down");
        assertThat(poll.body()).isEqualTo("3:::down");
        assertThat(engine.post(sid, "3:::up").body()).isEqualTo("1");
        assertThat(engine.engine.texts()).containsExactly("3:::first", "3:::up");
        assertThat(transport()).isEqualTo(TransportType.POLLING);
        assertThat(sessions(TransportType.WEBSOCKET)).isZero();
        assertThat(sessions(TransportType.POLLING)).isOne();
    }

    @Test
    void letsAClientInAgainWhoseWebSocketMayNeverHaveOpened() {
        String sid = engine.sid();
        engine.webSocket(sid).expect("1::");

        engine.poll(sid);
        engine.advance(Duration.ofMillis(900));
        assertThat(engine.engine.texts()).isEmpty();
        engine.advance(Duration.ofMillis(200));

        assertThat(engine.engine.texts()).containsExactly("1::");
        assertThat(engine.engine.closes).isEmpty();
    }

    @Test
    void letsAClientInOnceThatPostsBehindItsMove() {
        String sid = engine.sid();
        engine.webSocket(sid).expect("1::");

        Answer poll = engine.poll(sid);
        engine.post(sid, "3:::up");
        engine.advance(Duration.ofSeconds(5));

        assertThat(engine.engine.texts()).containsExactly("3:::up");
        assertThat(poll.isParked()).isTrue();
    }

    @Test
    void letsAClientInOnceThatMovesOnToAnotherWebSocket() {
        String sid = engine.sid();
        engine.webSocket(sid).expect("1::");

        engine.poll(sid);
        engine.webSocket(sid).receive("3:::up");
        engine.advance(Duration.ofSeconds(5));

        assertThat(engine.engine.texts()).containsExactly("3:::up");
        assertThat(transport()).isEqualTo(TransportType.WEBSOCKET);
    }

    @Test
    void countsTheTimeToAnswerFromTheLastMove() {
        String sid = engine.sid();
        engine.webSocket(sid);
        engine.poll(sid);
        engine.advance(Duration.ofMillis(600));
        engine.webSocket(sid);
        engine.poll(sid);

        engine.advance(Duration.ofMillis(600));
        assertThat(engine.engine.texts()).isEmpty();
        engine.advance(Duration.ofMillis(600));

        assertThat(engine.engine.texts()).containsExactly("1::");
    }

    @Test
    void letsAClientInOnceThatAnswersWhenItsWebSocketIsClosed() {
        String sid = engine.sid();
        TestFrameChannel channel = engine.webSocket(sid);
        channel.expect("1::");

        Answer poll = engine.poll(sid);
        channel.answerClose();
        engine.advance(Duration.ofSeconds(5));

        assertThat(engine.engine.texts()).isEmpty();
        assertThat(poll.isParked()).isTrue();
        assertThat(engine.engine.closes).isEmpty();
    }

    @Test
    void sendsNothingMoreThatHasBeenTooMuch() {
        LegacyEngine small = new LegacyEngine(options -> options.maxOutboundBuffer(50_000));
        String sid = small.open();
        AtomicReference<TestFrameChannel> channel = new AtomicReference<>();

        small.engine.session().execute(() -> {
            small.send("3:::" + "x".repeat(40_000));
            small.send("3:::" + "y".repeat(40_000));
            channel.set(small.webSocket(sid));
        });
        small.advance(Duration.ofSeconds(1));

        channel.get().expectNothing();
        assertThat(small.engine.closes).containsExactly("outbound buffer overflow");
        assertThat(small.engine.server.statistics().outboundBytes()).isZero();
    }

    @Test
    void goesToAndFro() {
        String sid = engine.open();
        for (int i = 0; i < 3; i++) {
            TestFrameChannel channel = engine.webSocket(sid);
            engine.send("3:::down");
            channel.expect("3:::down");
            channel.receive("3:::up");
            Answer poll = engine.poll(sid);
            engine.send("3:::down");
            assertThat(poll.body()).isEqualTo("3:::down");
        }

        assertThat(engine.engine.texts()).containsExactly("3:::up", "3:::up", "3:::up");
        assertThat(engine.engine.closes).isEmpty();
        assertThat(sessions(TransportType.WEBSOCKET)).isZero();
    }

    @Test
    void goesFromOneWebSocketToAnother() {
        String sid = engine.sid();
        TestFrameChannel first = engine.webSocket(sid);
        first.expect("1::");

        TestFrameChannel second = engine.webSocket(sid);
        engine.send("3:::a");

        assertThat(first.isClosed()).isTrue();
        second.expect("3:::a");
        second.expectNothing();
        assertThat(second.strays()).isZero();
        assertThat(engine.engine.closes).isEmpty();
        assertThat(sessions(TransportType.WEBSOCKET)).isOne();
    }

    @Test
    void takesPostsWhileAWebSocketCarriesTheSession() {
        String sid = engine.sid();
        TestFrameChannel channel = engine.webSocket(sid);
        channel.expect("1::");

        assertThat(engine.post(sid, "3:::posted").body()).isEqualTo("1");
        channel.receive("3:::sent");
        engine.advance(Duration.ofMillis(25_100));
        channel.expect("2::");
        channel.receive("2::");
        engine.advance(Duration.ofMillis(40_000));

        assertThat(engine.engine.texts()).containsExactly("3:::posted", "3:::sent");
        assertThat(engine.engine.closes).isEmpty();
    }

    @Test
    void endsWithTheWebSocketThatItHasMovedTo() {
        String sid = engine.open();
        TestFrameChannel channel = engine.webSocket(sid);

        channel.disconnect(null);

        assertThat(engine.engine.closes).containsExactly("transport close");
        assertThat(engine.poll(sid).body()).isEqualTo("7:::1+0");
        assertThat(sessions(TransportType.WEBSOCKET)).isZero();
    }

    @Test
    void pingsAWebSocketThatItHasMovedTo() {
        String sid = engine.open();
        engine.advance(Duration.ofSeconds(20));
        TestFrameChannel channel = engine.webSocket(sid);

        engine.advance(Duration.ofMillis(25_100));
        channel.expect("2::");
        engine.advance(Duration.ofMillis(20_100));

        assertThat(engine.engine.closes).containsExactly("ping timeout");
        assertThat(channel.isClosed()).isTrue();
    }

    @Test
    void waitsForNoAnswerToAPingOfTheWebSocketThatItHasLeft() {
        String sid = engine.sid();
        TestFrameChannel first = engine.webSocket(sid);
        engine.advance(Duration.ofMillis(25_100));
        first.expect("1::");
        first.expect("2::");

        TestFrameChannel second = engine.webSocket(sid);
        engine.advance(Duration.ofMillis(20_100));

        assertThat(engine.engine.closes).isEmpty();
        engine.advance(Duration.ofMillis(5_100));
        second.expect("2::");
    }

    @Test
    void waitsForAClientThatHasLeftItsWebSocketAsForAnyThatPolls() {
        String sid = engine.sid();
        engine.webSocket(sid);
        engine.poll(sid).abort();

        engine.advance(Duration.ofSeconds(59));
        assertThat(engine.engine.closes).isEmpty();
        engine.advance(Duration.ofSeconds(2));

        assertThat(engine.engine.closes).containsExactly("ping timeout");
    }

    @Test
    void doesNotWaitForPollsOfAClientThatHasAWebSocket() {
        String sid = engine.open();
        TestFrameChannel channel = engine.webSocket(sid);
        for (int i = 0; i < 4; i++) {
            engine.advance(Duration.ofMillis(25_100));
            channel.expect("2::");
            channel.receive("2::");
        }

        assertThat(engine.engine.closes).isEmpty();
    }

    @Test
    void cutsAWebSocketOffThatHasNotBeenRead() {
        String sid = engine.sid();
        TestFrameChannel channel = engine.webSocket(sid);
        channel.stall();
        engine.send("3:::" + "x".repeat(40_000));
        assertThat(engine.engine.server.statistics().slowClients()).isOne();

        engine.poll(sid);

        assertThat(channel.isAborted()).isTrue();
        assertThat(engine.engine.server.statistics().slowClients()).isZero();
        assertThat(engine.engine.closes).isEmpty();
    }

    @Test
    void closesAWebSocketThatComesWhileItsSessionIsBeingClosedWithAllThatWaits() {
        String sid = engine.open();
        engine.send("3:::last");
        engine.send("0::");
        engine.engine.session().close();
        engine.engine.time.advanceTime();

        TestFrameChannel channel = engine.webSocket(sid);

        channel.expect("3:::last");
        channel.expect("0::");
        assertThat(channel.isClosed()).isTrue();
        assertThat(engine.engine.closes).containsExactly("forced close");
    }

    @Test
    void keepsAnEndToReadingWhenItMoves() {
        String sid = engine.open();
        engine.engine.session().setReading(false);

        TestFrameChannel channel = engine.webSocket(sid);
        assertThat(channel.isReading()).isFalse();
        engine.engine.session().setReading(true);

        assertThat(channel.isReading()).isTrue();
    }

    @Test
    void answersAPostThatIsUnderWayWhenTheSessionEnds() {
        String sid = engine.open();
        engine.engine.session().setReading(false);
        Answer post = engine.post("1/xhr-polling/" + sid, "3:::a".getBytes(StandardCharsets.UTF_8));
        TestFrameChannel channel = engine.webSocket(sid);
        assertThat(post.isParked()).isTrue();

        channel.disconnect(null);

        assertThat(post.isParked()).isFalse();
        assertThat(engine.engine.server.statistics().inboundBytes()).isZero();
    }
}
