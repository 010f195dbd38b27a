package io.pocketio.benchmarks.load;

import io.pocketio.benchmarks.server.ServerStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A server of a soak, and what was seen of it in each minute. Confined to one thread. */
final class SoakedServer {

    /** By so much, in MiB, memory may go up and down. */
    private static final double HEAP_NOISE = 3;

    private static final double DIRECT_NOISE = 4;

    private final String name;
    private final Target target;
    private final List<SoakLine> lines = new ArrayList<>();
    private long cpu;
    private long since;

    /** @param name in front of what is said of it; empty where there is no other */
    SoakedServer(String name, Target target) {
        this.name = name;
        this.target = target;
    }

    Target target() {
        return target;
    }

    /** Of all minutes. */
    void report(Report report) {
        report.figure("lines" + name, lines);
    }

    void begin() throws IOException {
        cpu = target.status(false).cpuNanos();
        since = System.nanoTime();
    }

    /** @param clientCpu of the clients, as a share of one core */
    void look(int minute, boolean collected, double clientCpu, SoakCounts.Figures seen, Report report)
            throws IOException {
        ServerStatus status = target.status(collected);
        long now = System.nanoTime();
        double serverCpu = (status.cpuNanos() - cpu) / (double) (now - since);
        cpu = status.cpuNanos();
        since = now;
        SoakLine line = SoakLine.of(minute, collected, target, status, serverCpu, clientCpu, seen);
        lines.add(line);
        report.line(line + name);
    }

    /** Waits until nothing is left of any client, so long at most. */
    void settle(Duration patience, Report report) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        ServerStatus end = target.status(true);
        while (!end.hasNobody() && System.nanoTime() < deadline) {
            Target.pause(Duration.ofSeconds(1));
            end = target.status(true);
        }
        report.figure("end" + name, end, "the server" + name + " when all have left: ");
        report.require(end.sessions() == 0, "no session is left" + name);
        report.require(end.sockets() == 0 && end.rooms() == 0, "no socket and no room is left" + name);
        report.require(end.timers() == 0, "no timer is left" + name);
    }

    void checkMemory(Report report) throws IOException {
        Optional<SoakGrowth> seen = SoakGrowth.of(lines);
        if (seen.isEmpty()) {
            report.line("memory: nothing to compare, there were not two collections");
            return;
        }
        SoakGrowth growth = seen.get();
        String more = "more than in minute " + growth.since() + ", in MiB: ";
        report.figure("heap_growth_mib" + name, growth.heap(), "heap at the end" + name + ", " + more);
        report.figure("direct_growth_mib" + name, growth.direct(), "Netty's direct memory" + name + ", " + more);
        report.require(growth.heap() <= HEAP_NOISE, "the heap does not grow" + name);
        report.require(growth.direct() <= DIRECT_NOISE, "direct memory does not grow" + name);
    }
}
