package io.pocketio.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.engine.TestEngine;
import io.pocketio.engine.TestEngine.Poll;
import io.pocketio.engine.TestFrameChannel;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeartbeatTests {

    private final TestEngine engine = new TestEngine(
            options -> options.pingInterval(Duration.ofSeconds(25)).pingTimeout(Duration.ofSeconds(20)));

    @Test
    void pingsOnceAnInterval() {
        TestFrameChannel channel = engine.openWebSocket();

        for (int i = 0; i < 3; i++) {
            engine.advance(Duration.ofMillis(24_900));
            channel.expectNothing();
            engine.advance(Duration.ofMillis(200));
            channel.expect("2");
            channel.receive("3");
        }
        assertThat(engine.closes).isEmpty();
    }

    @Test
    void closesSessionWhenPongIsLate() {
        TestFrameChannel channel = engine.openWebSocket();
        engine.advance(Duration.ofMillis(25_100));

        engine.advance(Duration.ofMillis(19_800));
        assertThat(engine.closes).isEmpty();
        engine.advance(Duration.ofMillis(300));

        assertThat(engine.closes).containsExactly("ping timeout");
        assertThat(channel.isClosed()).isTrue();
        assertThat(channel.isAborted()).isFalse();
        assertThat(engine.server.clientsCount()).isZero();
    }

    @Test
    void cutsAClientOffThatHasNotEvenReadItsPing() {
        TestFrameChannel channel = engine.openWebSocket();
        channel.stall();

        engine.advance(Duration.ofMillis(45_200));

        assertThat(engine.closes).containsExactly("ping timeout");
        assertThat(channel.isAborted()).isTrue();
    }

    @Test
    void isNotSatisfiedByOtherTraffic() {
        TestFrameChannel channel = engine.openWebSocket();

        for (int second = 0; second < 46; second++) {
            channel.receive("4busy");
            engine.advance(Duration.ofSeconds(1));
        }

        assertThat(engine.closes).containsExactly("ping timeout");
    }

    @Test
    void takesAnUnsolicitedPongForASignOfLife() {
        TestFrameChannel channel = engine.openWebSocket();
        engine.advance(Duration.ofSeconds(20));

        channel.receive("3");
        engine.advance(Duration.ofSeconds(20));

        channel.expectNothing();
        engine.advance(Duration.ofMillis(5100));
        channel.expect("2");
    }

    @Test
    void pingsOverPolling() {
        String sid = engine.open();
        Poll poll = engine.poll(sid);

        engine.advance(Duration.ofMillis(25_100));
        assertThat(poll.body()).isEqualTo("2");
        engine.post(sid, "3");
        engine.advance(Duration.ofSeconds(21));

        assertThat(engine.closes).isEmpty();
    }

    @Test
    void answersALateGetWithAClose() {
        String sid = engine.open();
        Poll poll = engine.poll(sid);
        engine.advance(Duration.ofMillis(25_100));
        Poll next = engine.poll(sid);

        engine.advance(Duration.ofMillis(20_100));

        assertThat(poll.body()).isEqualTo("2");
        assertThat(next.body()).isEqualTo("1");
        assertThat(engine.poll(sid).body()).isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
    }

    @Test
    void forgivesAPingInFlightDuringAnUpgrade() {
        String sid = engine.open();
        engine.send("to the first poll");
        engine.poll(sid);
        engine.advance(Duration.ofMillis(25_100));
        TestFrameChannel channel = engine.upgrade(sid);
        channel.receive("2probe");
        channel.expect("3probe");
        channel.receive("5");
        channel.expect("2");

        engine.advance(Duration.ofMillis(20_200));
        assertThat(engine.closes).isEmpty();
        engine.advance(Duration.ofMillis(5000));

        channel.expect("2");
    }

    @Test
    void doesNotBlameAClientThatItDoesNotListenTo() {
        TestFrameChannel channel = engine.openWebSocket();
        engine.session().setReading(false);

        engine.advance(Duration.ofMinutes(3));
        engine.session().setReading(true);
        engine.advance(Duration.ofSeconds(19));
        assertThat(engine.closes).isEmpty();
        engine.advance(Duration.ofSeconds(2));

        assertThat(engine.closes).containsExactly("ping timeout");
    }

    /** Clients that get none for an interval and a time-out take the server for dead. */
    @Test
    void pingsAClientThatItDoesNotListenTo() {
        TestFrameChannel channel = engine.openWebSocket();
        engine.session().setReading(false);

        for (int i = 0; i < 5; i++) {
            engine.advance(Duration.ofSeconds(26));
            channel.expect("2");
        }

        assertThat(engine.closes).isEmpty();
    }

    /** Its pong may be behind what has not had its turn. */
    @Test
    void doesNotBlameAClientWhoseMessagesAreBeingRead() {
        TestFrameChannel channel = engine.openWebSocket();
        engine.advance(Duration.ofSeconds(26));
        channel.expect("2");

        channel.setUnread(true);
        engine.advance(Duration.ofSeconds(20));
        assertThat(engine.closes).isEmpty();
        channel.expect("2");
        channel.setUnread(false);
        engine.advance(Duration.ofSeconds(21));

        assertThat(engine.closes).containsExactly("ping timeout");
    }

    @Test
    void givesAClientTimeToBeReadThatItDidNotListenTo() {
        TestFrameChannel channel = engine.openWebSocket();
        engine.session().setReading(false);
        engine.advance(Duration.ofSeconds(44));
        channel.expect("2");

        engine.session().setReading(true);
        engine.advance(Duration.ofSeconds(10));
        channel.receive("3");
        engine.advance(Duration.ofSeconds(20));

        assertThat(engine.closes).isEmpty();
    }
}
