package io.pocketio.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A session over a WebSocket, frame by frame. */
@ExtendWith(QuietLogs.class)
class WebSocketConformanceTests {

    private static final InteropServer SERVER = InteropServer.DEFAULTS;
    private static final int LIMIT = 1_000_000;

    private WebSocketClient client;
    private RawWebSocket socket;
    private Watcher watcher;

    @BeforeEach
    void open() {
        client = WebSocketClient.open(SERVER, EngineClient.SOCKET_IO);
        socket = client.socket();
        watcher = new Watcher(SERVER);
    }

    @AfterEach
    void close() {
        client.close();
        watcher.close();
    }

    @Test
    void sendsBinaryFrames() {
        client.connect();

        socket.send("451-[\"echo\",{\"_placeholder\":true,\"num\":0}]");
        socket.send(new byte[] {1, 2, 3});

        socket.expect("451-[\"echo\",{\"_placeholder\":true,\"num\":0}]");
        socket.expect(new byte[] {1, 2, 3});
    }

    @Test
    void takesBase64ForBinary() {
        client.connect();

        socket.send("451-[\"echo\",{\"_placeholder\":true,\"num\":0}]", "bAQID");

        socket.expect("451-[\"echo\",{\"_placeholder\":true,\"num\":0}]");
        socket.expect(new byte[] {1, 2, 3});
    }

    @Test
    void takesEmptyBinaryFrame() {
        client.connect();

        socket.send("451-[\"echo\",{\"_placeholder\":true,\"num\":0}]");
        socket.send(new byte[0]);

        socket.expect("451-[\"echo\",{\"_placeholder\":true,\"num\":0}]");
        socket.expect(new byte[0]);
    }

    @Test
    void takesMessageOfExactlyTheLimit() {
        client.connect();
        String packet = echoOfLength(LIMIT);

        client.send(packet);

        client.expect(packet);
    }

    @Test
    void takesBinaryMessageOfExactlyTheLimit() {
        byte[] message = new byte[LIMIT];
        Arrays.fill(message, (byte) 7);
        client.connect();

        socket.send("451-[\"echo\",{\"_placeholder\":true,\"num\":0}]");
        socket.send(message);

        socket.expect("451-[\"echo\",{\"_placeholder\":true,\"num\":0}]");
        socket.expect(message);
    }

    @Test
    void takesMessageInFragments() {
        client.connect();
        byte[] packet = bytes("42[\"echo\",\"é😀\"]");

        socket.sendFragments(
                RawWebSocket.TEXT,
                Arrays.copyOf(packet, 12),
                Arrays.copyOfRange(packet, 12, 14),
                new byte[0],
                Arrays.copyOfRange(packet, 14, packet.length));

        socket.expect("42[\"echo\",\"é😀\"]");
    }

    @Test
    void takesFragmentsOfExactlyTheLimit() {
        client.connect();
        String packet = echoOfLength(LIMIT);
        byte[] bytes = bytes(packet);

        socket.sendFragments(
                RawWebSocket.TEXT, Arrays.copyOf(bytes, LIMIT / 2), Arrays.copyOfRange(bytes, LIMIT / 2, LIMIT));

        socket.expect(packet);
    }

    @Test
    void closesOnLargerMessage() {
        String id = client.connect();

        socket.send(echoOfLength(LIMIT + 1));

        socket.expectClose(1009);
        assertThat(watcher.reasonOf(id)).isEqualTo("transport error");
    }

    @Test
    void closesOnLargerBinaryMessage() {
        String id = client.connect();

        socket.send(new byte[LIMIT + 1]);

        socket.expectClose(1009);
        assertThat(watcher.reasonOf(id)).isEqualTo("transport error");
    }

    @Test
    void closesOnLargerMessageInFragments() {
        String id = client.connect();

        socket.sendFragments(RawWebSocket.TEXT, bytes("42[\"" + "a".repeat(LIMIT / 2)), new byte[LIMIT / 2]);

        socket.expectClose(1009);
        assertThat(watcher.reasonOf(id)).isEqualTo("transport error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0{\"sid\":\"x\"}", "1", "3", "3probe", "5", "6", "6x"})
    void ignoresPacket(String packet) {
        client.connect();

        client.send(packet);

        client.expectAlive();
    }

