package io.pocketio.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Long-polling, request by request. */
@ExtendWith(QuietLogs.class)
class PollingConformanceTests {

    private static final InteropServer SERVER = InteropServer.DEFAULTS;
    private static final int LIMIT = 1_000_000;

    private PollingClient client;
    private Watcher watcher;

    @BeforeEach
    void open() {
        client = new PollingClient(SERVER, EngineClient.SOCKET_IO);
        watcher = new Watcher(SERVER);
    }

    @AfterEach
    void close() {
        client.close();
        watcher.close();
    }

    @Test
    void parksPollUntilThereIsSomethingToSend() {
        client.park();

        client.send("40");
        RawResponse response = client.unpark();

        assertThat(response.text()).startsWith("40{\"sid\":\"");
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("content-type")).isEqualTo("text/plain; charset=UTF-8");
        assertThat(response.header("content-length")).isEqualTo(String.valueOf(response.body().length));
        assertThat(response.header("cache-control")).isEqualTo("no-store");
    }

    @Test
    void answersPost() {
        RawResponse response = client.post("40");

        assertThat(response.summary()).isEqualTo("200 ok");
        assertThat(response.header("content-type")).isEqualTo("text/html");
        assertThat(response.header("content-length")).isEqualTo("2");
        assertThat(response.header("cache-control")).isEqualTo("no-store");
    }

    @Test
    void collectsPacketsForNextPoll() {
        client.connect();

        client.send("42[\"echo\",1]");
        client.send("42[\"echo\",2]", "42[\"echo\",\"é😀\"]");

        assertThat(client.poll().summary())
                .isEqualTo("200 42[\"echo\",1]\u001e42[\"echo\",2]\u001e42[\"echo\",\"é😀\"]");
    }

    @Test
    void countsContentLengthInBytes() {
        client.connect();
        client.send("42[\"echo\",\"é😀\"]");

        RawResponse response = client.poll();

        assertThat(response.header("content-length"))
                .isEqualTo(String.valueOf("42[\"echo\",\"é😀\"]".getBytes(StandardCharsets.UTF_8).length));
    }

    @Test
    void carriesBinaryAsBase64() {
        client.connect();

        client.send("451-[\"echo\",{\"_placeholder\":true,\"num\":0}]", "bAQIDBA==");

        client.expect("451-[\"echo\",{\"_placeholder\":true,\"num\":0}]", "bAQIDBA==");
    }

    /** As the official Java client sends it. */
    @Test
    void takesBase64InLines() {
        client.connect();

        client.send("451-[\"echo\",{\"_placeholder\":true,\"num\":0}]", "bAQID\nBA==\n");

        client.expect("451-[\"echo\",{\"_placeholder\":true,\"num\":0}]", "bAQIDBA==");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain;charset=UTF-8", "text/plain", "application/json", "nonsense"})
    void takesPostsOfAnyTextualType(String contentType) {
        client.connect();

        RawResponse response =
                client.posts().post(client.target(), "42[\"echo\",\"é\"]", "Content-Type: " + contentType);

        assertThat(response.summary()).isEqualTo("200 ok");
        client.expect("42[\"echo\",\"é\"]");
    }

    @Test
    void closesSessionOnSecondPoll() {
        String id = client.connect();
        client.park();

        assertThat(RawHttp.once(SERVER.port(), "GET", client.target()).summary())
                .isEqualTo("400 ");

        assertThat(client.unpark().summary()).isEqualTo("200 1");
        client.expectGone();
        assertThat(watcher.reasonOf(id)).isEqualTo("transport error");
    }

    @Test
    void closesSessionOnSecondPost() {
        String id = client.connect();
        try (RawHttp unfinished = new RawHttp(SERVER.port())) {
            unfinished.sendHead("POST", client.target(), 100, "Content-Type: text/plain");
            unfinished.write("42[".getBytes(StandardCharsets.US_ASCII));

            // a pong does no harm as long as the unfinished post has not been noticed
            await().untilAsserted(() -> assertThat(client.post("3").summary()).isEqualTo("400 "));
        }

        assertThat(watcher.reasonOf(id)).isEqualTo("transport error");
        client.expectGone();
    }

    @Test
    void closesSessionWhenParkedPollIsCutOff() {
        String id = client.connect();
        client.park();

        client.polls().reset();

        assertThat(watcher.reasonOf(id)).isEqualTo("transport error");
    }

    @Test
    void closesSessionWhenParkedPollIsHungUp() {
        String id = client.connect();
        client.park();

        client.polls().close();

        assertThat(watcher.reasonOf(id)).isEqualTo("transport error");
    }

    @Test
    void closesSessionWhenPostIsCutOff() {
        String id = client.connect();
        try (RawHttp unfinished = new RawHttp(SERVER.port())) {
            unfinished.sendHead("POST", client.target(), 100, "Content-Type: text/plain");
            unfinished.write("42[".getBytes(StandardCharsets.US_ASCII));
        }

        assertThat(watcher.reasonOf(id)).isEqualTo("transport error");
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @ValueSource(strings = {"", "abc", "7", "9x", "3\u001e", "\u001e", "3\u001e\u001e3", "é"})
    void closesSessionOnInvalidPayload(String payload) {
        String id = client.connect();
        client.park();

        assertThat(client.posts()
                        .post(client.target(), payload, "Content-Type: text/plain")
                        .summary())
                .isEqualTo("200 ok");

        assertThat(client.unpark().text()).endsWith("1");
        assertThat(watcher.reasonOf(id)).isEqualTo("parse error");
        client.expectGone();
    }

    @Test
    void servesWhatStandsBeforeTheInvalidPacket() {
        InteropServer.notAsReference("The reference server calls handlers a tick later, when the socket has gone");

        String id = client.connect();
        try (EngineClient other = Wire.WEBSOCKET.open(SERVER)) {
            other.connect();

            client.send("42[\"broadcast\",\"before\"]", "x", "42[\"broadcast\",\"behind\"]");

            assertThat(watcher.reasonOf(id)).isEqualTo("parse error");
            other.expect("42[\"told\",\"before\"]");
            other.expectAlive();
        }
    }

    @Test
    void answersPollOfClientThatSaysGoodbye() {
        String id = client.connect();
        client.park();

        assertThat(client.post("1").summary()).isEqualTo("200 ok");

        assertThat(client.unpark().summary()).isEqualTo("200 6");
        assertThat(watcher.reasonOf(id)).isEqualTo("transport close");
        client.expectGone();
    }

    @Test
    void forgetsClientThatSaysGoodbyeWithoutPoll() {
        String id = client.connect();

        assertThat(client.post("1").summary()).isEqualTo("200 ok");

        assertThat(watcher.reasonOf(id)).isEqualTo("transport close");
        client.expectGone();
    }

    @Test
    void closesSessionOnBinaryContent() {
        String id = client.connect();
        client.park();

        RawResponse response =
                client.posts().post(client.target(), "42[\"echo\"]", "Content-Type: application/octet-stream");

        assertThat(response.summary()).isEqualTo("400 ");
        assertThat(client.unpark().summary()).isEqualTo("200 1");
        assertThat(watcher.reasonOf(id)).isEqualTo("transport error");
        client.expectGone();
    }

    @Test
    void takesBodyOfExactlyTheLimit() {
        client.connect();
        String packet = echoOfLength(LIMIT);

        client.send(packet);

        client.expect(packet);
    }

    @Test
    void takesChunkedBodyOfExactlyTheLimit() {
        client.connect();
        String packet = echoOfLength(LIMIT);

        client.posts().sendChunked("POST", client.target(), bytes(packet), "Content-Type: text/plain");

        assertThat(client.posts().receive().summary()).isEqualTo("200 ok");
        client.expect(packet);
    }

    @Test
    void countsTheLimitInBytes() {
        client.connect();
        String packet = "42[\"echo\",\"a" + "é".repeat((LIMIT - 14) / 2) + "\"]";

        client.send(packet);
        client.expect(packet);

        String larger = packet.replace("\"]", "é\"]");
        assertThat(client.post(larger).summary()).isEqualTo("413 ");
    }

    @Test
    void refusesLargerBodyAndKeepsSession() {
        client.connect();
        client.park();

        try (RawHttp http = new RawHttp(SERVER.port())) {
            http.send("POST", client.target(), bytes(echoOfLength(LIMIT + 1)), "Content-Type: text/plain");
            assertThat(http.receive().summary()).isEqualTo("413 ");
        }

        client.expectAlive();
    }

    @Test
    void refusesLargerChunkedBodyAndKeepsSession() {
        client.connect();
        client.park();

        try (RawHttp http = new RawHttp(SERVER.port())) {
            http.sendChunked("POST", client.target(), bytes(echoOfLength(LIMIT + 1)), "Content-Type: text/plain");
            assertThat(http.receive().summary()).isEqualTo("413 ");
        }

        client.expectAlive();
    }

    @Test
    void closesSessionOnPingOfClient() {
        String id = client.connect();

        client.send("2");

        assertThat(watcher.reasonOf(id)).isEqualTo("transport error");
        client.expectGone();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0{}", "3", "3probe", "5", "6"})
    void ignoresPacket(String packet) {
        client.connect();

        client.send(packet);

        client.expectAlive();
    }

    @Test
    void saysFarewellWithParkedPoll() {
        try (PollingClient engine = new PollingClient(SERVER, EngineClient.ENGINE_IO)) {
            engine.park();

            engine.send("4close");

            assertThat(engine.unpark().summary()).isEqualTo("200 1");
            engine.expectGone();
        }
    }

    @Test
    void saysFarewellWithNextPoll() {
        try (PollingClient engine = new PollingClient(SERVER, EngineClient.ENGINE_IO)) {
            engine.send("4close");

            assertThat(engine.poll().summary()).isEqualTo("200 6\u001e1");
            engine.expectGone();
        }
    }

    @Test
    void saysFarewellBehindWhatWaits() {
        try (PollingClient engine = new PollingClient(SERVER, EngineClient.ENGINE_IO)) {
            engine.send("4one", "4two", "4close", "4three");

            assertThat(engine.poll().summary()).isEqualTo("200 4one\u001e4two");
            assertThat(engine.poll().summary()).isEqualTo("200 6\u001e1");
            engine.expectGone();
        }
    }

    @Test
    void isNotDisturbedByUseOfOneConnectionForAll() {
        try (RawHttp http = new RawHttp(SERVER.port())) {
            String sid = EngineClient.sid(
                    http.get("/engine.io/?EIO=4&transport=polling").text().substring(1));
            String target = "/engine.io/?EIO=4&transport=polling&sid=" + sid;

            for (int i = 0; i < 20; i++) {
                assertThat(http.post(target, "4" + i).summary()).isEqualTo("200 ok");
                assertThat(http.get(target).summary()).isEqualTo("200 4" + i);
            }
        }
    }

    private static String echoOfLength(int length) {
        return "42[\"echo\",\"" + "a".repeat(length - 13) + "\"]";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
