package io.pocketio.benchmarks.load;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Times from when something was due until it was there. Confined to the loop while it is filled. */
final class Latencies {

    private static final int DIGITS = 3;

    private final Histogram histogram = new Histogram(TimeUnit.MINUTES.toNanos(5), DIGITS);

    void record(long nanos) {
        histogram.recordValue(Math.min(Math.max(nanos, 0), histogram.getHighestTrackableValue()));
    }

    Figures figures() {
        return new Figures(histogram.getTotalCount(), millis(50), millis(99), millis(99.9), millis(100));
    }

    private double millis(double percentile) {
        return Math.round(histogram.getValueAtPercentile(percentile) / 10_000.0) / 100.0;
    }

    /** In milliseconds. */
    record Figures(long count, double p50, double p99, double p999, double max) {

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "p50 %8.2f ms   p99 %8.2f ms   p99.9 %8.2f ms   max %8.2f ms   of %d",
                    p50,
                    p99,
                    p999,
                    max,
                    count);
        }
    }
}
