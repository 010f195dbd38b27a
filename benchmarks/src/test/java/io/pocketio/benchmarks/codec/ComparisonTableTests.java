package io.pocketio.benchmarks.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

class ComparisonTableTests {

    @Test
    void setsEachBenchmarkBesideJackson() throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include("EventBenchmark.encode")
                        .param("size", "32")
                        .addProfiler(GCProfiler.class)
                        .forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(10))
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();

        String figures = "(\\| [\\d,]+ ){4}(\\| \\d+\\.\\d\\d ){2}\\|";
        assertThat(new ComparisonTable(results).toString().lines().skip(3))
                .satisfiesExactly(
                        row -> assertThat(row).matches("\\| Event encode 32 " + figures),
                        row -> assertThat(row).matches("\\| Event encodeMsgpack 32 " + figures));
    }
}
