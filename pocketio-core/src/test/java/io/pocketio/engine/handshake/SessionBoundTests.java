package io.pocketio.engine.handshake;

import static io.pocketio.engine.TestEngine.POLLING;
import static io.pocketio.engine.TestEngine.WEBSOCKET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.pocketio.engine.Admission;
import io.pocketio.engine.ConnectionError;
import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.EngineRequest;
import io.pocketio.engine.EngineResponse;
import io.pocketio.engine.TestEngine;
import io.pocketio.engine.TestEngine.Poll;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.engine.TestRequests;
import io.pocketio.server.LogCapture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** How many sessions there may be, what they keep, and how long one may stay that nobody comes back to. */
class SessionBoundTests {

    @Test
    void refusesOneSessionMoreThanThereMayBe() {
        TestEngine engine = new TestEngine(options -> options.maxSessions(2));
        String sid = engine.open();
        TestFrameChannel webSocket = engine.openWebSocket();
        try (LogCapture log = new LogCapture(Level.WARN)) {
            Poll poll = engine.get(POLLING);
            Admission admission = engine.admit(WEBSOCKET);

            assertThat(poll.status()).isEqualTo(503);
            assertThat(poll.body()).isEqualTo("{\"code\":3,\"message\":\"Too many sessions\"}");
            assertThat(admission).isInstanceOf(Admission.Refused.class);
            EngineResponse response = ((Admission.Refused) admission).response();
            assertThat(response.status()).isEqualTo(503);
            assertThat(new String(response.body(), StandardCharsets.UTF_8)).isEqualTo("Too many sessions");
            assertThat(log.messages(Level.WARN))
                    .containsExactly("Clients are refused: there are 2 sessions, as many as max-sessions allows");
        }
        assertThat(engine.server.clientsCount()).isEqualTo(2);
        assertThat(webSocket.isClosed()).isFalse();
        TestFrameChannel upgrade = engine.upgrade(sid);
        upgrade.receive("2probe");
        upgrade.expect("3probe");
    }

    @Test
    void takesANewSessionWhenOneHasEnded() {
        TestEngine engine = new TestEngine(options -> options.maxSessions(1));
        TestFrameChannel first = engine.openWebSocket();

        first.disconnect(null);

        assertThat(engine.get(POLLING).status()).isEqualTo(200);
        assertThat(engine.get(POLLING).status()).isEqualTo(503);
    }

    @Test
    void countsThoseWhoCameWhileTheApplicationWasAsked() {
        List<Sinks.Empty<String>> asked = new ArrayList<>();
        TestEngine engine = new TestEngine(options -> options.maxSessions(1), request -> {
            Sinks.Empty<String> verdict = Sinks.empty();
            asked.add(verdict);
            return verdict.asMono();
        });
        Poll first = engine.get(POLLING);
        Poll second = engine.get(POLLING);

        asked.forEach(Sinks.Empty::tryEmitEmpty);

        assertThat(first.status()).isEqualTo(200);
        assertThat(second.status()).isEqualTo(503);
    }

    @Test
    void warnsOnceAMinuteThatSessionsAreRefused() {
        TestEngine engine = new TestEngine(options -> options.maxSessions(1));
        engine.openWebSocket();
        try (LogCapture log = new LogCapture(Level.WARN)) {
            for (int i = 0; i < 10; i++) {
                engine.get(POLLING);
            }
            engine.session().setReading(true);
            engine.advance(Duration.ofSeconds(20));
            engine.get(POLLING);

            assertThat(log.messages(Level.WARN)).hasSize(1);
        }
    }

    @Test
    void refusesAHandshakeOfWhichTooMuchWouldBeKept() {
        List<ConnectionError> errors = new ArrayList<>();
        TestEngine engine = new TestEngine(
                options -> options.maxHandshakeSize(4096),
                request -> Mono.empty(),
                parts -> parts.onConnectionError(errors::add));

        Poll large = engine.handle(withHeaders(Map.of("x-token", "x".repeat(4000))));
        Poll usual = engine.handle(withHeaders(Map.of("x-token", "x".repeat(2000))));

        assertThat(large.status()).isEqualTo(431);
        assertThat(large.body()).isEqualTo("{\"code\":3,\"message\":\"Handshake too large\"}");
        assertThat(usual.status()).isEqualTo(200);
        assertThat(errors).hasSize(1);
        assertThat(errors.get(0).context()).containsEntry(ConnectionError.NAME, "HANDSHAKE_TOO_LARGE");
    }

