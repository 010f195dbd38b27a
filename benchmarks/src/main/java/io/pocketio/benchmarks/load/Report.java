package io.pocketio.benchmarks.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What a load has found: lines to read as they come, and in the end one line of JSON. Confined to one thread. */
final class Report {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Map<String, Object> figures = new LinkedHashMap<>();
    private final List<String> failures = new ArrayList<>();
    private final Path file;

    Report(TargetSettings settings) throws IOException {
        Files.createDirectories(settings.out());
        file = settings.out().resolve(settings.load() + ".txt");
        Files.deleteIfExists(file);
        figures.put("load", settings.load());
        figures.put("server_flags", String.join(" ", settings.flags()));
    }

    void line(String text) throws IOException {
        System.out.println(text);
        Files.writeString(
                file,
                text + System.lineSeparator(),
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    void figure(String name, Object value) {
        figures.put(name, value);
    }

    /** A line, and the figure for the JSON. */
    void figure(String name, Object value, String text) throws IOException {
        figure(name, value);
        line(text + value);
    }

    /** Fails the load unless it holds. */
    void require(boolean holds, String requirement) throws IOException {
        line((holds ? "ok      " : "FAILED  ") + requirement);
        if (!holds) {
            failures.add(requirement);
        }
    }

    /** Writes the JSON; says whether all requirements hold. */
    boolean end() throws IOException {
        figures.put("ok", failures.isEmpty());
        figures.put("failures", failures);
        line(JSON.writeValueAsString(figures));
        return failures.isEmpty();
    }
}
