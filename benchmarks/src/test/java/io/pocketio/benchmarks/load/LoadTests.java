package io.pocketio.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.benchmarks.server.BenchmarkServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each load once, small, and short. */
@SpringBootTest(
        classes = BenchmarkServer.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "pocketio.max-total-outbound-buffer=4MB")
class LoadTests {

    @LocalServerPort
    int port;

    @TempDir
    Path out;

    @Test
    void stormFindsNothingLostWhereNobodyStalls() throws Exception {
        assertThat(run(storm(0, List.of(32)))).isTrue();

        JsonNode figures = figures("storm");
        assertThat(figures.get("calm_ms").get("32 B").get("count").asLong()).isPositive();
        assertThat(figures.get("broadcasts").asLong()).isPositive();
    }

    @Test
    void stormEndsWhenThoseThatStallAreDisconnectedAsTooSlow() throws Exception {
        assertThat(run(storm(3, List.of(32, 65_536)))).isTrue();

        JsonNode figures = figures("storm");
        assertThat(figures.get("stalled_disconnects")
                        .get("outbound buffer overflow")
                        .asInt())
                .isEqualTo(3);
        assertThat(figures.get("peak_outbound_mib").asDouble()).isPositive();
    }

    @Test
    void floodIsPausedAndHandledInOrder() throws Exception {
        FloodSettings settings = new FloodSettings(
                List.of("slow"), Duration.ZERO, Duration.ofMillis(500), 5, 20, 16_384, Duration.ofSeconds(60));

        assertThat(new Flood(settings).run(target("flood"))).isTrue();

        JsonNode flood = figures("flood").get("slow");
        assertThat(flood.get("answered").asLong())
                .isPositive()
                .isEqualTo(flood.get("sent").asLong());
    }

    @Test
    void soakOfAMinuteLeavesNothingBehindAndSaysThatItComparesNoMemory() throws Exception {
        SoakSettings settings = new SoakSettings(1, 30, 40, 10, 1, 0, 0, Duration.ofMillis(500));

        assertThat(new Soak(settings).run(target("soak"))).isTrue();

        assertThat(figures("soak").get("seen").get("checked").asLong()).isPositive();
        assertThat(Files.readString(out.resolve("soak.txt"))).contains("memory: nothing to compare");
    }

    /** Only those that stall make it long, and only until they are disconnected. */
    private static Storm storm(int stalled, List<Integer> sizes) {
        Duration phase = Duration.ofMillis(300);
        return new Storm(new StormSettings(5, stalled, 50, sizes, Duration.ZERO, phase, Duration.ofSeconds(40), phase));
    }

    private boolean run(Storm storm) throws Exception {
        return storm.run(target("storm"));
    }

    private TargetSettings target(String load) {
        Options options = Options.parse(new String[] {"--port", String.valueOf(port), "--out", out.toString()}, 0);
        return TargetSettings.of(load, options);
    }

    private JsonNode figures(String load) throws Exception {
        List<String> lines = Files.readAllLines(out.resolve(load + ".txt"));
        return JsonMapper.shared().readTree(lines.get(lines.size() - 1));
    }
}
