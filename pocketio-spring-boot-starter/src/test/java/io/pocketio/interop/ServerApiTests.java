package io.pocketio.interop;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole server API, as the official JavaScript client sees it over each transport and with each parser: each check of the
 * {@code api-*.js} is a test.
 */
class ServerApiTests {

    private static final List<String> REFERENCE_THEMES =
            List.of("emission", "middleware", "namespaces", "listeners", "steering");
    private static final List<String> THEMES =
            List.of("emission", "middleware", "namespaces", "listeners", "annotated", "steering");
    private static final int AT_LEAST = 120;

    @TestFactory
    Stream<DynamicNode> opensWebSocket() {
        return checks(InteropServer.API, "websocket", "json");
    }

    @TestFactory
    Stream<DynamicNode> polls() {
        return checks(InteropServer.API, "polling", "json");
    }

    @TestFactory
    Stream<DynamicNode> opensWebSocketAndSpeaksMessagePack() {
        return checks(InteropServer.API_MSGPACK, "websocket", "msgpack");
    }

    @TestFactory
    Stream<DynamicNode> pollsAndSpeaksMessagePack() {
        return checks(InteropServer.API_MSGPACK, "polling", "msgpack");
    }

    private static Stream<DynamicNode> checks(InteropServer server, String way, String parser) {
        Map<String, Object> settings = Map.of(
                "port",
                server.port(),
                "way",
                way,
                "parser",
                parser,
                "themes",
                InteropServer.isReference() ? REFERENCE_THEMES : THEMES,
                "reference",
                InteropServer.isReference());
        return NodeChecks.run(
                "Server API over " + way + " in " + parser,
                AT_LEAST,
                "api-checks.js",
                JsonMapper.shared().writeValueAsString(settings));
    }
}
