package io.pocketio.benchmarks.load;

import java.time.Duration;

/**
 * How long, how many clients, how many of them come and go in a second, and how much each does in one.
 *
 * @param other port of another node of the cluster, to which every second client comes; 0 for none
 * @param otherPid of that node; 0 when not known
 * @param minute how long one is; less in tests
 */
record SoakSettings(
        int minutes, int clients, int churn, int rate, int gcMinutes, int other, long otherPid, Duration minute) {

    static SoakSettings of(Options options) {
        return new SoakSettings(
                options.number("minutes", 60),
                options.number("clients", 300),
                options.number("churn", 20),
                options.number("rate", 1),
                options.number("gc-minutes", 1),
                options.number("other", 0),
                options.number("other-pid", 0),
                Duration.ofMinutes(1));
    }

    Duration connectPeriod() {
        return Duration.ofSeconds(1).dividedBy(churn);
    }

    Duration actionPeriod() {
        return Duration.ofSeconds(1).dividedBy((long) clients * rate);
    }
}