    @Test
    void weighsManyShortHeadersAndParametersAsWhatTheyTakeInMemory() {
        TestEngine engine = new TestEngine();
        Map<String, String> headers = new HashMap<>();
        StringBuilder query = new StringBuilder(POLLING);
        for (int i = 0; i < 150; i++) {
            headers.put("h" + i, "");
            query.append("&p").append(i).append('=');
        }

        assertThat(engine.handle(withHeaders(headers)).status()).isEqualTo(431);
        assertThat(engine.get(query.toString()).status()).isEqualTo(431);
        assertThat(engine.server.clientsCount()).isZero();
    }

    private static EngineRequest withHeaders(Map<String, String> headers) {
        return TestRequests.request("GET", POLLING, false, headers, Mono.empty());
    }

    @Test
    void endsASessionToWhichNobodyComesBack() {
        TestEngine engine = new TestEngine();
        engine.open();

        engine.advance(Duration.ofSeconds(25).minusMillis(100));
        assertThat(engine.closes).isEmpty();
        engine.advance(Duration.ofMillis(200));

        assertThat(engine.closes).containsExactly("ping timeout");
        assertThat(engine.server.clientsCount()).isZero();
        assertThat(engine.server.timersCount()).isZero();
    }

    @Test
    void keepsASessionThatIsPolledInTime() {
        TestEngine engine = new TestEngine(options -> options.firstPollTimeout(Duration.ofSeconds(3)));
        String sid = engine.open();
        engine.advance(Duration.ofSeconds(2));

        Poll poll = engine.poll(sid);
        engine.advance(Duration.ofSeconds(20));

        assertThat(poll.isParked()).isTrue();
        assertThat(engine.closes).isEmpty();
    }

    @Test
    void keepsASessionToWhichAWebSocketComesInTime() {
        TestEngine engine = new TestEngine();
        TestFrameChannel channel = engine.upgraded();

        engine.advance(Duration.ofSeconds(30));

        assertThat(engine.closes).isEmpty();
        assertThat(channel.isClosed()).isFalse();
    }

    @Test
    void keepsASessionThatPostsInTime() {
        TestEngine engine = new TestEngine(options -> options.firstPollTimeout(Duration.ofSeconds(3)));
        String sid = engine.open();
        engine.advance(Duration.ofSeconds(2));

        engine.post(sid, "4a");
        engine.advance(Duration.ofSeconds(20));

        assertThat(engine.closes).isEmpty();
    }

    @Test
    void endsASessionToWhichNobodyComesBackBehindAWebSocketThatHasGone() {
        TestEngine engine = new TestEngine(options -> options.firstPollTimeout(Duration.ofSeconds(3)));
        String sid = engine.open();
        engine.upgrade(sid).disconnect(null);

        engine.advance(Duration.ofSeconds(3).minusMillis(100));
        assertThat(engine.closes).isEmpty();
        engine.advance(Duration.ofMillis(200));

        assertThat(engine.closes).containsExactly("ping timeout");
        assertThat(engine.server.timersCount()).isZero();
    }

    @Test
    void setsAboundThatFitsTheHeap() {
        EngineOptions options = EngineOptions.defaults();

        assertThat(options.maxSessions()).isEqualTo((int) (Runtime.getRuntime().maxMemory() / 2 / 4096));
        assertThatThrownBy(() -> EngineOptions.of(bad -> bad.maxSessions(0)))
                .hasMessage("maxSessions must be positive, not 0");
        assertThatThrownBy(() -> EngineOptions.of(bad -> bad.maxHandshakeSize(0)))
                .hasMessage("maxHandshakeSize must be positive, not 0");
        assertThatThrownBy(() -> EngineOptions.of(bad -> bad.firstPollTimeout(Duration.ZERO)))
                .hasMessage("firstPollTimeout must be positive, not PT0S");
    }
}
