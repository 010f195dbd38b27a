package io.pocketio.benchmarks.load;

import com.sun.management.OperatingSystemMXBean;
import io.pocketio.benchmarks.client.ClientLoop;
import io.pocketio.benchmarks.server.ServerStatus;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A mixed load in which clients come and go, for as long as one likes. In the end nothing of it is to be left. */
final class Soak {

    private static final List<Integer> BROADCAST_SIZES = List.of(64, 64, 1024);
    private static final Duration BROADCAST_PERIOD = Duration.ofSeconds(1);
    private static final Duration CONNECT = Duration.ofSeconds(60);

    /** For the server to give up the last of those that have gone without a word. */
    private static final Duration SETTLE = Duration.ofSeconds(90);

    /** By so much, in MiB, memory may go up and down. */
    private static final double HEAP_NOISE = 3;

    private static final double DIRECT_NOISE = 4;

    private final SoakSettings settings;
    private final Broadcasts broadcasts = new Broadcasts(BROADCAST_SIZES, BROADCAST_PERIOD);
    private final List<SoakLine> lines = new ArrayList<>();
    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    Soak(SoakSettings settings) {
        this.settings = settings;
    }

    boolean run(TargetSettings where) throws IOException {
        Report report = new Report(where);
        try (Target target = Target.open(where);
                ClientLoop loop = new ClientLoop()) {
            report.figure("settings", settings.toString(), "soak: ");
            SoakCrowd crowd = new SoakCrowd(settings, loop, target.port(), broadcasts);
            loop.run(() -> broadcasts.connect(loop, target.port()));
            loop.await(CONNECT, broadcasts::isConnected);
            loop.run(() -> {
                broadcasts.start(loop);
                crowd.start();
            });
            watch(target, loop, crowd, report);
            loop.run(() -> {
                crowd.stop();
                broadcasts.stop();
                broadcasts.disconnect();
            });
            settle(target, loop, crowd, report);
            checkMemory(report);
            checkLog(target, report);
            return report.end();
        }
    }

    private void watch(Target target, ClientLoop loop, SoakCrowd crowd, Report report) throws IOException {
        report.line(SoakLine.HEAD);
        long begin = System.nanoTime();
        long serverCpu = target.status(false).cpuNanos();
        long clientCpu = system.getProcessCpuTime();
        long last = begin;
        for (int minute = 1; minute <= settings.minutes(); minute++) {
            long due = begin + settings.minute().multipliedBy(minute).toNanos();
            Target.pause(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
            boolean collected = minute % settings.gcMinutes() == 0;
            ServerStatus status = target.status(collected);
            double wall = System.nanoTime() - last;
            last = System.nanoTime();
            SoakLine line = SoakLine.of(
                    minute,
                    collected,
                    target,
                    status,
                    (status.cpuNanos() - serverCpu) / wall,
                    (system.getProcessCpuTime() - clientCpu) / wall,
                    loop.call(crowd::figures));
            serverCpu = status.cpuNanos();
            clientCpu = system.getProcessCpuTime();
            lines.add(line);
            report.line(line.toString());
            if (!line.seen().errorKinds().isEmpty()) {
                report.line("  " + line.seen().errorKinds());
            }
        }
        report.figure("lines", lines);
    }

    private void settle(Target target, ClientLoop loop, SoakCrowd crowd, Report report) throws IOException {
        boolean left = loop.await(SETTLE, crowd::isEmpty);
        long deadline = System.nanoTime() + SETTLE.toNanos();
        ServerStatus end = target.status(true);
        while (!end.hasNobody() && System.nanoTime() < deadline) {
            Target.pause(Duration.ofSeconds(1));
            end = target.status(true);
        }
        SoakCounts.Figures seen = loop.call(crowd::figures);
        report.figure("end", end, "the server when all have left: ");
        report.figure("seen", seen, "the clients: ");
        report.figure("pings", loop.call(crowd::pings), "pings that clients got: ");
        report.require(left, "all clients are gone");
        report.require(seen.errors() == 0 && loop.call(broadcasts::errors).isEmpty(), "no client saw an error");
        report.require(end.sessions() == 0, "no session is left");
        report.require(end.sockets() == 0 && end.rooms() == 0, "no socket and no room is left");
        report.require(end.timers() == 0, "no timer is left");
    }

    private void checkMemory(Report report) throws IOException {
        Optional<SoakGrowth> seen = SoakGrowth.of(lines);
        if (seen.isEmpty()) {
            report.line("memory: nothing to compare, there were not two collections");
            return;
        }
        SoakGrowth growth = seen.get();
        String since = "more than in minute " + growth.since() + ", in MiB: ";
        report.figure("heap_growth_mib", growth.heap(), "heap at the end, " + since);
        report.figure("direct_growth_mib", growth.direct(), "Netty's direct memory, " + since);
        report.require(growth.heap() <= HEAP_NOISE, "the heap does not grow");
        report.require(growth.direct() <= DIRECT_NOISE, "direct memory does not grow");
    }

    private static void checkLog(Target target, Report report) throws IOException {
        List<String> complaints = target.complaints();
        long leaks = complaints.stream().filter(Target::isLeak).count();
        for (String complaint : complaints.subList(0, Math.min(10, complaints.size()))) {
            report.line("  " + complaint);
        }
        report.figure("leaks", leaks, "reports of the leak detector: ");
        report.figure("complaints", complaints.size(), "warnings and errors in the server's log: ");
        report.require(leaks == 0, "nothing has leaked");
    }
}
