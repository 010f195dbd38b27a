package io.pocketio.benchmarks.load;

import io.pocketio.DisconnectReason;
import io.pocketio.benchmarks.client.ClientLoop;
import io.pocketio.benchmarks.server.ServerStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Broadcasts to a room in which many clients stop reading. The healthy ones are to get all, in order; the stalled ones are to be
 * disconnected as too slow, and the server is to keep no more for them than it may. How much later the healthy ones get it is told.
 */
final class Storm {

    private static final Duration CONNECT = Duration.ofSeconds(60);
    private static final Duration LAST = Duration.ofSeconds(15);
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** For each client the server keeps as much beside what it counts, and one message may come above the bound. */
    private static final long UNCOUNTED = 16 * 1024;

    /** Of the heap, which has more garbage and more compiled at one time than at another. */
    private static final long HEAP_NOISE = 32L * 1024 * 1024;

    /** Netty's allocator takes memory in chunks of megabytes, for each event loop. */
    private static final long DIRECT_NOISE = 16L * 1024 * 1024;

    private final StormSettings settings;
    private final Broadcasts broadcasts;
    private final MemoryPeak peak = new MemoryPeak();
    private List<HealthyClient> healthy = List.of();
    private List<StalledClient> stalled = List.of();

    Storm(StormSettings settings) {
        this.settings = settings;
        this.broadcasts = new Broadcasts(settings.sizes(), settings.period());
    }

    boolean run(TargetSettings where) throws IOException {
        Report report = new Report(where);
        try (Target target = Target.open(where);
                ClientLoop loop = new ClientLoop()) {
            report.figure("settings", settings.toString(), "storm: ");
            connectHealthy(target, loop);
            loop.run(() -> broadcasts.start(loop));
            Target.pause(settings.warmUp());
            measure("calm", settings.calm(), target, loop, report);
            ServerStatus calm = target.status(true);
            connectStalled(target, loop);
            ServerStatus during = measure("storm", settings.storm(), target, loop, report);
            checkStalled(calm, during, report);
            measure("after", settings.after(), target, loop, report);
            check(loop, report);
            checkMemory(calm, target, report);
            leave(target, loop, report);
            report.figure("complaints", target.complaints().size(), "warnings and errors in the server's log: ");
            return report.end();
        }
    }

    private void connectHealthy(Target target, ClientLoop loop) {
        loop.run(() -> broadcasts.connect(loop, target.port()));
        loop.await(CONNECT, broadcasts::isConnected);
        healthy = Crowd.connect(
                loop,
                settings.healthy(),
                CONNECT,
                () -> new HealthyClient(loop, target.port(), broadcasts),
                HealthyClient::isConnected);
    }

    private void connectStalled(Target target, ClientLoop loop) {
        stalled = Crowd.connect(
                loop,
                settings.stalled(),
                CONNECT,
                () -> new StalledClient(loop, target.port()),
                StalledClient::isConnected);
    }

    /** Measures for that long, in the storm until all stalled clients are gone. */
    private ServerStatus measure(String phase, Duration limit, Target target, ClientLoop loop, Report report)
            throws IOException {
        List<Latencies> bySize = new ArrayList<>();
        settings.sizes().stream().distinct().forEach(size -> bySize.add(new Latencies()));
        loop.run(() -> broadcasts.measure(inTurn(bySize)));
        long begin = System.nanoTime();
        ServerStatus status = target.status(false);
        while (System.nanoTime() - begin < limit.toNanos() && !(phase.equals("storm") && stalledAreGone(status))) {
            Target.pause(LOOK.compareTo(limit) < 0 ? LOOK : limit);
            status = target.status(false);
            peak.look(target, status);
        }
        loop.run(() -> broadcasts.measure(List.of()));
        awaitAll(loop);
        tell(phase, Duration.ofNanos(System.nanoTime() - begin), bySize, report);
        return target.status(false);
    }

    private List<Latencies> inTurn(List<Latencies> bySize) {
        List<Integer> distinct = settings.sizes().stream().distinct().toList();
        return settings.sizes().stream()
                .map(size -> bySize.get(distinct.indexOf(size)))
                .toList();
    }

    private boolean stalledAreGone(ServerStatus status) {
        return status.sockets() <= settings.healthy() + 1;
    }

    /** Until all that has been sent so far is there. */
    private void awaitAll(ClientLoop loop) {
        long count = loop.call(broadcasts::count);
        loop.await(LAST, () -> healthy.stream().allMatch(client -> client.isThrough(count)));
    }

