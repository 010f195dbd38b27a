package io.pocketio.engine.polling;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.engine.EngineRequest;
import io.pocketio.engine.TestEngine;
import io.pocketio.engine.TestEngine.Poll;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.engine.TestRequests;
import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.engine.packet.Frame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** Long-polling of Engine.IO 3. */
class OlderPollingTests {

    private static final String POLLING = "EIO=3&transport=polling";
    private static final String BASE64 = POLLING + "&b64=1";
    private static final String FIRST_CLIENTS = POLLING + "&t=1491953535092-0";
    private static final String TEXT_TYPE = "text/plain; charset=UTF-8";
    private static final String BYTES_TYPE = "application/octet-stream";
    private static final EnginePacket BYTES = EnginePacket.message(new byte[] {1, 2, 3});

    private final TestEngine engine = new TestEngine(
            options -> options.allowOlderClients(true), request -> Mono.empty(), parts -> parts.jsonMessages(true));

    @Test
    void opensWithAPacketOfItsOwn() {
        Poll handshake = engine.get(POLLING + "&t=Q8hJVcS");
        engine.send("0");

        assertThat(handshake.headers()).containsEntry("Content-Type", TEXT_TYPE);
        String body = handshake.body();
        assertThat(body)
                .startsWith((body.length() - body.indexOf(':') - 1) + ":0{\"sid\":")
                .endsWith(",\"upgrades\":[\"websocket\"],\"pingInterval\":25000,\"pingTimeout\":20000}");
        assertThat(get(POLLING).body()).isEqualTo("2:40");
    }

    @Test
    void echoesWhatIsPosted() {
        open(POLLING);
        engine.onMessage = message -> engine.send(message.asText());

        Poll post = post(POLLING, "6:4test16:4test23:4é!");

        assertThat(post.body()).isEqualTo("ok");
        assertThat(engine.texts()).containsExactly("test1", "test2", "é!");
        assertThat(get(POLLING).body()).isEqualTo("6:4test16:4test23:4é!");
    }

    @Test
    void readsBase64AndBytes() {
        open(POLLING);

        post(POLLING, "6:4hello10:b4AQIDBA==");
        postBytes(POLLING, "000201ff" + hex("4" + "é".repeat(10)) + "0104ff04010203");

        assertThat(engine.messages)
                .containsExactly(
                        Frame.text("hello"),
                        Frame.binary(new byte[] {1, 2, 3, 4}),
                        Frame.text("é".repeat(10)),
                        Frame.binary(new byte[] {1, 2, 3}));
    }

    @Test
    void answersWithBytesAsSoonAsSomethingIsBinary() {
        open(POLLING);
        engine.send("2[\"é\"]");
        engine.session().send(BYTES);
        Poll mixed = get(POLLING);
        engine.send("a");
        Poll text = get(POLLING);

        assertThat(HexFormat.of().formatHex(mixed.response().body()))
                .isEqualTo("0008ff" + hex("42[\"é\"]") + "0104ff04010203");
        assertThat(mixed.headers())
                .containsEntry("Content-Type", BYTES_TYPE)
                .containsEntry("cache-control", "no-store");
        assertThat(text.body()).isEqualTo("2:4a");
        assertThat(text.headers()).containsEntry("Content-Type", TEXT_TYPE);
    }

