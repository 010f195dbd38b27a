package io.pocketio.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DynamicNode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A program that does checks with clients and says so, one JSON document a line: first, for each column, {@code column} and
 * {@code plan}, the names of the checks; then {@code column}, {@code name}, {@code ok} and, for what has failed, {@code error}.
 */
final class ClientProgram implements Callable<List<ClientProgram.Column>> {

    private static final int LIMIT_SECONDS = 600;
    private static final String NOTHING_SAID = "The program ended before it said anything about this";

    /** What became of the checks with one client on one way: for each check why it failed, or an empty text. */
    record Column(String name, Map<String, String> failures) {

        long passed() {
            return failures.values().stream().filter(String::isEmpty).count();
        }

        DynamicNode tests() {
            return dynamicContainer(
                    name,
                    failures.entrySet().stream()
                            .map(check -> dynamicTest(check.getKey(), () -> expectEmpty(check.getValue()))));
        }

        private static void expectEmpty(String failure) {
            if (!failure.isEmpty()) {
                fail(failure);
            }
        }
    }

    private final String what;
    private final Path folder;
    private final List<String> command;

    ClientProgram(String what, Path folder, List<String> command) {
        this.what = what;
        this.folder = folder;
        this.command = command;
    }

    @Override
    public List<Column> call() {
        Map<String, Column> columns = new LinkedHashMap<>();
        Column end = new Column(what, new LinkedHashMap<>());
        try (NodeWorkspace.Script running = NodeWorkspace.Script.start(command, folder)) {
            running.endAfter(LIMIT_SECONDS);
            for (String line = running.nextLine(); line != null; line = running.nextLine()) {
                read(JsonMapper.shared().readTree(line), columns);
            }
            int exitValue = running.exitValue();
            if (exitValue != 0 || columns.isEmpty()) {
                end.failures().put("ends well", "exit value " + exitValue);
                columns.put("", end);
            }
        }
        return new ArrayList<>(columns.values());
    }

    private static void read(JsonNode line, Map<String, Column> columns) {
        String name = line.get("column").asString();
        Map<String, String> failures = columns.computeIfAbsent(name, any -> new Column(name, new LinkedHashMap<>()))
                .failures();
        if (line.has("plan")) {
            line.get("plan").forEach(check -> failures.put(check.asString(), NOTHING_SAID));
            assertThat(failures).as("names of checks").hasSize(line.get("plan").size());
        } else {
            failures.put(
                    line.get("name").asString(),
                    line.get("ok").asBoolean() ? "" : line.get("error").asString());
        }
    }
}
