package io.pocketio.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The list of differences is that of the guide, and each is proven by a row. */
class KnownDifferenceTests {

    private static final Path GUIDE = Path.of("..", "docs", "guide", "older-clients.md");
    private static final Path ROWS = Path.of("src", "test", "java", "io", "pocketio", "interop");

    @ParameterizedTest
    @EnumSource
    void isInTheGuide(KnownDifference difference) throws IOException {
        assertThat(Files.readString(GUIDE)).contains("| " + difference.reason() + " |");
    }

    @ParameterizedTest
    @EnumSource
    void isProvenByARow(KnownDifference difference) throws IOException {
        try (Stream<Path> files = Files.list(ROWS)) {
            assertThat(files.filter(file -> file.toString().endsWith("ConformanceTests.java")))
                    .anySatisfy(file -> assertThat(Files.readString(file)).contains(difference.name() + ","));
        }
    }
}
