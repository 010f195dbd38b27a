package io.pocketio.benchmarks.traffic;

/** Measures a server that runs already: its traffic, and its process id, are the arguments. */
public final class TrafficMain {

    private TrafficMain() {}

    public static void main(String[] arguments) {
        try {
            run(arguments);
        } catch (IllegalArgumentException wrong) {
            System.err.println(
                    wrong.getMessage() + "\nusage: echo|ack|broadcast|binary|connect PID; -Dport, -Dtransport,"
                            + " -Dconnections, -DinFlight, -Dsize, -DwarmUp and -Dseconds before the name of the class");
            System.exit(2);
        }
    }

    private static void run(String[] arguments) {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("What, and to whom?");
        }
        TrafficSettings settings = TrafficSettings.of(arguments[0], Long.parseLong(arguments[1]));
        System.out.println(settings + ": " + new Traffic(settings).measure());
    }
}
