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
            List.of("emission", "middleware", "namespaces", "listeners", "steering", "hooks");
    private static final List<String> THEMES =
            List.of("emission", "middleware", "namespaces", "listeners", "annotated", "steering", "hooks");
    private static final int AT_LEAST = 122;

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

    @TestFactory
    Stream<DynamicNode> opensWebSocketsToTwoNodes() {
        return cluster("websocket");
    }

    @TestFactory
    Stream<DynamicNode> pollsTwoNodes() {
        return cluster("polling");
    }

    /** The reference server is alone: its adapters for clusters want a process for each node. */
    private static Stream<DynamicNode> cluster(String way) {
        InteropServer.notAsReference("is no cluster");
        Map<String, Object> settings = Map.of(
                "port",
                InteropServer.FIRST_NODE.port(),
                "ports",
                Map.of("other", InteropServer.SECOND_NODE.port()),
                "way",
                way,
                "parser",
                "json",
                "themes",
                List.of("cluster"),
                "reference",
                false);
        return NodeChecks.run(
                "Cluster of two nodes over " + way,
                20,
                "api-checks.js",
                JsonMapper.shared().writeValueAsString(settings));
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