    @ParameterizedTest(name = "\"{0}\" ends with {1}")
    @CsvSource({
        "7, parse error",
        "'', parse error",
        "x, parse error",
        "é, parse error",
        "a40, parse error",
        "2, transport error",
        "2probe, transport error",
    })
    void closesOnPacket(String packet, String reason) {
        String id = client.connect();
        try (EngineClient other = Wire.WEBSOCKET.open(SERVER)) {
            other.connect();

            socket.send(packet);

            socket.expectClose(RawWebSocket.NO_CODE);
            assertThat(watcher.reasonOf(id)).isEqualTo(reason);
            other.expectAlive();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 4000})
    void noticesCloseOfClient(int code) {
        String id = client.connect();

        socket.frame(0x80 | RawWebSocket.CLOSE, new byte[] {(byte) (code >> 8), (byte) code});

        socket.expectClose(code);
        assertThat(watcher.reasonOf(id)).isEqualTo("transport close");
    }

    @Test
    void noticesCloseWithoutCode() {
        String id = client.connect();

        socket.frame(0x80 | RawWebSocket.CLOSE, new byte[0]);

        socket.expectClose(RawWebSocket.NO_CODE);
        assertThat(watcher.reasonOf(id)).isEqualTo("transport close");
    }

    @Test
    void noticesEndOfConnection() {
        String id = client.connect();

        socket.close();

        assertThat(watcher.reasonOf(id)).isEqualTo("transport close");
    }

    @Test
    void noticesResetOfConnection() {
        String id = client.connect();

        socket.reset();

        assertThat(watcher.reasonOf(id)).isIn("transport close", "transport error");
    }

    @Test
    void answersPingOfTheWebSocketLayer() {
        client.connect();

        socket.frame(0x80 | RawWebSocket.PING, bytes("are you there?"));

        RawWebSocket.Message pong = socket.receive();
        assertThat(pong.opcode()).isEqualTo(RawWebSocket.PONG);
        assertThat(pong.payload()).isEqualTo(bytes("are you there?"));
        client.expectAlive();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "no mask, 8105 3432 5b5d 00",
        "reserved bits, f181 0000 0000 34",
        "reserved opcode, 8381 0000 0000 34",
        "a continuation of nothing, 8081 0000 0000 34",
        "a ping in pieces, 0981 0000 0000 34",
        "a long ping, 89fe 0100 0000 0000 00",
        "HTTP, 474554202f20485454502f312e310d0a0d0a",
        "text that is not UTF-8, 8183 0000 0000 34ff fe",
        "a message of impossible length, 81ff ffff ffff ffff ffff 0000 0000",
    })
    void endsConnectionOnGarbage(String what, String hex) {
        String id = client.connect();
        try (EngineClient other = Wire.WEBSOCKET.open(SERVER)) {
            other.connect();

            socket.raw(java.util.HexFormat.of().parseHex(hex.replace(" ", "")));

            assertThat(watcher.reasonOf(id)).isIn("transport error", "transport close", "parse error");
            assertThat(socket.receive().opcode()).isEqualTo(RawWebSocket.CLOSE);
            other.expectAlive();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "no version, Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "no key, Sec-WebSocket-Version: 13",
        "a key too short, Sec-WebSocket-Version: 13|Sec-WebSocket-Key: abc",
        "another version, Sec-WebSocket-Version: 99|Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    })
    void refusesUpgradeWith(String what, String headers) {
        String[] lines = ("Connection: Upgrade|Upgrade: websocket|" + headers).split("\\|");

        RawResponse response = RawHttp.once(SERVER.port(), "GET", "/socket.io/?EIO=4&transport=websocket", lines);

        assertThat(response.status()).isBetween(400, 426);
        client.connect();
        client.expectAlive();
    }

    @Test
    void refusesUpgradeByPost() {
        RawResponse response = RawHttp.once(
                SERVER.port(),
                "POST",
                "/socket.io/?EIO=4&transport=websocket",
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");

        assertThat(response.status()).isBetween(400, 405);
    }

    @Test
    void closesWithoutPacketAndWithoutCode() {
        client.connect();

        client.send("42[\"bye\",true]");

        socket.expect("41");
        socket.expectClose(RawWebSocket.NO_CODE);
    }

    @Test
    void keepsOrderOfManyFramesInOneWrite() {
        client.connect();
        int count = 2_000;

        for (int i = 0; i < count; i++) {
            client.send("42[\"seq\"," + i + "]");
        }

        for (int i = 0; i < count; i++) {
            client.expect("42[\"seq-back\"," + i + "]");
        }
    }

    private static String echoOfLength(int length) {
        return "42[\"echo\",\"" + "a".repeat(length - 13) + "\"]";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
