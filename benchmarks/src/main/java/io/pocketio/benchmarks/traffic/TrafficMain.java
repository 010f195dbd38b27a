package io.pocketio.benchmarks.traffic;

import java.util.Arrays;

/** Measures a server, or the nodes of a cluster, that run already: the traffic and the process ids are the arguments. */
public final class TrafficMain {

    private TrafficMain() {}

    public static void main(String[] arguments) {
        try {
            run(arguments);
        } catch (IllegalArgumentException wrong) {
            System.err.println(
                    wrong.getMessage() + "\nusage: echo|ack|broadcast|binary|connect PID...; -Dport, -Dtransport,"
                            + " -Dconnected, -Dconnections, -DinFlight, -Dsize, -DwarmUp and -Dseconds before the name of the class");
            System.exit(2);
        }
    }

    private static void run(String[] arguments) {
        if (arguments.length < 2) {
            throw new IllegalArgumentException("What, and to whom?");
        }
        TrafficSettings settings = TrafficSettings.of(
                arguments[0],
                Arrays.stream(arguments).skip(1).map(Long::valueOf).toList());
        System.out.println(settings + ": " + new Traffic(settings).measure());
    }
}
