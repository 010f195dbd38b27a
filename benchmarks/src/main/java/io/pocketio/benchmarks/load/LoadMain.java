package io.pocketio.benchmarks.load;

import java.io.IOException;

/** Runs one of the loads against a benchmark server that it starts for itself. Exits with 1 when something is not as it should be. */
public final class LoadMain {

    private static final String USAGE = """
            usage: storm|flood|soak [--option value]...

            of all:
              --port N             use the server that listens there on 127.0.0.1, instead of starting one
              --pid N              of that server, for its memory
              --java PATH          the java to start the server with (that of this process)
              --server-flags "…"   JVM flags of the server
              --out DIRECTORY      for the report and the server's log (target/load)
            storm:
              --healthy N          clients that read (1000)
              --stalled N          clients that stop reading (2000)
              --rate N             broadcasts a second (20)
              --sizes N,N,…        bytes of data in a broadcast, in turn (32,8192,8192,8192)
              --warm-up-seconds N  before anything is measured (10)
              --seconds N          measured without stalled clients (20)
              --storm-seconds N    measured with stalled clients, at most (90)
              --after-seconds N    measured when all stalled clients are gone (10)
            flood:
              --handlers A,B,…     slow (waits), block (a worker sleeps), virtual (a virtual thread sleeps) (slow,block)
              --warm-up-seconds N  before anything is measured (5)
              --seconds N          of each flood, and of the time without (10)
              --others N           sockets that echo meanwhile (200)
              --rate N             echoes a second of each of them (10)
              --size N             bytes of text in an event of the flood (1024)
              --drain-seconds N    for what was sent to be handled, at most (120)
            soak:
              --minutes N          (60)
              --clients N          at a time (300)
              --churn N            connects and leaves a second (20)
              --rate N             actions a second of each client (1)
              --gc-minutes N       between collections before a line (1)
              --other N            port of another node of the cluster, to which every second client comes (none)
              --other-pid N        of that node, for its memory
            """;

    private LoadMain() {}

    public static void main(String[] arguments) throws IOException {
        int status;
        try {
            status = run(arguments) ? 0 : 1;
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage() + "\n\n" + USAGE);
            status = 2;
        }
        System.exit(status);
    }

    private static boolean run(String[] arguments) throws IOException {
        if (arguments.length == 0) {
            throw new IllegalArgumentException("Which load?");
        }
        Options options = Options.parse(arguments, 1);
        return switch (arguments[0]) {
            case "storm" -> new Storm(StormSettings.of(options)).run(TargetSettings.of("storm", options));
            case "flood" -> new Flood(FloodSettings.of(options)).run(TargetSettings.of("flood", options));
            case "soak" -> new Soak(SoakSettings.of(options)).run(TargetSettings.of("soak", options));
            default -> throw new IllegalArgumentException("There is no load " + arguments[0]);
        };
    }
}
