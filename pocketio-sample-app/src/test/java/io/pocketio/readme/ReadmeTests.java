package io.pocketio.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The README shows what is compiled here, line by line. */
class ReadmeTests {

    private static final Path SOURCES = Path.of("src/test/java/io/pocketio/readme");
    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

    static List<String> snippets() throws IOException {
        return JAVA_BLOCK
                .matcher(Files.readString(Path.of("../README.md")))
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void showsCodeThatIsCompiled(String snippet) throws IOException {
        try (Stream<Path> sources = Files.list(SOURCES)) {
            assertThat(sources.map(ReadmeTests::read))
                    .anySatisfy(source -> assertThat(source).contains(withoutIndentation(snippet)));
        }
    }

    private static String read(Path source) {
        try {
            return withoutIndentation(Files.readString(source));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String withoutIndentation(String code) {
        return code.lines().map(String::strip).collect(Collectors.joining("\n"));
    }
}
