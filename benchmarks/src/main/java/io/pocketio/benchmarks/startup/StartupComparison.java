package io.pocketio.benchmarks.startup;

import io.pocketio.benchmarks.startup.empty.EmptyApplication;
import io.pocketio.benchmarks.startup.socketio.SocketIoApplication;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Starts the two applications in turn, each time in a process of its own, and prints the medians and their difference.
 *
 * <p>Arguments: how often each is started and counted, how often before that, then options for their virtual machines. They run on
 * the one that runs this, with the defaults of Java and Boot: the settings of the benchmark server are not theirs.
 */
public final class StartupComparison {

    /** What is there for this module alone. */
    private static final List<String> OF_BENCHMARKS =
            List.of("jmh-", "jopt-simple-", "commons-math3-", "msgpack-core-");

    /** The starter, and what comes with it: Boot 4 has Jackson 3, and the core Jackson 2. */
    private static final List<String> OF_STARTER =
            List.of("pocketio-core", "pocketio-spring-boot-starter", "jackson-core-2.", "jackson-databind-2.");

    private StartupComparison() {}

    public static void main(String[] args) throws Exception {
        requireStarter();
        int runs = args.length > 0 ? Integer.parseInt(args[0]) : 8;
        int warmUps = args.length > 1 ? Integer.parseInt(args[1]) : 2;
        List<String> options = Arrays.asList(args).subList(Math.min(2, args.length), args.length);
        List<String> without = command(EmptyApplication.class, isNoneOf(OF_STARTER), options);
        List<String> with = command(SocketIoApplication.class, jar -> true, options);
        List<StartupFigures> figuresWithout = new ArrayList<>();
        List<StartupFigures> figuresWith = new ArrayList<>();
        for (int run = -warmUps; run < runs; run++) {
            StartupFigures empty = StartedProcess.measure(without);
            StartupFigures socketIo = StartedProcess.measure(with);
            if (run >= 0) {
                figuresWithout.add(empty);
                figuresWith.add(socketIo);
            }
        }
        print(StartupFigures.medians(figuresWithout), StartupFigures.medians(figuresWith), runs);
    }

    private static List<String> command(Class<?> application, Predicate<String> jars, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(isNoneOf(OF_BENCHMARKS).and(jars))));
        command.addAll(List.of("-Dspring.config.name=none", "-Dserver.address=127.0.0.1", "-Dserver.port=0"));
        command.add(application.getName());
        return command;
    }

    private static String classPath(Predicate<String> jars) {
        return Stream.of(ownClassPath()).filter(jars).collect(Collectors.joining(File.pathSeparator));
    }

    private static String[] ownClassPath() {
        return System.getProperty("java.class.path").split(File.pathSeparator);
    }

    /** Under other names it would be part of the reference. */
    private static void requireStarter() {
        long found =
                Stream.of(ownClassPath()).filter(isNoneOf(OF_STARTER).negate()).count();
        if (found != OF_STARTER.size()) {
            throw new IllegalStateException("Not on the class path once each: " + OF_STARTER);
        }
    }

    /** By the name of the file, or of the module where it runs from its classes. */
    private static Predicate<String> isNoneOf(List<String> names) {
        return entry -> names.stream()
                .noneMatch(name -> entry.substring(startOfName(entry)).startsWith(name));
    }

    private static int startOfName(String entry) {
        String classes = File.separator + Path.of("target", "classes");
        int end = entry.endsWith(classes) ? entry.length() - classes.length() : entry.length();
        return entry.lastIndexOf(File.separatorChar, end - 1) + 1;
    }

    private static void print(StartupFigures without, StartupFigures with, int runs) {
        System.out.println("Java " + System.getProperty("java.version") + ", medians of " + runs);
        System.out.println(StartupFigures.header());
        System.out.println(without.row("empty"));
        System.out.println(with.row("with starter"));
        System.out.println(with.minus(without).row("difference"));
    }
}
