package io.pocketio.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The official JavaScript client, of several versions and over each way: each check of {@code client-checks.js} is a test. */
class JavaScriptClientTests {

    private static final String CURRENT = "socket.io-client";
    private static final String FIRST_OF_4 = "socket.io-client-4.0";
    private static final String LAST_OF_3 = "socket.io-client-3.1";

    @TestFactory
    Stream<DynamicNode> pollsWithCurrentClient() throws InterruptedException {
        return checks(CURRENT, "polling", 50);
    }

    @TestFactory
    Stream<DynamicNode> opensWebSocketWithCurrentClient() throws InterruptedException {
        return checks(CURRENT, "websocket", 50);
    }

    @TestFactory
    Stream<DynamicNode> upgradesWithCurrentClient() throws InterruptedException {
        return checks(CURRENT, "upgrade", 51);
    }

    @TestFactory
    Stream<DynamicNode> pollsWithFirstClientOfVersion4() throws InterruptedException {
        return checks(FIRST_OF_4, "polling", 40);
    }

    @TestFactory
    Stream<DynamicNode> upgradesWithFirstClientOfVersion4() throws InterruptedException {
        return checks(FIRST_OF_4, "upgrade", 40);
    }

    @TestFactory
    Stream<DynamicNode> opensWebSocketWithLastClientOfVersion3() throws InterruptedException {
        return checks(LAST_OF_3, "websocket", 40);
    }

    @TestFactory
    Stream<DynamicNode> upgradesWithLastClientOfVersion3() throws InterruptedException {
        return checks(LAST_OF_3, "upgrade", 40);
    }

    /** Runs the script to its end. A check that it has announced and says nothing about has failed. */
    private static Stream<DynamicNode> checks(String client, String way, int atLeast) throws InterruptedException {
        Map<String, String> failures = new LinkedHashMap<>();
        try (NodeWorkspace.Script script = NodeWorkspace.start(
                "client-checks.js",
                String.valueOf(InteropServer.DEFAULTS.port()),
                String.valueOf(InteropServer.QUICK_PINGS.port()),
                client,
                way)) {
            JsonNode plan = read(script.readLine()).get("plan");
            plan.forEach(name -> failures.put(name.asString(), "The script ended before it said anything about this"));
            for (String line = script.nextLine(); line != null; line = script.nextLine()) {
                JsonNode result = read(line);
                String name = result.get("name").asString();
                failures.put(
                        name,
                        result.get("ok").asBoolean() ? "" : result.get("error").asString());
            }
            assertThat(script.exitValue()).as("exit value of the script").isZero();
        }
        assertThat(failures).hasSizeGreaterThanOrEqualTo(atLeast);
        return failures.entrySet().stream()
                .map(entry -> dynamicTest(entry.getKey(), () -> {
                    if (!entry.getValue().isEmpty()) {
                        fail(entry.getValue());
                    }
                }));
    }

    private static JsonNode read(String line) {
        return JsonMapper.shared().readTree(line);
    }
}
