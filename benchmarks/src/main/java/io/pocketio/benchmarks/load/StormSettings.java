package io.pocketio.benchmarks.load;

import java.time.Duration;
import java.util.List;

/** How many clients, and how much is broadcast to them. */
record StormSettings(
        int healthy,
        int stalled,
        int rate,
        List<Integer> sizes,
        Duration warmUp,
        Duration calm,
        Duration storm,
        Duration after) {

    StormSettings {
        sizes = List.copyOf(sizes);
    }

    static StormSettings of(Options options) {
        List<Integer> sizes = options.list("sizes", "32,8192,8192,8192").stream()
                .map(Integer::parseInt)
                .toList();
        return new StormSettings(
                options.number("healthy", 1000),
                options.number("stalled", 2000),
                options.number("rate", 20),
                sizes,
                options.seconds("warm-up-seconds", 10),
                options.seconds("seconds", 20),
                options.seconds("storm-seconds", 90),
                options.seconds("after-seconds", 10));
    }

    Duration period() {
        return Duration.ofSeconds(1).dividedBy(rate);
    }
}
