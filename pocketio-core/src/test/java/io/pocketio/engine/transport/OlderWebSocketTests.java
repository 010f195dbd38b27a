package io.pocketio.engine.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.engine.Admission;
import io.pocketio.engine.TestEngine;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.engine.TestRequests;
import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.engine.packet.Frame;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The WebSocket of Engine.IO 3. */
class OlderWebSocketTests {

    private static final String WEBSOCKET = "EIO=3&transport=websocket";
    private static final String TWICE = "42[\"Ã©ð\u009f\u0098\u0080\"]";

    private final TestEngine engine = new TestEngine(
            options -> options.allowOlderClients(true), request -> Mono.empty(), parts -> parts.jsonMessages(true));

    @Test
    void opensWithoutALargestPayload() {
        String open = engine.webSocket(WEBSOCKET).next().asText();

        assertThat(open)
                .startsWith("0{\"sid\":")
                .endsWith(",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":20000}");
    }

    @Test
    void putsATypeBeforeWhatIsBinary() {
        TestFrameChannel channel = open(WEBSOCKET);
        EnginePacket packet = EnginePacket.message(new byte[] {1, 2});

        engine.session().send(packet);
        channel.receive(Frame.binary(new byte[] {4, 3}));

        assertThat(channel.next()).isEqualTo(Frame.binary(new byte[] {4, 1, 2}));
        assertThat(engine.messages).containsExactly(Frame.binary(new byte[] {3}));
        engine.session().send(packet);
        assertThat(channel.next()).isEqualTo(Frame.binary(new byte[] {4, 1, 2}));
    }

    @Test
    void readsBase64() {
        open(WEBSOCKET).receive("b4AQID");

        assertThat(engine.messages).containsExactly(Frame.binary(new byte[] {1, 2, 3}));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "b", "b2AQID", "bAQID", "7", "abc"})
    void endsTheSessionForWhatIsNoPacket(String text) {
        TestFrameChannel channel = open(WEBSOCKET);

        channel.receive(text);

        assertThat(channel.isClosed()).isTrue();
        assertThat(engine.closes).containsExactly("parse error");
    }

    @Test
    void endsTheSessionForBytesWithoutAType() {
        TestFrameChannel channel = open(WEBSOCKET);

        channel.receive(Frame.binary(new byte[0]));

        assertThat(engine.closes).containsExactly("parse error");
    }

    @Test
    void answersPingsAndWaitsForTheNext() {
        TestFrameChannel channel = open(WEBSOCKET);

        channel.receive("2hello");
        channel.expect("3");
        channel.receive("3");
        engine.advance(Duration.ofMillis(44_900));
        channel.expectNothing();
        channel.receive("4a");
        engine.advance(Duration.ofMillis(44_900));
        assertThat(engine.closes).isEmpty();
        engine.advance(Duration.ofMillis(300));

        assertThat(engine.closes).containsExactly("ping timeout");
        assertThat(channel.isClosed()).isTrue();
    }

    @Test
    void escapesJson() {
        TestFrameChannel channel = open(WEBSOCKET);

        engine.send("2[\"é😀\"]");
        engine.send("2[\"e\"]");

        channel.expect("42[\"\\u00e9\\ud83d\\ude00\"]");
        channel.expect("42[\"e\"]");
    }

    @Test
    void leavesTextOfNewerClientsAndTextThatIsNoJson() {
        TestFrameChannel newer = engine.openWebSocket();
        engine.send("2[\"é\"]");
        newer.expect("42[\"é\"]");

        TestEngine plain = new TestEngine(options -> options.allowOlderClients(true));
        TestFrameChannel channel = plain.webSocket(WEBSOCKET);
        channel.next();
        plain.send("2[\"é\"]");
        channel.expect("42[\"é\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EIO=2&transport=websocket", WEBSOCKET})
    void takesTheSecondEncodingOffWhatTheFirstClientsSend(String query) {
        open(query).receive(TWICE);

        assertThat(engine.texts()).containsExactly("2[\"é😀\"]");
    }

    @Test
    void takesTheSecondEncodingOffBehindAnUpgradeOfTheFirstClients() {
        upgraded("EIO=3&transport=polling&b64=1&t=1491953535092-0").receive(TWICE);

        assertThat(engine.texts()).containsExactly("2[\"é😀\"]");
    }

    @Test
    void leavesWhatLaterClientsSend() {
        upgraded("EIO=3&transport=polling&b64=1&t=Q8hJVcS").receive(TWICE);
        TestFrameChannel browser = new TestFrameChannel().connect(engine.server, admitBrowser());
        browser.receive(TWICE);

        assertThat(engine.texts()).containsExactly(TWICE.substring(1), TWICE.substring(1));
    }

    private Admission admitBrowser() {
        Map<String, String> headers = Map.of("sec-websocket-extensions", "permessage-deflate");
        return Objects.requireNonNull(engine.server
                .admit(TestRequests.request("GET", WEBSOCKET, true, headers, Flux.empty()))
                .block());
    }

    private TestFrameChannel open(String query) {
        TestFrameChannel channel = engine.webSocket(query);
        channel.next();
        return channel;
    }

    private TestFrameChannel upgraded(String query) {
        String sid = TestEngine.sid(engine.get(query).body());
        TestFrameChannel channel = engine.webSocket(WEBSOCKET + "&sid=" + sid);
        channel.receive("2probe");
        channel.expect("3probe");
        channel.receive("5");
        return channel;
    }
}
