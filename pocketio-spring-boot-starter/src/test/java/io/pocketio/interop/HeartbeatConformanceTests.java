package io.pocketio.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who pings whom and when, with an interval of 300 milliseconds and a time-out of four seconds. */
@ExtendWith(QuietLogs.class)
@Timeout(60)
class HeartbeatConformanceTests {

    private static final InteropServer SERVER = InteropServer.PATIENT;
    private static final Duration INTERVAL = Duration.ofMillis(300);
    private static final Duration TIMEOUT = Duration.ofSeconds(4);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    /** Of timers, which may be a little early; what is measured begins before the client does what begins it. */
    private static final Duration TOLERANCE = Duration.ofMillis(20);

    private static final int ATTEMPTS = 100;

    @Test
    void pingsOverWebSocket() {
        Instant before = Instant.now();
        try (WebSocketClient client = WebSocketClient.open(SERVER, EngineClient.ENGINE_IO)) {
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
        try (Watcher watcher = new Watcher(SERVER)) {
            Instant before = Instant.now();
            WebSocketClient client = WebSocketClient.open(SERVER, EngineClient.SOCKET_IO);
            String id = client.connect();
            client.expect("42[\"auth\",{}]");

            client.socket().expect("2");
            client.socket().expectClose(RawWebSocket.NO_CODE);

            assertThat(Duration.between(before, Instant.now()))
                    .isGreaterThan(INTERVAL.plus(TIMEOUT).minus(TOLERANCE));
            assertThat(watcher.reasonOf(id)).isEqualTo("ping timeout");
        }
    }

    @Test
    void closesPollingWithoutPong() {
        try (PollingClient client = new PollingClient(SERVER, EngineClient.SOCKET_IO);
                Watcher watcher = new Watcher(SERVER)) {
            String id = client.connect();
            client.expect("42[\"auth\",{}]");

            assertThat(client.next()).isEqualTo("2");
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
            String heard = "4busy";
            while (heard.equals("4busy")) {
                client.socket().send("4busy");
                heard = client.socket().receive().describe();
            }
            assertThat(heard).isEqualTo("2");
        }
    }

    @Test
    void countsIntervalFromPongThatNobodyAskedFor() {
        try (WebSocketClient client = WebSocketClient.open(SERVER, EngineClient.ENGINE_IO)) {
            Instant pong = sendPongUnasked(client);

            client.socket().expect("2");

            assertThat(Duration.between(pong, Instant.now())).isGreaterThan(INTERVAL.minus(TOLERANCE));
        }
    }

    /** In the middle of an interval, and again where a slow machine has let the ping come first. */
    private static Instant sendPongUnasked(WebSocketClient client) {
        for (int i = 0; i < ATTEMPTS; i++) {
            Instant start = Instant.now();
            while (Duration.between(start, Instant.now()).compareTo(INTERVAL.dividedBy(2)) < 0) {
                client.send("4a");
                client.expect("4a");
            }
            Instant pong = Instant.now();
            client.socket().send("3", "4behind");
            if (client.socket().receive().describe().equals("4behind")) {
                return pong;
            }
            client.expect("4behind");
        }
        return fail("A ping was always there first");
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

            assertThat(Duration.between(before, Instant.now())).isGreaterThan(CONNECT_TIMEOUT.minus(TOLERANCE));
        }
    }

    @Test
    void closesConnectionWhoseConnectFailed() {
        Instant before = Instant.now();
        try (EngineClient client = Wire.WEBSOCKET.open(SERVER)) {
            client.send("40/unknown,");
            client.expect("44/unknown,{\"message\":\"Invalid namespace\"}");
            client.expectClosed();

            assertThat(Duration.between(before, Instant.now())).isGreaterThan(CONNECT_TIMEOUT.minus(TOLERANCE));
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
            while (Duration.between(left, Instant.now()).compareTo(CONNECT_TIMEOUT) < 0) {
                socket.expect("2");
                socket.send("3");
            }

            client.connect();
        }
    }
}
