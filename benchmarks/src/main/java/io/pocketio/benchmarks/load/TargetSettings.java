package io.pocketio.benchmarks.load;

import java.nio.file.Path;
import java.util.List;

/**
 * Which server a load is run against, and where it leaves its report.
 *
 * @param port of a server that runs already; 0 to start one
 * @param pid of the server that runs already; 0 when not known
 */
record TargetSettings(String load, int port, long pid, String java, List<String> flags, Path out) {

    private static final String DEFAULT_FLAGS = "-Xms256m -Xmx1g -XX:+UseG1GC";
    private static final String SOAK_FLAGS = "-Xms256m -Xmx256m -XX:+UseG1GC -Dio.netty.leakDetection.level=paranoid";

    static TargetSettings of(String load, Options options) {
        String flags = options.text("server-flags", load.equals("soak") ? SOAK_FLAGS : DEFAULT_FLAGS);
        return new TargetSettings(
                load,
                options.number("port", 0),
                options.number("pid", 0),
                options.text(
                        "java",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString()),
                List.of(flags.trim().split("\\s+")),
                Path.of(options.text("out", "target/load")));
    }

    /** Another server, which runs already. */
    TargetSettings at(int otherPort, long otherPid) {
        return new TargetSettings(load, otherPort, otherPid, java, flags, out);
    }
}
