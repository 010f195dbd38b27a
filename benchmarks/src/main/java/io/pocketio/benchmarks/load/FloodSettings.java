package io.pocketio.benchmarks.load;

import java.time.Duration;
import java.util.List;

/** How one socket floods the server, and what the others do meanwhile. */
record FloodSettings(
        List<String> handlers, Duration warmUp, Duration time, int others, int rate, int size, Duration drain) {

    FloodSettings {
        handlers = List.copyOf(handlers);
    }

    static FloodSettings of(Options options) {
        return new FloodSettings(
                options.list("handlers", "slow,block"),
                options.seconds("warm-up-seconds", 5),
                options.seconds("seconds", 10),
                options.number("others", 200),
                options.number("rate", 10),
                options.number("size", 1024),
                options.seconds("drain-seconds", 120));
    }
}
