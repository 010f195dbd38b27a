package io.pocketio.benchmarks.load;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * How much more memory, in MiB, a server has at the end of a soak than when it was steady.
 *
 * @param since the minute of the first line that was compared
 */
record SoakGrowth(long since, double heap, double direct) {

    /** Until which everything has been compiled and every pool has its size. */
    private static final int STEADY_MINUTE = 5;

    /** Of medians, at both ends. */
    private static final int LINES = 3;

    /** Lines without a collection do not count, as their heap is mostly garbage; none when fewer than two are left. */
    static Optional<SoakGrowth> of(List<SoakLine> all) {
        List<SoakLine> lines = all.stream().filter(SoakLine::collected).toList();
        if (lines.size() < 2) {
            return Optional.empty();
        }
        int early = (int)
                lines.stream().filter(line -> line.minute() < STEADY_MINUTE).count();
        List<SoakLine> steady = lines.subList(Math.min(early, lines.size() - 2), lines.size());
        return Optional.of(new SoakGrowth(
                steady.get(0).minute(), growth(steady, SoakLine::heap), growth(steady, SoakLine::direct)));
    }

    private static double growth(List<SoakLine> steady, ToDoubleFunction<SoakLine> figure) {
        int size = steady.size();
        double last = median(steady.subList(Math.max(1, size - LINES), size), figure);
        double first = median(steady.subList(0, Math.min(LINES, size - 1)), figure);
        return Math.round((last - first) * 10) / 10.0;
    }

    private static double median(List<SoakLine> some, ToDoubleFunction<SoakLine> figure) {
        double[] sorted = some.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
