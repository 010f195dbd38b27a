package io.pocketio.engine.handshake;

import static io.pocketio.engine.TestEngine.POLLING;
import static io.pocketio.engine.TestEngine.WEBSOCKET;
import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.engine.Admission;
import io.pocketio.engine.ConnectionError;
import io.pocketio.engine.EngineError;
import io.pocketio.engine.EngineRequest;
import io.pocketio.engine.TestEngine;
import io.pocketio.engine.TestRequests;
import io.pocketio.engine.packet.EnginePacket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class ConnectionErrorTests {

    private final List<ConnectionError> errors = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET  | EIO=4&transport=abc             | TRANSPORT_UNKNOWN            | transport=abc
            GET  | EIO=4                           | TRANSPORT_UNKNOWN            | ''
            GET  | EIO=4&transport=polling&sid=abc | SESSION_ID_UNKNOWN           | sid=abc
            POST | EIO=4&transport=polling         | BAD_HANDSHAKE_METHOD         | method=POST
            GET  | EIO=4&transport=websocket       | BAD_REQUEST                  | name=TRANSPORT_HANDSHAKE_ERROR
            GET  | EIO=3&transport=polling         | UNSUPPORTED_PROTOCOL_VERSION | protocol=3
            """)
    void tellsOfEachRefusedRequest(String method, String query, EngineError error, String context) {
        EngineRequest request = TestRequests.request(method, query, false, Map.of(), Mono.empty());

        listening().handle(request);

        assertThat(errors).hasSize(1);
        ConnectionError told = errors.get(0);
        assertThat(told.request()).isSameAs(request);
        assertThat(told.error()).isEqualTo(error);
        assertThat(told.code()).isEqualTo(error.ordinal());
        assertThat(told.message()).isEqualTo(error.message());
        assertThat(told.context()).isEqualTo(pairs(context));
        assertThat(told.cause()).isNull();
    }

    @Test
    void tellsOfRefusedUpgrades() {
        TestEngine engine = listening();

        engine.admit("EIO=4&transport=polling");
        engine.admit(WEBSOCKET + "&sid=abc");

        assertThat(errors)
                .extracting(ConnectionError::context)
                .containsExactly(Map.of("name", "TRANSPORT_HANDSHAKE_ERROR"), Map.of("sid", "abc"));
    }

    @Test
    void tellsOfRequestsThatDoNotFitTheirSession() {
        TestEngine engine = listening();
        String sid = engine.open();

        engine.get("EIO=3&transport=polling&sid=" + sid);
        engine.get(WEBSOCKET + "&sid=" + sid);

        assertThat(errors)
                .extracting(ConnectionError::context)
                .containsExactly(
                        Map.of("name", "PROTOCOL_MISMATCH", "protocol", "3"),
                        Map.of("name", "TRANSPORT_MISMATCH", "transport", "websocket", "previousTransport", "polling"));
    }

    @Test
    void tellsOfMalformedOrigins() {
        listening().handle(TestRequests.request("GET", POLLING, false, Map.of("origin", "a\u0000b"), Mono.empty()));

        assertThat(errors.get(0).context()).isEqualTo(Map.of("name", "INVALID_ORIGIN", "origin", "a\u0000b"));
    }

    @Test
    void tellsTheApplicationsOwnWords() {
        TestEngine engine = new TestEngine(
                options -> {}, request -> Mono.just("no entry"), parts -> parts.onConnectionError(errors::add));

        engine.get(POLLING);

        assertThat(errors.get(0).message()).isEqualTo("Forbidden");
        assertThat(errors.get(0).context()).isEqualTo(Map.of("message", "no entry"));
    }

    @Test
    void tellsWhatTheApplicationFailedWith() {
        IllegalStateException failure = new IllegalStateException("of the application's own");
        TestEngine engine = new TestEngine(
                options -> {}, request -> Mono.error(failure), parts -> parts.onConnectionError(errors::add));

        engine.get(POLLING);

        assertThat(errors.get(0).cause()).isSameAs(failure);
    }

    @Test
    void refusesWhateverAListenerThrows() {
        TestEngine engine = TestEngine.with(parts -> parts.onConnectionError(error -> {
                    throw new IllegalStateException("of the application's own");
                })
                .onConnectionError(errors::add));

        assertThat(engine.get("EIO=4").body()).isEqualTo("{\"code\":0,\"message\":\"Transport unknown\"}");
        assertThat(errors).hasSize(1);
    }

    @Test
    void tellsNoSecretsInAText() {
        listening()
                .handle(TestRequests.request(
                        "GET", POLLING + "&sid=secret&token=secret", false, Map.of("cookie", "secret"), Mono.empty()));

        assertThat(errors.get(0)).hasToString("Session ID unknown: GET /socket.io/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"throws", "error", "empty", "blank", "taken"})
    void refusesAHandshakeWithoutAnId(String kind) {
        TestEngine engine =
                TestEngine.with(parts -> parts.onConnectionError(errors::add).sessionIds(request -> id(kind, request)));
        engine.get(POLLING + "&first");

        assertThat(engine.get(POLLING).status()).isEqualTo(400);
        assertThat(engine.get(POLLING).body()).isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
        assertThat(engine.admit(WEBSOCKET)).isInstanceOf(Admission.Refused.class);
        assertThat(errors).hasSize(3).allSatisfy(error -> {
            assertThat(error.context()).isEqualTo(Map.of("name", "ID_GENERATION_ERROR"));
            assertThat(error.cause()).isNotNull();
        });
        assertThat(engine.sessions).hasSize(1);
    }

    private static Mono<String> id(String kind, EngineRequest request) {
        if (request.uri().endsWith("first") || kind.equals("taken")) {
            return Mono.just("first");
        }
        return switch (kind) {
            case "throws" -> throw new IllegalStateException("of the application's own");
            case "error" -> Mono.error(new IllegalStateException("of the application's own"));
            case "blank" -> Mono.just("");
            default -> Mono.empty();
        };
    }

    @Test
    void waitsForAnIdAndThenOpens() {
        AtomicInteger asked = new AtomicInteger();
        Sinks.One<String> id = Sinks.one();
        TestEngine engine = TestEngine.with(parts -> parts.sessionIds(request -> {
            asked.incrementAndGet();
            return id.asMono();
        }));

        TestEngine.Poll poll = engine.get(POLLING);
        assertThat(poll.isParked()).isTrue();
        id.tryEmitValue("made-later");

        assertThat(poll.body()).startsWith("0{\"sid\":\"made-later\"");
        assertThat(asked).hasValue(1);
    }

    @Test
    void sendsTheInitialPacketRightBehindTheOpenPacket() {
        TestEngine engine = new TestEngine(options -> options.initialPacket(EnginePacket.message("welcome")));

        String sid = engine.open();

        assertThat(engine.poll(sid).body()).isEqualTo("4welcome");
        engine.sessions.clear();
        engine.openWebSocket().expect("4welcome");
    }

    private TestEngine listening() {
        return TestEngine.with(parts -> parts.onConnectionError(errors::add));
    }

    private static Map<String, String> pairs(String text) {
        int equals = text.indexOf('=');
        return equals < 0 ? Map.of() : Map.of(text.substring(0, equals), text.substring(equals + 1));
    }
}
