package io.pocketio.engine.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.engine.LegacyOptions;
import io.pocketio.engine.TransportType;
import io.pocketio.engine.legacy.LegacyEngine.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

class LegacyPollingTests {

    private final LegacyEngine engine = new LegacyEngine();

    @Test
    void answersTheFirstPollAtOnce() {
        Answer answer = engine.poll(engine.sid());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("text/plain; charset=UTF-8");
        assertThat(answer.body()).isEqualTo("1::");
        assertThat(engine.engine.server.statistics().sessions(TransportType.POLLING))
                .isOne();
    }

    @Test
    void parksAPollUntilThereIsSomething() {
        String sid = engine.open();
        Answer poll = engine.poll(sid);
        assertThat(poll.isParked()).isTrue();
        assertThat(engine.engine.session().isWritable()).isTrue();

        engine.send("3:::news");

        assertThat(poll.body()).isEqualTo("3:::news");
        assertThat(engine.engine.session().isWritable()).isFalse();
    }

    @Test
    void answersWithAllThatWaitsInOneBody() {
        String sid = engine.open();
        engine.send("3:::a");
        engine.send("2::");
        engine.send("3:::\u00e9\ud83d\ude00");

        assertThat(engine.poll(sid).body())
                .isEqualTo("\ufffd5\ufffd3:::a\ufffd3\ufffd2::\ufffd7\ufffd3:::\u00e9\ud83d\ude00");
    }

    @Test
    void takesAMessageAndAnswersOne() {
        String sid = engine.open();

        Answer post = engine.post(sid, "5:::{\"name\":\"x\"}");

        assertThat(post.status()).isEqualTo(200);
        assertThat(post.header("Content-Type")).isEqualTo("text/plain; charset=UTF-8");
        assertThat(post.body()).isEqualTo("1");
        assertThat(engine.engine.texts()).containsExactly("5:::{\"name\":\"x\"}");
    }

    @Test
    void takesABatchInItsOrder() {
        String sid = engine.open();

        engine.post(sid, "\ufffd5\ufffd3:::a\ufffd3\ufffd2::\ufffd7\ufffd3:::\u00e9\ud83d\ude00\ufffd0\ufffd");

        assertThat(engine.engine.texts()).containsExactly("3:::a", "3:::\u00e9\ud83d\ude00");
        assertThat(engine.engine.closes).isEmpty();
    }

    @Test
    void sendsTogetherWhatABatchCauses() {
        String sid = engine.open();
        Answer poll = engine.poll(sid);
        engine.engine.onMessage = message -> engine.engine.session().send(LegacyEngine.message(message.asText()));

        engine.post(sid, "\ufffd5\ufffd3:::a\ufffd5\ufffd3:::b");

        assertThat(poll.body()).isEqualTo("\ufffd5\ufffd3:::a\ufffd5\ufffd3:::b");
    }

    @Test
    void opensASessionByAPost() {
        String sid = engine.sid();

        assertThat(engine.post(sid, "3:::early").body()).isEqualTo("1");

        assertThat(engine.engine.texts()).containsExactly("3:::early");
        assertThat(engine.poll(sid).body()).isEqualTo("1::");
    }

    @Test
    void endsAnIdlePollAfterTwentySeconds() {
        String sid = engine.open();
        Answer poll = engine.poll(sid);
        engine.advance(Duration.ofMillis(19_900));
        assertThat(poll.isParked()).isTrue();

        engine.advance(Duration.ofMillis(200));

        assertThat(poll.body()).isEqualTo("8::");
    }

    @Test
    void doesNotPingAClientThatPolls() {
        String sid = engine.open();

        for (int i = 0; i < 10; i++) {
            Answer poll = engine.poll(sid);
            engine.advance(Duration.ofMillis(20_100));
            assertThat(poll.body()).isEqualTo("8::");
        }

        assertThat(engine.engine.closes).isEmpty();
    }

    @Test
    void waitsForAClientThatDoesNotPollAsLongAsItWasTold() {
        String sid = engine.open();
        engine.advance(Duration.ofMillis(59_800));
        assertThat(engine.poll(sid).isParked()).isTrue();
        engine.send("3:::x");

        engine.advance(Duration.ofMillis(59_800));
        assertThat(engine.engine.closes).isEmpty();
        engine.advance(Duration.ofMillis(300));

        assertThat(engine.engine.closes).containsExactly("ping timeout");
        assertThat(engine.poll(sid).body()).isEqualTo("7:::1+0");
        assertThat(engine.engine.server.timersCount()).isZero();
    }

