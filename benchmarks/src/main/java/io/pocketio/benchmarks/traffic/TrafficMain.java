package io.pocketio.benchmarks.traffic;

/** Measures a server that runs already: its traffic, and its process id, are the arguments. */
public final class TrafficMain {

    private TrafficMain() {}

    public static void main(String[] arguments) {
        if (arguments.length != 2) {
            System.err.println("usage: echo|ack|broadcast|binary PID; -Dport, -Dconnections, -DinFlight, -Dsize,"
                    + " -DwarmUp and -Dseconds before the name of the class");
            System.exit(2);
        }
        TrafficSettings settings = TrafficSettings.of(arguments[0], Long.parseLong(arguments[1]));
        System.out.println(settings + ": " + new Traffic(settings).measure());
    }
}
