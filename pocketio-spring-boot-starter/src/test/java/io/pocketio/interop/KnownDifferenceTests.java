package io.pocketio.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of differences in the guide, its servers among them, is what the rows prove. */
class KnownDifferenceTests {

    private static final Path GUIDE = Path.of("..", "docs", "guide", "older-clients.md");
    private static final String HEAD = "| Node | here |\n|---|---|\n";

    @Test
    void areThoseOfTheGuide() throws IOException {
        String guide = Files.readString(GUIDE);
        String table = guide.substring(guide.indexOf(HEAD) + HEAD.length());

        assertThat(table.lines().takeWhile(line -> line.startsWith("|")))
                .containsExactlyElementsOf(Arrays.stream(KnownDifference.values())
                        .map(KnownDifferenceTests::line)
                        .toList());
    }

    private static String line(KnownDifference difference) {
        List<String> versions = rows().flatMap(rows -> rows.differing(difference))
                .sorted()
                .map(server -> server.title().replace("Node ", ""))
                .distinct()
                .toList();
        assertThat(versions).as("servers that differ by " + difference).isNotEmpty();
        return "| " + String.join(", ", versions) + " | " + difference.reason() + " |";
    }

    private static Stream<ProtocolRows<?>> rows() {
        return Stream.of(
                EngineIo3HandshakeConformanceTests.ROWS,
                EngineIo3HeartbeatConformanceTests.ROWS,
                EngineIo3PacketConformanceTests.ROWS,
                EngineIo3PollingConformanceTests.ROWS,
                EngineIo3UpgradeConformanceTests.ROWS,
                EngineIo3UpgradeConformanceTests.QUICK_ROWS,
                OlderGuardConformanceTests.ENGINE_IO_3,
                OlderGuardConformanceTests.SOCKET_0_9,
                Socket09MoveConformanceTests.MOVES,
                Socket09MoveConformanceTests.SILENCE,
                Socket09PacketConformanceTests.ROWS,
                Socket09TransportConformanceTests.ROWS);
    }
}