    @Test
    void holdsPollsAndWaitsForShorterTimesIfToldSo() {
        LegacyEngine hasty =
                new LegacyEngine(options -> options.legacy(new LegacyOptions(Duration.ofSeconds(10), false)));
        String sid = hasty.open();
        Answer poll = hasty.poll(sid);

        hasty.advance(Duration.ofMillis(5100));
        assertThat(poll.body()).isEqualTo("8::");
        hasty.advance(Duration.ofMillis(10_100));

        assertThat(hasty.engine.closes).containsExactly("ping timeout");
    }

    @Test
    void survivesAnAbortedPoll() {
        String sid = engine.open();
        engine.poll(sid).abort();
        engine.send("3:::missed");
        engine.advance(Duration.ofSeconds(30));

        assertThat(engine.engine.closes).isEmpty();
        assertThat(engine.poll(sid).body()).isEqualTo("3:::missed");
    }

    @Test
    void endsTheOlderOfTwoPolls() {
        String sid = engine.open();
        Answer older = engine.poll(sid);
        Answer newer = engine.poll(sid);
        assertThat(older.body()).isEqualTo("8::");

        older.abort();
        engine.send("3:::x");

        assertThat(newer.body()).isEqualTo("3:::x");
        assertThat(engine.engine.closes).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "true"})
    void endsAtOnceForAClientThatSaysGoodbye(String value) {
        String sid = engine.open();
        Answer parked = engine.poll(sid);

        Answer goodbye = engine.get("1/xhr-polling/" + sid, "disconnect=" + value);

        assertThat(goodbye.status()).isEqualTo(200);
        assertThat(goodbye.body()).isEmpty();
        assertThat(parked.body()).isEqualTo("8::");
        assertThat(engine.engine.closes).containsExactly("transport close");
    }

    @Test
    void forgetsAHandshakeWhoseClientSaysGoodbye() {
        String sid = engine.sid();

        engine.get("1/" + sid, "disconnect=1");

        assertThat(engine.poll(sid).body()).isEqualTo("7:::1+0");
        assertThat(engine.engine.server.timersCount()).isZero();
    }

    @Test
    void tellsAnUnknownClientSo() {
        assertThat(engine.poll("unknown").body()).isEqualTo("7:::1+0");
        assertThat(engine.post("unknown", "3:::x").body()).isEqualTo("1");
        assertThat(engine.get("1/jsonp-polling/unknown", "i=4").body()).isEqualTo("io.j[4](\"7:::1+0\");");
        assertThat(engine.engine.sessions).isEmpty();
    }

    @Test
    void closesWithWhatWaits() {
        String sid = engine.open();
        engine.send("3:::last");
        engine.send("0::");
        engine.engine.session().close();
        engine.engine.time.advanceTime();
        assertThat(engine.engine.closes).isEmpty();

        assertThat(engine.poll(sid).body()).isEqualTo("\ufffd8\ufffd3:::last\ufffd3\ufffd0::");

        assertThat(engine.engine.closes).containsExactly("forced close");
        assertThat(engine.poll(sid).body()).isEqualTo("7:::1+0");
    }

    @Test
    void closesAtOnceWithAParkedPoll() {
        String sid = engine.open();
        Answer poll = engine.poll(sid);
        engine.send("0::");
        engine.engine.session().close();
        engine.engine.time.advanceTime();

        assertThat(poll.body()).isEqualTo("0::");
        assertThat(engine.engine.closes).containsExactly("forced close");
    }

    @Test
    void endsWhatIsClosedInTimeThoughItsClientPostsAndNeverPolls() {
        String sid = engine.open();
        engine.send("0::");
        engine.engine.session().close();
        engine.engine.time.advanceTime();

        engine.post(sid, "3:::late");
        engine.advance(Duration.ofMillis(30_200));

        assertThat(engine.engine.closes).containsExactly("forced close");
        assertThat(engine.engine.server.clientsCount()).isZero();
        assertThat(engine.engine.server.timersCount()).isZero();
    }

    @Test
    void gathersNoMoreThanMayWait() {
        LegacyEngine small = new LegacyEngine(options -> options.maxOutboundBuffer(50_000));
        String sid = small.open();

        for (int i = 0; i < 60; i++) {
            small.send("3:::" + "x".repeat(1000));
        }
        small.advance(Duration.ofSeconds(1));

        assertThat(small.engine.closes).containsExactly("outbound buffer overflow");
        assertThat(small.poll(sid).body()).isEqualTo("7:::1+0");
        assertThat(small.engine.server.statistics().outboundBytes()).isZero();
    }

    @Test
    void refusesABodyAboveTheLimitAndKeepsTheSession() {
        LegacyEngine small = new LegacyEngine(options -> options.maxHttpBufferSize(1000));
        String sid = small.open();

        assertThat(small.post(sid, "3:::" + "x".repeat(997)).status()).isEqualTo(413);

        assertThat(small.post(sid, "3:::" + "x".repeat(996)).body()).isEqualTo("1");
        assertThat(small.engine.texts()).containsExactly("3:::" + "x".repeat(996));
    }

    @Test
    void endsASessionWhosePostsOverlap() {
        String sid = engine.open();
        Sinks.Many<byte[]> slow = Sinks.many().unicast().onBackpressureBuffer();
        Answer first = engine.post("1/xhr-polling/" + sid, slow.asFlux());

        Answer second = engine.post(sid, "3:::x");

        assertThat(second.status()).isEqualTo(400);
        assertThat(first.status()).isEqualTo(400);
        assertThat(engine.engine.closes).containsExactly("transport error");
        assertThat(engine.engine.texts()).isEmpty();
    }

    @Test
    void endsASessionWhosePostIsCutOff() {
        String sid = engine.open();

        Answer post = engine.post("1/xhr-polling/" + sid, Flux.error(new IllegalStateException("meant to fail")));

        assertThat(post.status()).isEqualTo(400);
        assertThat(engine.engine.closes).containsExactly("transport error");
        assertThat(engine.engine.server.statistics().inboundBytes()).isZero();
    }

    @Test
    void holdsBackWhatTheApplicationDoesNotTake() {
        String sid = engine.open();
        AtomicBoolean first = new AtomicBoolean(true);
        engine.engine.onMessage = message -> {
            if (first.getAndSet(false)) {
                engine.engine.session().setReading(false);
            }
        };

        Answer post = engine.post(sid, "\ufffd5\ufffd3:::a\ufffd5\ufffd3:::b");
        assertThat(post.isParked()).isTrue();
        assertThat(engine.engine.texts()).containsExactly("3:::a");
        engine.advance(Duration.ofMinutes(2));
        assertThat(engine.engine.closes).isEmpty();
        engine.engine.session().setReading(true);

        assertThat(post.body()).isEqualTo("1");
        assertThat(engine.engine.texts()).containsExactly("3:::a", "3:::b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\ufffd",
                "\ufffd\ufffd",
                "\ufffd\ufffd3:::a",
                "\ufffd5",
                "\ufffd5\ufffd",
                "\ufffd5\ufffd3:::",
                "\ufffd6\ufffd3:::a",
                "\ufffd4\ufffd3:::a",
                "\ufffd-5\ufffd3:::a",
                "\ufffd+5\ufffd3:::a",
                "\ufffd 5\ufffd3:::a",
                "\ufffd5.0\ufffd3:::a",
                "\ufffd\u0665\ufffd3:::a",
                "\ufffdx\ufffd3:::a",
                "\ufffd99999999999\ufffd3:::a",
                "\ufffd4294967301\ufffd3:::a",
                "\ufffd18446744073709551621\ufffd3:::a",
                "\ufffd00000000005\ufffd3:::a",
                "\ufffd5\ufffd3:::\ud83d\ude00",
                "\ufffd6\ufffd3:::\ud83d\ude00\u0301",
                "\ufffd5\ufffd3:::a3:::b",
                "\ufffd5\ufffd3:::a\ufffd",
                "\ufffd5\ufffd3:::a\ufffd6\ufffd3:::b",
            })
    void endsASessionForFramesThatAreNone(String body) {
        String sid = engine.open();

        engine.post(sid, body);

        assertThat(engine.engine.closes).containsExactly("parse error");
        assertThat(engine.sid()).isNotEmpty();
    }

    @Test
    void endsASessionForABodyThatIsNoText() {
        String sid = engine.open();

        engine.post("1/xhr-polling/" + sid, new byte[] {'3', ':', ':', ':', (byte) 0xc3});

        assertThat(engine.engine.closes).containsExactly("parse error");
    }

    @Test
    void takesAnEmptyBodyForNothing() {
        String sid = engine.open();

        assertThat(engine.post(sid, "").body()).isEqualTo("1");

        assertThat(engine.engine.closes).isEmpty();
    }

    @Test
    void readsManySmallFramesInTheirTurns() {
        String sid = engine.open();
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < 50_000; i++) {
            body.append("\ufffd4\ufffd3:::");
        }

        Answer post = engine.post("1/xhr-polling/" + sid, body.toString().getBytes(StandardCharsets.UTF_8));
        engine.engine.time.advanceTime();

        assertThat(post.body()).isEqualTo("1");
        assertThat(engine.engine.messages).hasSize(50_000);
    }

    @Test
    void countsOnceWhatWaitsForAClientThatIsBehind() {
        String sid = engine.open();

        engine.send("3:::" + "x".repeat(20 * 1024));
        assertThat(engine.engine.server.statistics().outboundBytes()).isBetween(20L * 1024, 22L * 1024);
        engine.poll(sid);

        assertThat(engine.engine.server.statistics().outboundBytes()).isZero();
    }
}
