package io.pocketio.benchmarks.startup;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One application in a process of its own, from its start until it has told what it takes. Needs Linux. */
final class StartedProcess {

    /** Compilers and collectors come to rest, so that memory can be compared. */
    private static final Duration REST = Duration.ofMillis(500);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final double MEGABYTE = 1 << 20;
    private static final double KILOBYTES_IN_MEGABYTE = 1 << 10;

    /** Of the fields behind the name of the command, in {@code /proc/<pid>/stat}. */
    private static final int USER_TICKS = 11;

    private static final int SYSTEM_TICKS = 12;

    /** What Linux shows is always in hundredths of a second. */
    private static final int MILLIS_IN_TICK = 10;

    private final Process process;
    private final long startedAt;

    private StartedProcess(Process process, long startedAt) {
        this.process = process;
        this.startedAt = startedAt;
    }

    static StartupFigures measure(List<String> command) throws IOException, InterruptedException {
        long startedAt = System.nanoTime();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Thread watchdog = new Thread(() -> endLate(process), "watchdog");
        watchdog.setDaemon(true);
        watchdog.start();
        try {
            return new StartedProcess(process, startedAt).figures();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** Ends the output that is waited for, too. */
    private static void endLate(Process process) {
        try {
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private StartupFigures figures() throws IOException, InterruptedException {
        try (BufferedReader output = process.inputReader();
                BufferedWriter input = process.outputWriter()) {
            double bootMillis = Double.parseDouble(await(StartupProbe.READY, output));
            double readyMillis = (System.nanoTime() - startedAt) / 1e6;
            double cpuMillis = cpuMillis();
            Thread.sleep(REST.toMillis());
            double rss = rssMegabytes();
            input.newLine();
            input.flush();
            String[] used = await(StartupProbe.USED, output).split(" ");
            return new StartupFigures(
                    readyMillis,
                    bootMillis,
                    cpuMillis,
                    rss,
                    rssMegabytes(),
                    Double.parseDouble(used[3]) / MEGABYTE,
                    Double.parseDouble(used[2]) / MEGABYTE,
                    Double.parseDouble(used[0]),
                    Double.parseDouble(used[1]));
        }
    }

    private static String await(String prefix, BufferedReader output) throws IOException {
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(prefix)) {
                return line.substring(prefix.length());
            }
            said.append(line).append(System.lineSeparator());
        }
        throw new IOException("The application has ended without '" + prefix.trim() + "':\n" + said);
    }

    private double cpuMillis() throws IOException {
        String stat = Files.readString(proc("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS])) * MILLIS_IN_TICK;
    }

    private double rssMegabytes() throws IOException {
        for (String line : Files.readAllLines(proc("status"))) {
            if (line.startsWith("VmRSS:")) {
                return Double.parseDouble(line.replaceAll("\\D", "")) / KILOBYTES_IN_MEGABYTE;
            }
        }
        throw new IOException("No VmRSS of " + process.pid());
    }

    private Path proc(String file) {
        return Path.of("/proc", Long.toString(process.pid()), file);
    }
}
