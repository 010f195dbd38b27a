package io.pocketio.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The way from long-polling to a WebSocket. */
@ExtendWith(QuietLogs.class)
class UpgradeConformanceTests {

    private static final InteropServer SERVER = InteropServer.DEFAULTS;

    private PollingClient client;

    @BeforeEach
    void open() {
        client = new PollingClient(SERVER, EngineClient.SOCKET_IO);
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void endsParkedPollAndMovesOn() {
        client.connect();
        client.park();

        try (RawWebSocket socket = client.probe()) {
            assertThat(client.unpark().summary()).isEqualTo("200 6");
            socket.send("5", "42[\"echo\",1]");

            socket.expect("42[\"echo\",1]");
        }
    }

    @Test
    void endsPollsAgainAndAgain() {
        client.connect();

        try (RawWebSocket socket = client.probe()) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.poll().summary()).isEqualTo("200 6");
            }
            socket.send("5");
        }
    }

    @Test
    void carriesPacketsOverPollingMeanwhile() {
        client.connect();

        try (RawWebSocket socket = client.probe()) {
            client.send("42[\"echo\",1]");
            assertThat(client.poll().summary()).isEqualTo("200 42[\"echo\",1]");
            socket.send("5", "42[\"echo\",2]");

            socket.expect("42[\"echo\",2]");
        }
    }

    @Test
    void flushesWhatWaitsOverWebSocketInOrder() {
        client.connect();

        try (RawWebSocket socket = client.probe()) {
            client.send("42[\"flood\",200]");
            client.send("451-[\"echo\",{\"_placeholder\":true,\"num\":0}]", "bAQID");
            socket.send("5", "42[\"echo\",\"behind\"]");

            for (int i = 0; i < 200; i++) {
                socket.expect("42[\"seq\"," + i + "]");
            }
            socket.expect("451-[\"echo\",{\"_placeholder\":true,\"num\":0}]");
            socket.expect(new byte[] {1, 2, 3});
            socket.expect("42[\"echo\",\"behind\"]");
        }
    }

    @Test
    void tellsTransportInUse() {
        client.connect();
        client.send("420[\"transport\"]");
        client.expect("430[\"polling\"]");

        try (RawWebSocket socket = client.probe()) {
            socket.send("5", "421[\"transport\"]");

            socket.expect("431[\"websocket\"]");
        }
    }

    @Test
    void refusesPollingAfterwards() {
        client.connect();

        try (RawWebSocket socket = client.probe()) {
            socket.send("5", "42[\"echo\",1]");
            socket.expect("42[\"echo\",1]");

            assertThat(client.poll().summary()).isEqualTo(PollingClient.BAD_REQUEST);
            assertThat(client.post("42[\"echo\",2]").summary()).isEqualTo(PollingClient.BAD_REQUEST);
            socket.send("42[\"echo\",3]");
            socket.expect("42[\"echo\",3]");
        }
    }

    @Test
    void refusesSecondWebSocketWhileUpgrading() {
        client.connect();

        try (RawWebSocket first = client.probe();
                RawWebSocket second = RawWebSocket.connect(SERVER.port(), client.webSocketTarget())) {
            second.expectClose(RawWebSocket.NO_CODE);
            first.send("5", "42[\"echo\",1]");

            first.expect("42[\"echo\",1]");
        }
    }

    @Test
    void refusesSecondWebSocketAfterwards() {
        client.connect();

        try (RawWebSocket first = client.probe()) {
            first.send("5", "42[\"echo\",1]");
            first.expect("42[\"echo\",1]");

            RawWebSocket.connect(SERVER.port(), client.webSocketTarget()).expectClose(RawWebSocket.NO_CODE);
            first.send("42[\"echo\",2]");
            first.expect("42[\"echo\",2]");
        }
    }

    @Test
    void refusesSecondWebSocketForSessionThatBeganWithOne() {
        try (WebSocketClient webSocket = WebSocketClient.open(SERVER, EngineClient.SOCKET_IO)) {
            webSocket.connect();
            String target = "/socket.io/?EIO=4&transport=websocket&sid=" + webSocket.sid();

            RawWebSocket.connect(SERVER.port(), target).expectClose(RawWebSocket.NO_CODE);
            webSocket.expectAlive();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"42[\"echo\",1]", "2", "2probes", "3", "1", "0", "6", "7", ""})
    void staysOnPollingWhenTheWebSocketBeginsWith(String packet) {
        client.connect();

        RawWebSocket socket = RawWebSocket.connect(SERVER.port(), client.webSocketTarget());
        socket.send(packet);

        socket.expectClose(RawWebSocket.NO_CODE);
        client.expectAlive();
    }

    @Test
    void staysOnPollingWhenTheWebSocketIsLost() {
        client.connect();

        client.probe().reset();

        client.expectAlive();
        assertUpgrades();
    }

    @Test
    void staysOnPollingWhenTheWebSocketIsClosed() {
        client.connect();
        RawWebSocket socket = client.probe();

        socket.frame(0x80 | RawWebSocket.CLOSE, new byte[0]);

        socket.expectClose(RawWebSocket.NO_CODE);
        client.expectAlive();
        assertUpgrades();
    }

    /** As soon as the server has noticed the end of the WebSocket before: until then it closes another one. */
    private void assertUpgrades() {
        await().untilAsserted(this::upgrade);
    }

    private void upgrade() {
        try (RawWebSocket socket = client.probe()) {
            socket.send("5", "42[\"echo\",\"upgraded\"]");
            socket.expect("42[\"echo\",\"upgraded\"]");
        }
    }

    @Test
    void answersProbeAgain() {
        client.connect();

        try (RawWebSocket socket = client.probe()) {
            socket.send("2probe");
            socket.expect("3probe");
            socket.send("5", "42[\"echo\",1]");

            socket.expect("42[\"echo\",1]");
        }
    }

    @Test
    void givesUpWhenTheClientTakesTooLong() {
        try (PollingClient slow = new PollingClient(InteropServer.PATIENT, EngineClient.ENGINE_IO)) {
            slow.probe().expectClose(RawWebSocket.NO_CODE);

            slow.send("4still here");
            slow.expect("4still here");
        }
    }

    @Test
    void givesUpWhenTheClientSaysNothing() {
        try (PollingClient silent = new PollingClient(InteropServer.PATIENT, EngineClient.ENGINE_IO)) {
            RawWebSocket.connect(InteropServer.PATIENT.port(), silent.webSocketTarget())
                    .expectClose(RawWebSocket.NO_CODE);
        }
    }

    @Test
    void closesProbingWebSocketWithItsSession() {
        client.connect();
        RawWebSocket socket = client.probe();

        client.send("1");

        socket.expectClose(RawWebSocket.NO_CODE);
        client.expectGone();
    }

    @Test
    void finishesUpgradeBeforeItCloses() {
        try (PollingClient engine = new PollingClient(SERVER, EngineClient.ENGINE_IO)) {
            RawWebSocket socket = engine.probe();
            engine.send("4before", "4close");

            socket.send("5");

            socket.expect("4before");
            socket.expectClose(RawWebSocket.NO_CODE);
            engine.expectGone();
        }
    }

    @Test
    void closesSessionWhenTheUpgradeFailsBehindClose() {
        try (PollingClient engine = new PollingClient(SERVER, EngineClient.ENGINE_IO)) {
            RawWebSocket socket = engine.probe();
            engine.send("4close");

            socket.reset();

            engine.expectClosed();
        }
    }

    @Test
    void carriesLargeMessagesOnBothSidesOfTheUpgrade() {
        client.connect();
        String packet = "42[\"echo\",\"" + "a".repeat(900_000) + "\"]";

        try (RawWebSocket socket = client.probe()) {
            client.send(packet);
            socket.send("5", packet);

            socket.expect(packet, packet);
        }
    }
}
