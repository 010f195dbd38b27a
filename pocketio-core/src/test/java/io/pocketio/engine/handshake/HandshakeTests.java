package io.pocketio.engine.handshake;

import static io.pocketio.engine.TestEngine.POLLING;
import static io.pocketio.engine.TestEngine.WEBSOCKET;
import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.engine.Admission;
import io.pocketio.engine.EngineRequest;
import io.pocketio.engine.EngineResponse;
import io.pocketio.engine.EngineServer;
import io.pocketio.engine.HandshakeCookie;
import io.pocketio.engine.TestEngine;
import io.pocketio.engine.TestEngine.Poll;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.engine.TestRequests;
import io.pocketio.engine.TransportType;
import io.pocketio.engine.packet.Revision;
import io.pocketio.engine.session.EngineServerBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class HandshakeTests {

    private static final String OPEN =
            "0\\{\"sid\":\"[A-Za-z0-9_-]{20}\",\"upgrades\":\\[%s],\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":1000000}";

    @Test
    void opensOverPollingWithTheKeysInTheReferenceOrder() {
        TestEngine engine = new TestEngine();

        Poll poll = engine.get(POLLING);

        assertThat(poll.status()).isEqualTo(200);
        assertThat(poll.body()).matches(OPEN.formatted("\"websocket\""));
        assertThat(poll.headers())
                .containsOnly(
                        Map.entry("Content-Type", "text/plain; charset=UTF-8"), Map.entry("cache-control", "no-store"));
    }

    @Test
    void opensOverWebSocketWithoutUpgrades() {
        TestEngine engine = new TestEngine();

        TestFrameChannel channel = engine.webSocket(WEBSOCKET);

        assertThat(channel.next().asText()).matches(OPEN.formatted(""));
        assertThat(engine.session().transport()).isEqualTo(TransportType.WEBSOCKET);
    }

    @Test
    void tellsItsSettings() {
        TestEngine engine = new TestEngine(options -> options.pingInterval(Duration.ofMillis(300))
                .pingTimeout(Duration.ofMillis(200))
                .maxHttpBufferSize(1234));

        assertThat(engine.get(POLLING).body()).contains("\"pingInterval\":300,\"pingTimeout\":200,\"maxPayload\":1234");
    }

    @Test
    void listsNoUpgradesWhenTheyAreNotAllowed() {
        TestEngine engine = new TestEngine(options -> options.allowUpgrades(false));

        assertThat(engine.get(POLLING).body()).contains("\"upgrades\":[]");
    }

    @Test
    void listsNoUpgradesToADisabledTransport() {
        TestEngine engine = new TestEngine(options -> options.transports(Set.of(TransportType.POLLING)));

        assertThat(engine.get(POLLING).body()).contains("\"upgrades\":[]");
    }

    @Test
    void givesEachSessionAnIdOfItsOwn() {
        TestEngine engine = new TestEngine();

        assertThat(engine.open()).isNotEqualTo(engine.open());
        assertThat(engine.server.clientsCount()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET  | EIO=4                                        | 0 | Transport unknown
            GET  | EIO=4&transport=abc                          | 0 | Transport unknown
            GET  | EIO=4&transport=webtransport                 | 0 | Transport unknown
            GET  | EIO=4&transport=polling&sid=abc              | 1 | Session ID unknown
            GET  | EIO=4&transport=polling&sid=                 | 1 | Session ID unknown
            POST | EIO=4&transport=polling&sid=                 | 1 | Session ID unknown
            POST | EIO=4&transport=polling&sid=abc              | 1 | Session ID unknown
            POST | EIO=4&transport=polling                      | 2 | Bad handshake method
            PUT  | EIO=4&transport=polling                      | 2 | Bad handshake method
            OPTIONS | EIO=4&transport=polling                   | 2 | Bad handshake method
            GET  | EIO=4&transport=websocket                    | 3 | Bad request
            GET  | EIO=3&transport=polling                      | 5 | Unsupported protocol version
            GET  | transport=polling                            | 5 | Unsupported protocol version
            """)
    void refusesInTheReferenceWords(String method, String query, int code, String message) {
        TestEngine engine = new TestEngine();

        Poll poll = engine.handle(TestRequests.request(method, query, false, Map.of(), Mono.empty()));

        assertThat(poll.status()).isEqualTo(400);
        assertThat(poll.body()).isEqualTo("{\"code\":" + code + ",\"message\":\"" + message + "\"}");
        assertThat(poll.headers()).containsOnly(Map.entry("Content-Type", "application/json"));
        assertThat(engine.sessions).isEmpty();
    }

    @Test
    void refusesADisabledTransport() {
        TestEngine engine = new TestEngine(options -> options.transports(Set.of(TransportType.WEBSOCKET)));

        assertThat(engine.get(POLLING).body()).isEqualTo("{\"code\":0,\"message\":\"Transport unknown\"}");
    }

    @Test
    void refusesAnOriginThatIsNoHeaderValue() {
        TestEngine engine = new TestEngine();

        Poll poll = engine.handle(
                TestRequests.request("GET", POLLING, false, Map.of("origin", "http://a\u0000b"), Mono.empty()));

        assertThat(poll.body()).isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            EIO=4&transport=abc                    | Transport unknown
            EIO=4&transport=websocket&sid=abc      | Session ID unknown
            EIO=4&transport=websocket&sid=         | Session ID unknown
            EIO=4&transport=polling                | Bad request
            EIO=3&transport=websocket              | Unsupported protocol version
            """)
    void refusesAnUpgradeBeforeItIsDone(String query, String message) {
        TestEngine engine = new TestEngine();

        Admission admission = engine.admit(query);

        EngineResponse response = ((Admission.Refused) admission).response();
        assertThat(response.status()).isEqualTo(400);
        assertThat(new String(response.body(), StandardCharsets.UTF_8)).isEqualTo(message);
        assertThat(response.headers())
                .containsOnly(
                        Map.entry("Connection", List.of("close")), Map.entry("Content-Type", List.of("text/html")));
    }

    @Test
    void refusesWithTheWordsOfTheApplication() {
        TestEngine engine = new TestEngine(options -> {}, request -> Mono.just("no \"entry\""));

        Poll poll = engine.get(POLLING);

        assertThat(poll.status()).isEqualTo(403);
        assertThat(poll.body()).isEqualTo("{\"code\":4,\"message\":\"no \\\"entry\\\"\"}");
    }

    @Test
    void refusesWhenTheApplicationFails() {
        TestEngine engine = new TestEngine(options -> {}, request -> Mono.error(new IllegalStateException("secret")));

        assertThat(engine.get(POLLING).body()).isEqualTo("{\"code\":4,\"message\":\"Forbidden\"}");
        EngineResponse upgrade = ((Admission.Refused) engine.admit(WEBSOCKET)).response();
        assertThat(upgrade.status()).isEqualTo(400);
        assertThat(new String(upgrade.body(), StandardCharsets.UTF_8)).isEqualTo("Forbidden");
    }

    @Test
    void asksTheApplicationForHandshakesOnly() {
        int[] asked = {0};
        TestEngine engine = new TestEngine(options -> {}, request -> {
            asked[0]++;
            return Mono.empty();
        });

        String sid = engine.open();
        engine.poll(sid);
        engine.post(sid, "4a");
        engine.upgrade(sid);

        assertThat(asked[0]).isEqualTo(1);
    }

    @Test
    void refusesWhenTheIdGeneratorFails() {
        EngineServer server = EngineServerBuilder.create(session -> {
                    throw new AssertionError("not to be opened");
                })
                .sessionIds(() -> {
                    throw new IllegalStateException("no ids left");
                })
                .build();

        EngineResponse response = server.handle(TestRequests.get(POLLING)).block();

        assertThat(response).isNotNull();
        assertThat(response.status()).isEqualTo(400);
        assertThat(new String(response.body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
    }

    @Test
    void setsACookieOnTheHandshakeAlone() {
        TestEngine engine = new TestEngine(options -> options.cookie(HandshakeCookie.defaults()));

        Poll handshake = engine.get(POLLING);
        String sid = TestEngine.sid(handshake.body());

        assertThat(handshake.headers()).containsEntry("Set-Cookie", "io=" + sid + "; Path=/; HttpOnly; SameSite=Lax");
        assertThat(engine.post(sid, "4a").headers()).doesNotContainKey("Set-Cookie");
        Admission.Granted upgrade = (Admission.Granted) engine.admit(WEBSOCKET);
        assertThat(upgrade.responseHeaders().get("Set-Cookie").get(0)).startsWith("io=" + upgrade.sid());
    }

    @Test
    void writesAllAttributesOfACookie() {
        HandshakeCookie cookie =
                new HandshakeCookie("lb", "/chat", false, "Strict", true, "example.com", Duration.ofMinutes(2));

        assertThat(CookieHeader.value(cookie, "x"))
                .isEqualTo("lb=x; Max-Age=120; Domain=example.com; Path=/chat; Secure; SameSite=Strict");
    }

    @Test
    void refusesAFollowUpOfAnotherProtocolVersion() {
        TestEngine engine = new TestEngine();
        String sid = engine.open();

        Poll poll = engine.get("EIO=3&transport=polling&sid=" + sid);

        assertThat(poll.body()).isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
        assertThat(engine.session().isOpen()).isTrue();
    }

    @Test
    void asksTheApplicationBeforeItLooksAtTheVersion() {
        TestEngine engine = new TestEngine(options -> {}, request -> Mono.just("no entry"));

        assertThat(engine.get("EIO=3&transport=polling").body()).isEqualTo("{\"code\":4,\"message\":\"no entry\"}");
    }

    @Test
    void forgetsAClientThatGoesWhileTheApplicationIsAsked() {
        Sinks.Empty<String> verdict = Sinks.empty();
        AtomicReference<Poll> poll = new AtomicReference<>();
        EngineServer server = EngineServerBuilder.create(session -> {
                    throw new AssertionError("not to be opened");
                })
                .allowRequest(request -> verdict.asMono())
                .sessionIds(() -> {
                    poll.get().abort();
                    return "id";
                })
                .build();
        poll.set(new Poll(server.handle(TestRequests.get(POLLING))));

        verdict.tryEmitEmpty();

        assertThat(server.clientsCount()).isZero();
    }

    @Test
    void takesNewSessionsAgainWhenItIsOpened() {
        TestEngine engine = new TestEngine();
        engine.server.close().block();

        engine.server.open();

        assertThat(engine.get(POLLING).status()).isEqualTo(200);
    }

    @Test
    void tellsNoSecretsOfARequest() {
        EngineRequest request =
                TestRequests.request("GET", POLLING + "&sid=secret", false, Map.of("cookie", "secret"), Mono.empty());

        assertThat(request.toString()).isEqualTo("GET /socket.io/");
        assertThat(new Admission.Granted(request, "secret", true, Revision.V4, Map.of()).toString())
                .doesNotContain("secret");
    }

    @Test
    void takesNoNewSessionsOnceItIsClosed() {
        TestEngine engine = new TestEngine();

        engine.server.close().block();

        assertThat(engine.get(POLLING).status()).isEqualTo(503);
        assertThat(engine.admit(WEBSOCKET)).isInstanceOf(Admission.Refused.class);
    }
}
