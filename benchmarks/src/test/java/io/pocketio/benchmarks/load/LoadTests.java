package io.pocketio.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.benchmarks.server.BenchmarkServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each load once, small, and short. */
@SpringBootTest(classes = BenchmarkServer.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class LoadTests {

    @LocalServerPort
    int port;

    @TempDir
    Path out;

    @Test
    void stormFindsNothingLostWhereNobodyStalls() throws Exception {
        Options options = options(
                "--healthy", "5", "--stalled", "0", "--warm-up-seconds", "1", "--seconds", "1", "--after-seconds", "1");

        assertThat(new Storm(StormSettings.of(options)).run(TargetSettings.of("storm", options)))
                .isTrue();
        JsonNode figures = figures("storm");
        assertThat(figures.get("calm_ms").get("32 B").get("count").asLong()).isPositive();
        assertThat(figures.get("broadcasts").asLong()).isPositive();
    }

    @Test
    void floodIsPausedAndHandledInOrder() throws Exception {
        Options options = options("--handlers", "slow", "--others", "5", "--seconds", "1", "--size", "4096");

        assertThat(new Flood(FloodSettings.of(options)).run(TargetSettings.of("flood", options)))
                .isTrue();
        JsonNode flood = figures("flood").get("slow");
        assertThat(flood.get("answered").asLong())
                .isPositive()
                .isEqualTo(flood.get("sent").asLong());
    }

    private Options options(String... load) {
        List<String> arguments = new ArrayList<>(List.of(load));
        arguments.addAll(List.of("--port", String.valueOf(port), "--out", out.toString()));
        return Options.parse(arguments.toArray(String[]::new), 0);
    }

    private JsonNode figures(String load) throws Exception {
        List<String> lines = Files.readAllLines(out.resolve(load + ".txt"));
        return JsonMapper.shared().readTree(lines.get(lines.size() - 1));
    }
}