    @Test
    void answersWithBase64WhenAskedTo() {
        open(BASE64);
        engine.send("61-0[]");
        engine.session().send(BYTES);

        Poll poll = get(BASE64);

        assertThat(poll.body()).isEqualTo("7:461-0[]6:b4AQID");
        assertThat(poll.headers()).containsEntry("Content-Type", TEXT_TYPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {POLLING, BASE64})
    void escapesJsonForClientsOfSocketIo1(String query) {
        open(query);
        engine.send("2[\"echo\",\"é😀\"]");

        assertThat(get(query).body()).isEqualTo("31:42[\"echo\",\"\\u00e9\\ud83d\\ude00\"]");
    }

    @Test
    void sendsTextThatIsNoJsonAsItIsAndAsBytesWhereItCan() {
        TestEngine plain = new TestEngine(options -> options.allowOlderClients(true));
        String sid = TestEngine.sid(plain.get(POLLING).body());
        plain.send("é");
        assertThat(plain.get(BASE64 + "&sid=" + sid).body()).isEqualTo("2:4é");
        plain.send("é");
        assertThat(plain.get(POLLING + "&sid=" + sid).response().body())
                .inHexadecimal()
                .isEqualTo(new byte[] {0, 3, (byte) 255, '4', (byte) 0xc3, (byte) 0xa9});
        plain.send("e");
        assertThat(plain.get(POLLING + "&sid=" + sid).body()).isEqualTo("2:4e");
    }

    @Test
    void answersTheFirstClientsWithBytesOnly() {
        Poll handshake = engine.get(FIRST_CLIENTS);
        byte[] open = handshake.response().body();

        assertThat(handshake.headers()).containsEntry("Content-Type", BYTES_TYPE);
        assertThat(open).startsWith(0, 9, 7, 255, '0', '{');
        engine.send("0");
        assertThat(HexFormat.of().formatHex(get(FIRST_CLIENTS).response().body()))
                .isEqualTo("0002ff3430");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"&t=Q8hJVcS", "&t=MX-123", "&t=123", "&t=1-", "&t=-1", "&t=1-2-3", "&b64=1&t=1491953535092-0"})
    void answersOthersWithText(String parameters) {
        assertThat(engine.get(POLLING + parameters).headers()).containsEntry("Content-Type", TEXT_TYPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {POLLING, BASE64})
    void takesTheSecondEncodingOffWhatAClientOfSocketIo1Posts(String target) {
        open(target);

        post(target, "24:42[\"echo\",\"Ã©ð\u009f\u0098\u0080\",null]");

        assertThat(engine.texts()).containsExactly("2[\"echo\",\"é😀\",null]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "3:4a", "99999999999999999999:4a", "-1:4", "2:4😀", "1:9"})
    void endsTheSessionForABodyThatIsNoPayload(String body) {
        open(POLLING);
        Poll poll = get(POLLING);

        post(POLLING, body);

        assertThat(engine.closes).containsExactly("parse error");
        assertThat(poll.body()).isEqualTo("1:1");
        assertThat(get(POLLING).body()).isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0001", "00ff", "0209ff3400", "0009090909090909090909ff34", "0101ff05"})
    void endsTheSessionForBytesThatAreNoPayload(String body) {
        open(POLLING);

        postBytes(POLLING, body);

        assertThat(engine.closes).containsExactly("parse error");
    }

    @Test
    void takesNothingForNothing() {
        open(POLLING);

        assertThat(post(POLLING, "0:").body()).isEqualTo("ok");

        assertThat(engine.messages).isEmpty();
        assertThat(engine.closes).isEmpty();
    }

    @Test
    void refusesTheOldPayloadOfNewClientsAndTheNewOneOfOld() {
        open(POLLING);
        post(POLLING, "4a\u001e4b");
        assertThat(engine.closes).containsExactly("parse error");

        String sid = engine.open();
        engine.handle(TestRequests.request(
                "POST",
                TestEngine.POLLING + "&sid=" + sid,
                false,
                Map.of("content-type", BYTES_TYPE),
                Mono.just(new byte[] {0, 1, (byte) 255, '3'})));
        assertThat(engine.closes).containsExactly("parse error", "transport error");
    }

    @Test
    void answersAPingAndPassesOverAPong() {
        open(POLLING);

        post(POLLING, "6:2hello");
        assertThat(get(POLLING).body()).isEqualTo("1:3");
        post(POLLING, "1:3");

        assertThat(get(POLLING).isParked()).isTrue();
        assertThat(engine.closes).isEmpty();
    }

    @Test
    void waitsForThePingOfAClientAndForAnythingElse() {
        open(POLLING);
        Poll poll = get(POLLING);

        engine.advance(Duration.ofSeconds(40));
        post(POLLING, "2:4a");
        engine.advance(Duration.ofSeconds(44));
        assertThat(poll.isParked()).isTrue();
        engine.advance(Duration.ofMillis(1100));

        assertThat(poll.body()).isEqualTo("1:1");
        assertThat(engine.closes).containsExactly("ping timeout");
    }

    @Test
    void letsTheParkedPollGoWhenItsClientSaysGoodbye() {
        open(POLLING);
        Poll poll = get(POLLING);

        post(POLLING, "2:411:1");

        assertThat(engine.texts()).containsExactly("1");
        assertThat(poll.body()).isEqualTo("1:6");
        assertThat(engine.closes).containsExactly("transport close");
    }

    @Test
    void saysGoodbyeWithThePollBehindTheLastPacket() {
        open(POLLING);
        engine.send("last");
        engine.session().close();

        assertThat(get(POLLING).body()).isEqualTo("5:4last");
        assertThat(get(POLLING).body()).isEqualTo("1:61:1");
    }

    @Test
    void refusesTwoPollsAtATime() {
        open(POLLING);
        Poll first = get(POLLING);
        Poll second = get(POLLING);

        assertThat(first.body()).isEqualTo("1:1");
        assertThat(second.status()).isEqualTo(400);
    }

    @Test
    void upgrades() {
        String sid = open(POLLING);
        TestFrameChannel channel = engine.webSocket("EIO=3&transport=websocket&sid=" + sid);
        Poll poll = get(POLLING);
        channel.receive("2probe");
        channel.expect("3probe");
        engine.advance(Duration.ofMillis(150));
        assertThat(poll.body()).isEqualTo("1:6");
        engine.session().send(BYTES);
        channel.receive("5");

        assertThat(channel.next()).isEqualTo(Frame.binary(new byte[] {4, 1, 2, 3}));
        channel.receive("2");
        channel.expect("3");
    }

    private String open(String query) {
        return TestEngine.sid(engine.get(query).body());
    }

    private Poll get(String query) {
        return engine.get(query + "&sid=" + engine.session().id());
    }

    private Poll post(String query, String body) {
        return engine.handle(
                TestRequests.post(query + "&sid=" + engine.session().id(), body));
    }

    private void postBytes(String query, String hex) {
        EngineRequest post = TestRequests.request(
                "POST",
                query + "&sid=" + engine.session().id(),
                false,
                Map.of("content-type", BYTES_TYPE),
                Mono.just(HexFormat.of().parseHex(hex)));
        engine.handle(post);
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
