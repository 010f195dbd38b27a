package io.pocketio.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes a test of each check of a Node script. */
final class NodeChecks {

    private NodeChecks() {}

    /** Runs the script to its end. A check that it has announced and says nothing about has failed. */
    static Stream<DynamicNode> run(String what, int atLeast, String script, String... arguments) {
        Instant start = Instant.now();
        Map<String, String> failures = new LinkedHashMap<>();
        try (NodeWorkspace.Script running = NodeWorkspace.start(script, arguments)) {
            JsonNode plan = read(running.readLine()).get("plan");
            plan.forEach(name -> failures.put(name.asString(), "The script ended before it said anything about this"));
            assertThat(failures).as("names of checks").hasSize(plan.size());
            for (String line = running.nextLine(); line != null; line = running.nextLine()) {
                JsonNode result = read(line);
                if (result.has("say")) {
                    System.out.println(result.get("say").asString());
                    continue;
                }
                failures.put(
                        result.get("name").asString(),
                        result.get("ok").asBoolean() ? "" : result.get("error").asString());
            }
            assertThat(running.exitValue()).as("exit value of the script").isZero();
        }
        assertThat(failures).hasSizeGreaterThanOrEqualTo(atLeast);
        System.out.printf(
                "%s: %d of %d checks passed in %d ms%n",
                what,
                failures.values().stream().filter(String::isEmpty).count(),
                failures.size(),
                Duration.between(start, Instant.now()).toMillis());
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
