package io.pocketio.benchmarks.startup;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one start has taken, or the medians of several.
 *
 * @param readyMillis from the start of the process until the application listens
 * @param bootMillis what Boot says of that
 * @param cpuMillis of all threads until then, those of the compiler and the collector among them
 * @param rssMegabytes resident memory, half a second later: most of it is garbage, as much as the collector had left there
 * @param rssCollectedMegabytes after a collection
 * @param heapMegabytes what is left after a collection
 * @param allocatedMegabytes by the thread that starts the application
 * @param classes that have been loaded
 * @param threads of Java
 */
record StartupFigures(
        double readyMillis,
        double bootMillis,
        double cpuMillis,
        double rssMegabytes,
        double rssCollectedMegabytes,
        double heapMegabytes,
        double allocatedMegabytes,
        double classes,
        double threads) {

    static StartupFigures medians(List<StartupFigures> runs) {
        return new StartupFigures(
                median(runs, StartupFigures::readyMillis),
                median(runs, StartupFigures::bootMillis),
                median(runs, StartupFigures::cpuMillis),
                median(runs, StartupFigures::rssMegabytes),
                median(runs, StartupFigures::rssCollectedMegabytes),
                median(runs, StartupFigures::heapMegabytes),
                median(runs, StartupFigures::allocatedMegabytes),
                median(runs, StartupFigures::classes),
                median(runs, StartupFigures::threads));
    }

    private static double median(List<StartupFigures> runs, ToDoubleFunction<StartupFigures> figure) {
        double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return Arrays.stream(sorted, (sorted.length - 1) / 2, middle + 1)
                .average()
                .orElse(Double.NaN);
    }

    StartupFigures minus(StartupFigures other) {
        return new StartupFigures(
                readyMillis - other.readyMillis,
                bootMillis - other.bootMillis,
                cpuMillis - other.cpuMillis,
                rssMegabytes - other.rssMegabytes,
                rssCollectedMegabytes - other.rssCollectedMegabytes,
                heapMegabytes - other.heapMegabytes,
                allocatedMegabytes - other.allocatedMegabytes,
                classes - other.classes,
                threads - other.threads);
    }

    static String header() {
        return String.format(
                "%-12s %9s %9s %9s %9s %9s %9s %9s %9s %9s",
                "",
                "ready ms",
                "boot ms",
                "cpu ms",
                "rss MiB",
                "rss (gc)",
                "heap MiB",
                "alloc MiB",
                "classes",
                "threads");
    }

    String row(String label) {
        return String.format(
                "%-12s %9.0f %9.0f %9.0f %9.1f %9.1f %9.2f %9.1f %9.0f %9.0f",
                label,
                readyMillis,
                bootMillis,
                cpuMillis,
                rssMegabytes,
                rssCollectedMegabytes,
                heapMegabytes,
                allocatedMegabytes,
                classes,
                threads);
    }
}
