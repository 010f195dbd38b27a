package io.pocketio.benchmarks.load;

import com.sun.management.OperatingSystemMXBean;
import io.pocketio.benchmarks.client.ClientLoop;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A mixed load in which clients come and go, for as long as one likes. In the end nothing of it is to be left. */
final class Soak {

    private static final List<Integer> BROADCAST_SIZES = List.of(64, 64, 1024);
    private static final Duration BROADCAST_PERIOD = Duration.ofSeconds(1);
    private static final Duration CONNECT = Duration.ofSeconds(60);

    /** For the server to give up the last of those that have gone without a word. */
    private static final Duration SETTLE = Duration.ofSeconds(90);

    private final SoakSettings settings;
    private final Broadcasts broadcasts = new Broadcasts(BROADCAST_SIZES, BROADCAST_PERIOD);
    private final List<SoakedServer> servers = new ArrayList<>();
    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    Soak(SoakSettings settings) {
        this.settings = settings;
    }

    boolean run(TargetSettings where) throws IOException {
        Report report = new Report(where);
        try (Target target = Target.open(where);
                ClientLoop loop = new ClientLoop()) {
            report.figure("settings", settings.toString(), "soak: ");
            addServers(target, where);
            List<Integer> ports =
                    servers.stream().map(server -> server.target().port()).toList();
            SoakCrowd crowd = new SoakCrowd(settings, loop, ports, broadcasts);
            loop.run(() -> broadcasts.connect(loop, target.port()));
            loop.await(CONNECT, broadcasts::isConnected);
            loop.run(() -> {
                broadcasts.start(loop);
                crowd.start();
            });
            watch(loop, crowd, report);
            loop.run(() -> {
                crowd.stop();
                broadcasts.stop();
                broadcasts.disconnect();
            });
            settle(loop, crowd, report);
            for (SoakedServer server : servers) {
                server.checkMemory(report);
            }
            checkLog(target, report);
            return report.end();
        }
    }

    private void addServers(Target target, TargetSettings where) throws IOException {
        boolean isAlone = settings.other() == 0;
        servers.add(new SoakedServer(isAlone ? "" : " (one)", target));
        if (!isAlone) {
            servers.add(new SoakedServer(" (other)", Target.open(where.at(settings.other(), settings.otherPid()))));
        }
    }

    private void watch(ClientLoop loop, SoakCrowd crowd, Report report) throws IOException {
        report.line(SoakLine.HEAD);
        long begin = System.nanoTime();
        long clientCpu = system.getProcessCpuTime();
        long last = begin;
        for (SoakedServer server : servers) {
            server.begin();
        }
        for (int minute = 1; minute <= settings.minutes(); minute++) {
            long due = begin + settings.minute().multipliedBy(minute).toNanos();
            Target.pause(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
            boolean collected = minute % settings.gcMinutes() == 0;
            long now = System.nanoTime();
            long cpu = system.getProcessCpuTime();
            double clients = (cpu - clientCpu) / (double) (now - last);
            last = now;
            clientCpu = cpu;
            SoakCounts.Figures seen = loop.call(crowd::figures);
            for (SoakedServer server : servers) {
                server.look(minute, collected, clients, seen, report);
            }
            if (!seen.errorKinds().isEmpty()) {
                report.line("  " + seen.errorKinds());
            }
        }
        for (SoakedServer server : servers) {
            server.report(report);
        }
    }

    private void settle(ClientLoop loop, SoakCrowd crowd, Report report) throws IOException {
        boolean left = loop.await(SETTLE, crowd::isEmpty);
        for (SoakedServer server : servers) {
            server.settle(SETTLE, report);
        }
        SoakCounts.Figures seen = loop.call(crowd::figures);
        report.figure("seen", seen, "the clients: ");
        report.figure("pings", loop.call(crowd::pings), "pings that clients got: ");
        report.require(left, "all clients are gone");
        report.require(seen.errors() == 0 && loop.call(broadcasts::errors).isEmpty(), "no client saw an error");
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
