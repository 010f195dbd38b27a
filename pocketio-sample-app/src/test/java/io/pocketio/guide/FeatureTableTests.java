package io.pocketio.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code docs/features.md} names as ours exists, and so does the test that proves it. */
class FeatureTableTests {

    private static final Path ROOT = Path.of("..");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern MEMBER = Pattern.compile("@?(\\w+)(?:#(\\w+))?");
    private static final Pattern PROPERTY = Pattern.compile("pocketio\\.[a-z.-]+");
    private static final Pattern CHECK = Pattern.compile("([\\w-]+\\.js): (.+)");

    private static final Map<String, List<Path>> MAIN_SOURCES = sources("src/main/java");
    private static final Map<String, List<Path>> TEST_SOURCES = sources("src/test");

    static List<Named<Row>> rows() throws IOException {
        return Files.readAllLines(ROOT.resolve("docs/features.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| feature"))
                .map(Row::parse)
                .map(row -> Named.of(row.feature(), row))
                .toList();
    }

    @Test
    void listsTheFeatures() throws IOException {
        assertThat(rows()).hasSizeGreaterThan(60);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void namesWhatExists(Row row) {
        assertThat(row.ours()).isNotBlank();
        for (String code : row.codeOf(row.ours())) {
            if (PROPERTY.matcher(code).matches()) {
                assertThat(DocumentationTests.knownProperties()).contains(code);
            } else {
                assertExists(MAIN_SOURCES, code);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void namesTestsThatExist(Row row) {
        assertThat(row.proof()).isNotBlank();
        for (String code : row.codeOf(row.proof())) {
            Matcher check = CHECK.matcher(code);
            if (check.matches()) {
                assertThat(TEST_SOURCES).containsKey(check.group(1));
                assertThat(TEST_SOURCES.get(check.group(1)))
                        .anyMatch(file -> read(file).contains('"' + check.group(2) + '"'));
            } else {
                assertExists(TEST_SOURCES, code);
            }
        }
    }

    /** A row either has something of ours and a test, or says why not. */
    @ParameterizedTest
    @MethodSource("rows")
    void leavesNothingWithoutAReason(Row row) {
        boolean absent = row.ours().startsWith("none");
        assertThat(absent || !row.codeOf(row.proof()).isEmpty()).isTrue();
        assertThat(!absent || row.ours().startsWith("none: ")).isTrue();
    }

    private static void assertExists(Map<String, List<Path>> sources, String code) {
        Matcher member = MEMBER.matcher(code);
        assertThat(member.matches()).as(code).isTrue();
        assertThat(sources).containsKey(member.group(1) + ".java");
        if (member.group(2) != null) {
            Pattern declaration = Pattern.compile("\\b" + member.group(2) + "\\(");
            assertThat(sources.get(member.group(1) + ".java"))
                    .as(code)
                    .anyMatch(file -> declaration.matcher(read(file)).find());
        }
    }

    /** Files of all modules by their names. */
    private static Map<String, List<Path>> sources(String folder) {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.map(module -> module.resolve(folder))
                    .filter(Files::isDirectory)
                    .flatMap(FeatureTableTests::files)
                    .collect(Collectors.groupingBy(file -> file.getFileName().toString()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    record Row(String feature, String ours, String proof) {

        static Row parse(String line) {
            List<String> cells = Arrays.stream(line.substring(1).split("\\|", -1))
                    .map(String::strip)
                    .toList();
            assertThat(cells).as(line).hasSize(4);
            return new Row(cells.get(0), cells.get(1), cells.get(2));
        }

        List<String> codeOf(String cell) {
            return CODE.matcher(cell).results().map(code -> code.group(1)).toList();
        }
    }
}
