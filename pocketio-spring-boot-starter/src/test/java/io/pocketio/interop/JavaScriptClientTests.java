package io.pocketio.interop;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** The official JavaScript client, of several versions and over each way: each check of {@code client-checks.js} is a test. */
class JavaScriptClientTests {

    private static final String CURRENT = "socket.io-client";
    private static final String FIRST_OF_4 = "socket.io-client-4.0";
    private static final String LAST_OF_3 = "socket.io-client-3.1";

    @TestFactory
    Stream<DynamicNode> pollsWithCurrentClient() {
        return checks(CURRENT, "polling", 50);
    }

    @TestFactory
    Stream<DynamicNode> opensWebSocketWithCurrentClient() {
        return checks(CURRENT, "websocket", 50);
    }

    @TestFactory
    Stream<DynamicNode> upgradesWithCurrentClient() {
        return checks(CURRENT, "upgrade", 51);
    }

    @TestFactory
    Stream<DynamicNode> compressesMessagesWithCurrentClient() {
        return checks(InteropServer.COMPRESSED, CURRENT, "websocket", 51, "compressed");
    }

    @TestFactory
    Stream<DynamicNode> upgradesToCompressedMessagesWithCurrentClient() {
        return checks(InteropServer.COMPRESSED, CURRENT, "upgrade", 52, "compressed");
    }

    @TestFactory
    Stream<DynamicNode> opensWebSocketAndSpeaksMessagePackWithCurrentClient() {
        return checks(
                InteropServer.API_MSGPACK, InteropServer.QUICK_PINGS_MSGPACK, CURRENT, "websocket", 45, "msgpack");
    }

    @TestFactory
    Stream<DynamicNode> pollsAndSpeaksMessagePackWithCurrentClient() {
        return checks(InteropServer.API_MSGPACK, InteropServer.QUICK_PINGS_MSGPACK, CURRENT, "polling", 45, "msgpack");
    }

    @TestFactory
    Stream<DynamicNode> pollsWithFirstClientOfVersion4() {
        return checks(FIRST_OF_4, "polling", 40);
    }

    @TestFactory
    Stream<DynamicNode> upgradesWithFirstClientOfVersion4() {
        return checks(FIRST_OF_4, "upgrade", 40);
    }

    @TestFactory
    Stream<DynamicNode> opensWebSocketWithLastClientOfVersion3() {
        return checks(LAST_OF_3, "websocket", 40);
    }

    @TestFactory
    Stream<DynamicNode> upgradesWithLastClientOfVersion3() {
        return checks(LAST_OF_3, "upgrade", 40);
    }

    private static Stream<DynamicNode> checks(String client, String way, int atLeast) {
        return checks(InteropServer.DEFAULTS, client, way, atLeast, "");
    }

    private static Stream<DynamicNode> checks(
            InteropServer server, String client, String way, int atLeast, String word) {
        return checks(server, InteropServer.QUICK_PINGS, client, way, atLeast, word);
    }

    private static Stream<DynamicNode> checks(
            InteropServer server, InteropServer quick, String client, String way, int atLeast, String word) {
        return NodeChecks.run(
                client + " over " + way + (word.isEmpty() ? "" : ", " + word),
                atLeast,
                "client-checks.js",
                String.valueOf(server.port()),
                String.valueOf(quick.port()),
                client,
                way,
                word);
    }
}
