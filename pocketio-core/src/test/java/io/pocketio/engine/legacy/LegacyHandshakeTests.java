package io.pocketio.engine.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.engine.Admission;
import io.pocketio.engine.EngineRequest;
import io.pocketio.engine.LegacyOptions;
import io.pocketio.engine.TestRequests;
import io.pocketio.engine.TransportType;
import io.pocketio.engine.legacy.LegacyEngine.Answer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

class LegacyHandshakeTests {

    private final LegacyEngine engine = new LegacyEngine();

    @Test
    void tellsSessionTimesAndTransports() {
        Answer answer = engine.get("1/", "t=1");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("text/plain; charset=UTF-8");
        assertThat(answer.body()).matches("[\\w-]{20}:45:60:websocket,htmlfile,xhr-polling,jsonp-polling");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1/", "/1", "/1/"})
    void takesSlashesAtBothEnds(String below) {
        assertThat(engine.get(below, "").status()).isEqualTo(200);
    }

    @Test
    void takesAPostForAHandshakeToo() {
        assertThat(engine.request("POST", "1/").body()).contains(":websocket,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "OPTIONS", "PUT", "DELETE"})
    void openNothingByOtherMethods(String method) {
        assertThat(engine.request(method, "1/").status()).isEqualTo(400);
        assertThat(engine.engine.server.timersCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0/", "2/", "99/", "01/", "11111111111111111111/"})
    void refusesOtherProtocols(String below) {
        Answer answer = engine.get(below, "");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo("Protocol version not supported.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1/websocket", "1/carrier-pigeon/abc", "1/xhr-multipart/abc", "1/a/b/c", "1/websocket/abc"})
    void refusesWhatItDoesNotKnow(String below) {
        assertThat(engine.get(below, "").status()).isEqualTo(400);
    }

    @Test
    void isNotThereUnlessOlderClientsAreAllowed() {
        LegacyEngine closed = new LegacyEngine(options -> options.allowOlderClients(false));

        assertThat(closed.get("1/", "").status()).isEqualTo(404);
        assertThat(closed.admit("1/websocket/abc")).isInstanceOf(Admission.Refused.class);
    }

    @Test
    void refusesWhileTheServerIsClosed() {
        String sid = engine.sid();
        engine.engine.server.close().block();

        assertThat(engine.get("1/", "").status()).isEqualTo(503);
        engine.engine.server.open();
        assertThat(engine.poll(sid).body()).isEqualTo("7:::1+0");
    }

    @ParameterizedTest
    @CsvSource({"25000,20000,60000,45:60", "300,200,60000,1:60", "25000,1,15000,26:15", "1,1,1,1:1", "1500,999,1001,3:2"
    })
    void tellsTimesInSecondsAndNeverNone(int ping, int timeout, int close, String fields) {
        LegacyEngine other = new LegacyEngine(options -> options.pingInterval(Duration.ofMillis(ping))
                .pingTimeout(Duration.ofMillis(timeout))
                .legacy(new LegacyOptions(Duration.ofMillis(close), false)));

        assertThat(other.get("1/", "").body()).contains(":" + fields + ":websocket");
    }

    @Test
    void namesFlashsocketOnlyIfAskedFor() {
        LegacyEngine other =
                new LegacyEngine(options -> options.legacy(new LegacyOptions(Duration.ofSeconds(60), true)));

        assertThat(other.get("1/", "").body()).endsWith(":websocket,flashsocket,htmlfile,xhr-polling,jsonp-polling");
    }

    @Test
    void namesOnlyTransportsThatAreAllowed() {
        LegacyEngine webSocket = new LegacyEngine(options -> options.transports(Set.of(TransportType.WEBSOCKET)));
        LegacyEngine polling = new LegacyEngine(
                options -> options.transports(Set.of(TransportType.POLLING)).allowJsonp(false));

        assertThat(webSocket.get("1/", "").body()).endsWith(":60:websocket");
        assertThat(webSocket.get("1/xhr-polling/abc", "").status()).isEqualTo(400);
        assertThat(polling.get("1/", "").body()).endsWith(":60:htmlfile,xhr-polling");
        assertThat(polling.get("1/jsonp-polling/abc", "").status()).isEqualTo(400);
        assertThat(polling.admit("1/websocket/abc")).isInstanceOf(Admission.Refused.class);
    }

    @Test
    void answersAPageByAScript() {
        Answer answer = engine.get("1/", "jsonp=3");

        assertThat(answer.header("Content-Type")).isEqualTo("text/javascript; charset=UTF-8");
        assertThat(answer.body())
                .matches("io\\.j\\[3]\\(\"[\\w-]{20}:45:60:websocket,htmlfile,xhr-polling,jsonp-polling\"\\);");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "", "1]);alert(1", "-1", "1234567890", "\u0663"})
    void answersPlainlyWhateverIsNoIndexOfAPage(String index) {
        assertThat(engine.get("1/", "jsonp=" + index).body()).doesNotContain("io.j");
    }

    @Test
    void answersNoScriptUnlessAllowed() {
        LegacyEngine other = new LegacyEngine(options -> options.allowJsonp(false));

        assertThat(other.get("1/", "jsonp=3").status()).isEqualTo(400);
        assertThat(other.engine.server.timersCount()).isZero();
    }

    @Test
    void asksTheApplication() {
        LegacyEngine strict = new LegacyEngine(options -> {}, request -> Mono.just("no"));

        assertThat(strict.get("1/", "").status()).isEqualTo(403);
        assertThat(strict.get("1/", "").body()).isEqualTo("handshake unauthorized");
        assertThat(strict.get("1/", "jsonp=0").status()).isEqualTo(200);
        assertThat(strict.get("1/", "jsonp=0").body()).isEqualTo("io.j[0](new Error(\"handshake unauthorized\"));");
    }

    @Test
    void tellsOfAHookThatFails() {
        LegacyEngine broken =
                new LegacyEngine(options -> {}, request -> Mono.error(new IllegalStateException("meant to fail")));

        assertThat(broken.get("1/", "").status()).isEqualTo(500);
        assertThat(broken.get("1/", "").body()).isEqualTo("handshake error");
    }

    @Test
    void refusesALargeHandshake() {
        LegacyEngine other = new LegacyEngine(options -> options.maxHandshakeSize(1000));

        assertThat(other.get("1/", "x=" + "y".repeat(1000)).status()).isEqualTo(431);
    }

    @Test
    void keepsTheRequestOfTheHandshakeForTheSession() {
        EngineRequest handshake =
                TestRequests.request("GET", "token=secret", false, Map.of("cookie", "a=b"), Mono.empty());
        String sid = engine.handle(handshake, "1/").body().split(":")[0];
        engine.poll(sid);

        assertThat(engine.engine.session().request().query()).containsEntry("token", "secret");
        assertThat(engine.engine.session().request().header("cookie")).isEqualTo("a=b");
        assertThat(engine.engine.session().id()).isEqualTo(sid);
    }

    @Test
    void forgetsAHandshakeWithoutATransportInTime() {
        LegacyEngine patient = new LegacyEngine(options -> options.firstPollTimeout(Duration.ofSeconds(40)));
        String early = patient.sid();
        String late = patient.sid();
        patient.advance(Duration.ofMillis(39_900));
        assertThat(patient.poll(early).body()).isEqualTo("1::");

        patient.advance(Duration.ofMillis(200));

        assertThat(patient.poll(late).body()).isEqualTo("7:::1+0");
    }

    @Test
    void countsHandshakesWithoutATransportAsSessions() {
        LegacyEngine small = new LegacyEngine(options -> options.maxSessions(3));
        for (int i = 0; i < 3; i++) {
            small.sid();
        }

        assertThat(small.get("1/", "").status()).isEqualTo(503);
        assertThat(small.engine.get("EIO=4&transport=polling").status()).isEqualTo(503);
        assertThat(small.engine.server.timersCount()).isEqualTo(3);

        small.advance(Duration.ofSeconds(26));
        assertThat(small.engine.server.timersCount()).isZero();
        assertThat(small.get("1/", "").status()).isEqualTo(200);
    }
}
