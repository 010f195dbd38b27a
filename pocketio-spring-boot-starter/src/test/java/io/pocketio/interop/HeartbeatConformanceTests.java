package io.pocketio.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who pings whom and when, with an interval of 300 and a time-out of 200 milliseconds. */
@ExtendWith(QuietLogs.class)
class HeartbeatConformanceTests {

    private static final InteropServer SERVER = InteropServer.SHORT_TIMES;
    private static final Duration INTERVAL = Duration.ofMillis(300);
    private static final Duration TIMEOUT = Duration.ofMillis(200);
    /** What is measured begins when the client has read what began it, which may be late on a busy machine. */
    private static final Duration TOLERANCE = Duration.ofMillis(100);

    @Test
    void pingsOverWebSocket() {
        try (WebSocketClient client = WebSocketClient.open(SERVER, EngineClient.ENGINE_IO)) {
            Instant before = Instant.now();
            for (int i = 0; i < 3; i++) {
                client.socket().expect("2");
                assertThat(Duration.between(before, Instant.now())).isGreaterThan(INTERVAL.minus(TOLERANCE));
                before = Instant.now();
                client.socket().send("3");
            }
        }
    }

    @Test
    void pingsOverPolling() {
        try (PollingClient client = new PollingClient(SERVER, EngineClient.ENGINE_IO)) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.poll().summary()).isEqualTo("200 2");
                assertThat(client.post("3").summary()).isEqualTo("200 ok");
            }
        }
    }

    @Test
    void closesWebSocketWithoutPong() {
        WebSocketClient client = WebSocketClient.open(SERVER, EngineClient.SOCKET_IO);
        try (Watcher watcher = new Watcher(SERVER)) {
            String id = client.connect();
            client.expect("42[\"auth\",{}]");

            client.socket().expect("2");
            Instant pinged = Instant.now();
            client.socket().expectClose(RawWebSocket.NO_CODE);

            assertThat(Duration.between(pinged, Instant.now())).isGreaterThan(TIMEOUT.minus(TOLERANCE));
            assertThat(watcher.reasonOf(id)).isEqualTo("ping timeout");
        }
    }

    @Test
    void closesPollingWithoutPong() {
        try (PollingClient client = new PollingClient(SERVER, EngineClient.SOCKET_IO);
                Watcher watcher = new Watcher(SERVER)) {
            String id = client.connect();
            client.expect("42[\"auth\",{}]");

            assertThat(client.poll().summary()).isEqualTo("200 2");
            assertThat(client.poll().summary()).isEqualTo("200 1");
            client.expectGone();
            assertThat(watcher.reasonOf(id)).isEqualTo("ping timeout");
        }
    }

    @Test
    void countsTimeOfPingThatNoPollFetches() {
        try (PollingClient client = new PollingClient(SERVER, EngineClient.SOCKET_IO);
                Watcher watcher = new Watcher(SERVER)) {
            String id = client.connect();

            assertThat(watcher.reasonOf(id)).isEqualTo("ping timeout");
            client.expectGone();
        }
    }

    @Test
    void takesNoOtherPacketForPong() {
        try (WebSocketClient client = WebSocketClient.open(SERVER, EngineClient.ENGINE_IO)) {
            RawWebSocket socket = client.socket();
            socket.expect("2");
            socket.send("4a", "6", "5");
            socket.expect("4a");
            socket.expectClose(RawWebSocket.NO_CODE);
        }
    }

    @Test
    void pingsBusyClient() {
        try (WebSocketClient client = WebSocketClient.open(SERVER, EngineClient.ENGINE_IO)) {
            Instant end = Instant.now().plus(INTERVAL).plus(TIMEOUT);
            boolean pinged = false;
            while (!pinged && Instant.now().isBefore(end)) {
                client.socket().send("4busy");
                pinged = client.socket().receive().describe().equals("2");
            }
            assertThat(pinged).isTrue();
        }
    }

    @Test
    void countsIntervalFromPongThatNobodyAskedFor() {
        try (WebSocketClient client = WebSocketClient.open(SERVER, EngineClient.ENGINE_IO)) {
            Instant opened = Instant.now();
            while (Duration.between(opened, Instant.now()).toMillis() < 150) {
                client.send("4a");
                client.expect("4a");
            }
            Instant pong = Instant.now();
            client.socket().send("3");

            client.socket().expect("2");

            assertThat(Duration.between(pong, Instant.now())).isGreaterThan(INTERVAL.minus(TOLERANCE));
        }
    }

    @Test
    void survivesUpgradeWithPingOnItsWay() {
        InteropServer.notAsReference("The reference server never pings again, unless it gets the pong");

        try (PollingClient client = new PollingClient(SERVER, EngineClient.ENGINE_IO)) {
            assertThat(client.poll().summary()).isEqualTo("200 2");
            RawWebSocket socket = client.probe();
            Instant upgraded = Instant.now();
            socket.send("5");

            socket.expect("2");

            assertThat(Duration.between(upgraded, Instant.now())).isGreaterThan(INTERVAL.minus(TOLERANCE));
            socket.close();
        }
    }

    @Test
    void pingsOverUpgradedWebSocket() {
        try (EngineClient client = Wire.UPGRADED.open(SERVER, EngineClient.ENGINE_IO)) {
            RawWebSocket socket = ((WebSocketClient) client).socket();
            socket.expect("2");
            socket.send("3");
            socket.expect("2");
            socket.expectClose(RawWebSocket.NO_CODE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"WEBSOCKET", "POLLING"})
    void closesConnectionThatJoinsNoNamespace(Wire wire) {
        Instant before = Instant.now();
        try (EngineClient client = wire.open(SERVER)) {
            client.expectClosed();

            assertThat(Duration.between(before, Instant.now())).isGreaterThan(Duration.ofMillis(990));
        }
    }

    @Test
    void closesConnectionWhoseConnectFailed() {
        Instant before = Instant.now();
        try (EngineClient client = Wire.WEBSOCKET.open(SERVER)) {
            client.send("40/unknown,");
            client.expect("44/unknown,{\"message\":\"Invalid namespace\"}");
            client.expectClosed();

            assertThat(Duration.between(before, Instant.now())).isGreaterThan(Duration.ofMillis(990));
        }
    }

    @Test
    void keepsConnectionThatHasLeftItsNamespaces() {
        try (EngineClient client = Wire.WEBSOCKET.open(SERVER)) {
            client.connect();
            client.expect("42[\"auth\",{}]");
            client.send("41");
            Instant left = Instant.now();
            RawWebSocket socket = ((WebSocketClient) client).socket();
            while (Duration.between(left, Instant.now()).toMillis() < 1_100) {
                socket.expect("2");
                socket.send("3");
            }

            client.connect();
        }
    }
}
