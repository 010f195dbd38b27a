package io.pocketio.benchmarks.codec;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** Results as a table in Markdown: time and allocation of each operation, and how many times those of Jackson. Immutable. */
final class ComparisonTable {

    private static final String LIMIT = "Jackson";

    /** In the names of benchmarks whose limit is that of the same without it. */
    private static final String OTHER_PARSER = "Msgpack";

    private static final String ALLOCATION = "gc.alloc.rate.norm";
    private static final String HEAD = """

            | benchmark | ns/op | B/op | Jackson, ns/op | Jackson, B/op | times the time | times the bytes |
            |---|---:|---:|---:|---:|---:|---:|
            """;

    private final Map<Operation, Figures> figures = new LinkedHashMap<>();

    private record Operation(String benchmark, String method, String parameters) {

        static Operation of(BenchmarkParams params) {
            String[] path = params.getBenchmark().split("\\.");
            String parameters = params.getParamsKeys().stream()
                    .map(key -> " " + params.getParam(key))
                    .collect(Collectors.joining());
            return new Operation(path[path.length - 2].replace("Benchmark", ""), path[path.length - 1], parameters);
        }

        boolean isLimit() {
            return method.endsWith(LIMIT);
        }

        Operation limit() {
            return new Operation(benchmark, method.replace(OTHER_PARSER, "") + LIMIT, parameters);
        }

        @Override
        public String toString() {
            return benchmark + " " + method + parameters;
        }
    }

    private record Figures(double time, double bytes) {

        static final Figures NONE = new Figures(Double.NaN, Double.NaN);

        static Figures of(RunResult result) {
            Result<?> allocation = result.getSecondaryResults().get(ALLOCATION);
            double bytes = allocation == null ? Double.NaN : allocation.getScore();
            return new Figures(result.getPrimaryResult().getScore(), bytes);
        }
    }

    ComparisonTable(Collection<RunResult> results) {
        for (RunResult result : results) {
            figures.put(Operation.of(result.getParams()), Figures.of(result));
        }
    }

    @Override
    public String toString() {
        return figures.keySet().stream()
                .filter(operation -> !operation.isLimit())
                .map(this::row)
                .collect(Collectors.joining("", HEAD, ""));
    }

    private String row(Operation operation) {
        Figures own = figures.getOrDefault(operation, Figures.NONE);
        Figures limit = figures.getOrDefault(operation.limit(), Figures.NONE);
        return "| " + operation + " | " + number("%,.0f", own.time()) + " | " + number("%,.0f", own.bytes()) + " | "
                + number("%,.0f", limit.time()) + " | " + number("%,.0f", limit.bytes()) + " | "
                + number("%.2f", own.time() / limit.time()) + " | " + number("%.2f", own.bytes() / limit.bytes())
                + " |\n";
    }

    private static String number(String format, double number) {
        return Double.isNaN(number) ? "" : String.format(Locale.ROOT, format, number);
    }
}
