package io.pocketio.guide.older;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The table of clients in the guide names nothing but what the interoperability tests run. */
class ClientTableTests {

    private static final Path PAGE = Path.of("../docs/guide/older-clients.md");
    private static final Path STARTER_TESTS = Path.of("../pocketio-spring-boot-starter/src/test");
    private static final Pattern CELL = Pattern.compile("`((?:Java|Python|\\d+\\.\\d+\\.\\d+) [^`]*)`");

    private static final Pattern NODE = Pattern.compile("node\\(port, \"([^\"]+)\", ([^)]*)\\)");
    private static final Pattern CHROMIUM = Pattern.compile("\"(socket\\.io-client[^\":]*):([a-z-]+)\"");
    private static final Pattern JAVA = Pattern.compile("java\\(port, \"([^\"]+)\"");
    private static final Pattern PYTHON = Pattern.compile("\"((?:python-socketio|socketIO-client):[a-z]+)\"");
    private static final List<String> MODERN = List.of("polling", "websocket", "upgrade");

    @Test
    void namesTheColumnsOfTheTests() throws IOException {
        Set<String> named = new TreeSet<>();
        Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("|"))
                .flatMap(line -> CELL.matcher(line).results())
                .forEach(cell -> named.add(cell.group(1)));

        assertThat(named).hasSizeGreaterThan(30).isSubsetOf(run());
    }

    /** As {@code GenerationsTests} prints them. */
    private static Set<String> run() throws IOException {
        String programs = Files.readString(STARTER_TESTS.resolve("java/io/pocketio/interop/ClientPrograms.java"));
        JsonNode versions = JsonMapper.shared()
                .readTree(STARTER_TESTS.resolve("client/package.json").toFile())
                .get("dependencies");
        Set<String> run = new TreeSet<>();
        NODE.matcher(programs)
                .results()
                .flatMap(program -> ways(program.group(2)).map(way -> version(versions, program) + " " + way))
                .forEach(run::add);
        CHROMIUM.matcher(programs)
                .results()
                .map(program -> version(versions, program) + " " + program.group(2) + " in Chromium")
                .forEach(run::add);
        JAVA.matcher(programs)
                .results()
                .flatMap(program -> MODERN.stream().map(way -> "Java " + program.group(1) + " " + way))
                .forEach(run::add);
        PYTHON.matcher(programs)
                .results()
                .map(program -> "Python " + program.group(1).replace(':', ' '))
                .forEach(run::add);
        return run;
    }

    private static String version(JsonNode versions, MatchResult program) {
        String version = versions.get(program.group(1)).asString();
        return version.substring(version.lastIndexOf('@') + 1);
    }

    private static Stream<String> ways(String written) {
        return written.equals("MODERN")
                ? MODERN.stream()
                : Arrays.stream(written.split(", ")).map(way -> way.replace("\"", ""));
    }
}