    private void tell(String phase, Duration time, List<Latencies> bySize, Report report) throws IOException {
        List<Integer> distinct = settings.sizes().stream().distinct().toList();
        Map<String, Object> figures = new LinkedHashMap<>();
        report.line(phase + ", " + time.toSeconds() + " s, latency from when a broadcast was due:");
        for (int i = 0; i < distinct.size(); i++) {
            Latencies.Figures latencies = bySize.get(i).figures();
            figures.put(distinct.get(i) + " B", latencies);
            report.line(String.format("  %6d B  %s", distinct.get(i), latencies));
        }
        report.line("  peak of the server so far: " + peak.figures());
        report.figure(phase + "_ms", figures);
        report.figure(phase + "_seconds", time.toSeconds());
        report.figure(phase + "_peak_mib", peak.figures());
    }

    private void checkStalled(ServerStatus calm, ServerStatus during, Report report) throws IOException {
        Map<String, Long> reasons = during.disconnectsSince(calm);
        report.figure("stalled_disconnects", reasons, "disconnects in the storm, by reason: ");
        Map<String, Long> tooSlow = settings.stalled() == 0
                ? Map.of()
                : Map.of(DisconnectReason.OUTBOUND_OVERFLOW.wireName(), (long) settings.stalled());
        report.require(stalledAreGone(during), "all stalled clients were disconnected");
        report.require(reasons.equals(tooSlow), "as too slow, all of them, and nobody else for whatever reason");
    }

    /** @param calm as the server was when the stalled clients came */
    private void checkMemory(ServerStatus calm, Target target, Report report) throws IOException {
        long clients = settings.healthy() + settings.stalled();
        long message =
                settings.sizes().stream().mapToInt(Integer::intValue).max().orElse(0);
        long bound = calm.maxOutboundBytes() + clients * (UNCOUNTED + message);
        report.figure("max_outbound_mib", MemoryPeak.mebibytes(bound), "may wait for all clients together, in MiB: ");
        report.figure(
                "peak_outbound_mib", MemoryPeak.mebibytes(peak.outbound()), "has waited for slow clients, at most: ");
        report.require(peak.outbound() <= bound, "no more waited for slow clients than may");
        report.require(
                peak.direct() - calm.nettyDirect() <= bound + DIRECT_NOISE,
                "nor did direct memory grow by more, but for what the allocator has in reserve");
        long more = target.status(true).heapUsed() - calm.heapUsed();
        report.figure(
                "heap_more_mib", MemoryPeak.mebibytes(more), "heap after a collection, more than before, in MiB: ");
        report.require(more <= HEAP_NOISE, "nothing was kept of the stalled clients");
    }

    private void check(ClientLoop loop, Report report) throws IOException {
        loop.run(broadcasts::stop);
        awaitAll(loop);
        long count = loop.call(broadcasts::count);
        report.figure("broadcasts", count, "broadcasts in all: ");
        report.require(loop.call(broadcasts::errors).isEmpty(), "the client that broadcasts stayed connected");
        report.require(sum(loop, client -> client.end() == null ? 0 : 1) == 0, "no healthy client was disconnected");
        report.require(sum(loop, client -> client.lost(count)) == 0, "healthy clients lost nothing");
        report.require(sum(loop, HealthyClient::misplaced) == 0, "they got nothing twice or out of order");
        report.require(sum(loop, HealthyClient::damaged) == 0, "every byte was as sent");
    }

    private long sum(ClientLoop loop, ToLongFunction<HealthyClient> figure) {
        return loop.call(() -> healthy.stream().mapToLong(figure).sum());
    }

    private void leave(Target target, ClientLoop loop, Report report) throws IOException {
        loop.run(() -> {
            healthy.forEach(HealthyClient::disconnect);
            stalled.forEach(StalledClient::close);
            broadcasts.disconnect();
        });
        long begin = System.nanoTime();
        ServerStatus end = target.status(false);
        while (!end.hasNobody() && System.nanoTime() - begin < LAST.toNanos()) {
            Target.pause(LOOK);
            end = target.status(false);
        }
        end = target.status(true);
        report.figure("end", end, "the server when all have left: ");
        report.require(end.sessions() == 0 && end.sockets() == 0, "no session and no socket is left");
        report.require(end.timers() == 0, "no timer is left");
    }
}
