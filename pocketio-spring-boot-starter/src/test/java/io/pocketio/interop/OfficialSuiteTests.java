package io.pocketio.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the official protocol suites look at, with the settings that they ask for, though where clients have to be in time they have more of it: an echo on the engine's path, and the main and
 * a custom namespace.
 */
class OfficialSuiteTests {

    private static final InteropServer SERVER = InteropServer.PATIENT;

    private EngineClient client;

    @AfterEach
    void close() {
        if (client != null) {
            client.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/engine.io/", "/socket.io/"})
    void opensSession(String path) {
        String times = "\"pingInterval\":300,\"pingTimeout\":200,\"maxPayload\":1000000}";

        client = Wire.POLLING.open(InteropServer.SHORT_TIMES, path);
        assertThat(client.openPacket()).endsWith(",\"upgrades\":[\"websocket\"]," + times);
        client.close();

        client = Wire.WEBSOCKET.open(InteropServer.SHORT_TIMES, path);
        assertThat(client.openPacket()).endsWith(",\"upgrades\":[]," + times);
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void echoesMessages(Wire wire) {
        client = wire.open(SERVER, EngineClient.ENGINE_IO);

        client.send("4hello");
        client.expect("4hello");
        client.send("4test1", "4test2", "4test3");
        client.expect("4test1", "4test2", "4test3");
        client.send("4hello", "bAQIDBA==");
        client.expect("4hello", "bAQIDBA==");
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void closesOnInvalidPacket(Wire wire) {
        client = wire.open(SERVER, EngineClient.ENGINE_IO);

        client.send("abc");

        client.expectClosed();
    }

    @Test
    void closesOnDuplicatePolls() {
        PollingClient polling = new PollingClient(SERVER, EngineClient.ENGINE_IO);
        client = polling;
        polling.park();

        assertThat(RawHttp.once(SERVER.port(), "GET", polling.target()).status())
                .isEqualTo(400);

        assertThat(polling.unpark().summary()).isEqualTo("200 1");
        polling.expectGone();
    }

    @Test
    void closesOnCancelledPoll() {
        PollingClient polling = new PollingClient(SERVER, EngineClient.ENGINE_IO);
        client = polling;
        polling.park();

        polling.polls().close();

        org.awaitility.Awaitility.await()
                .untilAsserted(
                        () -> assertThat(RawHttp.once(SERVER.port(), "POST", polling.target(), "Content-Length: 0")
                                        .summary())
                                .isEqualTo(PollingClient.SESSION_ID_UNKNOWN));
    }

    @Test
    void closesPollingSessionWithoutPong() {
        PollingClient polling = new PollingClient(SERVER, EngineClient.ENGINE_IO);
        client = polling;

        assertThat(polling.poll().summary()).isEqualTo("200 2");
        assertThat(polling.poll().summary()).isEqualTo("200 1");
        polling.expectGone();
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void keepsSessionThatAnswersPings(Wire wire) {
        client = wire.open(SERVER, EngineClient.SOCKET_IO);
        client.connect();
        client.expect("42[\"auth\",{}]");

        client.send("42[\"wait\",900]");

        client.expect("42[\"waited\"]");
    }

    @Test
    void ignoresHttpRequestsAfterUpgrade() {
        PollingClient polling = new PollingClient(SERVER, EngineClient.ENGINE_IO);
        client = polling;
        RawWebSocket socket = polling.probe();
        socket.send("5", "4upgraded");
        socket.expect("4upgraded");

        assertThat(polling.poll().status()).isEqualTo(400);

        socket.send("4hello");
        socket.expect("4hello");
        socket.close();
    }

    @Test
    void ignoresWebSocketsAfterUpgrade() {
        PollingClient polling = new PollingClient(SERVER, EngineClient.ENGINE_IO);
        client = polling;
        RawWebSocket socket = polling.probe();
        socket.send("5", "4upgraded");
        socket.expect("4upgraded");

        RawWebSocket.connect(SERVER.port(), polling.webSocketTarget()).expectClose(RawWebSocket.NO_CODE);

        socket.send("4hello");
        socket.expect("4hello");
        socket.close();
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(delimiter = '|', textBlock = """
            /       | ''                | {}
            /       | {"token":"123"}   | {"token":"123"}
            /custom | ''                | {}
            /custom | {"token":"abc"}   | {"token":"abc"}
            """)
    void connectsToNamespace(String namespace, String sent, String auth) {
        for (Wire wire : Wire.values()) {
            client = wire.open(SERVER);

            client.connect(namespace, sent);

            client.expect("42" + (namespace.equals("/") ? "" : namespace + ",") + "[\"auth\"," + auth + "]");
            client.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void refusesUnknownNamespace(Wire wire) {
        client = wire.open(SERVER);

        client.send("40/random");

        client.expect("44/random,{\"message\":\"Invalid namespace\"}");
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void closesOnInvalidHandshake(Wire wire) {
        client = wire.open(SERVER);

        client.send("4abc");

        client.expectClosed();
    }

    @Test
    void closesWhenNoNamespaceIsJoined() {
        client = Wire.WEBSOCKET.open(SERVER);

        client.expectClosed();
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void leavesCustomNamespace(Wire wire) {
        connectedToMain(wire);
        client.connect("/custom", "");
        client.expect("42/custom,[\"auth\",{}]");

        client.send("41/custom", "42[\"message\",\"message to main namespace\"]");

        client.expect("42[\"message-back\",\"message to main namespace\"]");
    }

    @ParameterizedTest(name = "{0}: {1} is answered with {2}")
    @CsvSource(delimiter = ';', textBlock = """
            42["message",1,"2",{"3":[true]}]               ; 42["message-back",1,"2",{"3":[true]}]
            42456["message-with-ack",1,"2",{"3":[false]}]  ; 43456[1,"2",{"3":[false]}]
            452-["message",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]|bAQID|bBAUG ; 452-["message-back",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]|bAQID|bBAUG
            452-789["message-with-ack",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]|bAQID|bBAUG ; 462-789[{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]|bAQID|bBAUG
            """)
    void answers(String sent, String received) {
        for (Wire wire : Wire.values()) {
            connectedToMain(wire);

            client.send(sent.split("\\|"));

            client.expect(received.split("\\|"));
            client.close();
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"4abc", "42{}", "42[]", "42null", "42[\"message\"", "40"})
    void closesOn(String packet) {
        for (Wire wire : Wire.values()) {
            connectedToMain(wire);

            client.send(packet);

            client.expectClosed();
            client.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void closesOnBinaryThatNobodyAnnounced(Wire wire) {
        connectedToMain(wire);

        client.send(
                "452-[\"message\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]", "42[\"x\"]");

        client.expectClosed();
    }

    private void connectedToMain(Wire wire) {
        client = wire.open(SERVER);
        client.connect();
        client.expect("42[\"auth\",{}]");
    }
}
