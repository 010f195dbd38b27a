package io.pocketio.benchmarks.load;

import io.pocketio.benchmarks.client.ClientLoop;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Floods handlers that take 50 ms each over one socket. The server is to pause that connection instead of piling up its events, to
 * handle each of them once and in order, and to keep its heap. How much later the others are served is told.
 */
final class Flood {

    private static final Duration CONNECT = Duration.ofSeconds(60);
    private static final Duration LAST = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(500);

    /** Far above what 256 events and the systems' buffers come to, far below what a flood without a pause does. */
    private static final long MAX_KIBIBYTES_UNDER_WAY = 16 * 1024;

    /** As that, and noise. */
    private static final double MAX_HEAP_MORE = 32;

    private final FloodSettings settings;
    private List<EchoClient> others = List.of();

    /** Of the others, in milliseconds, while nobody floods. */
    private double calmP99;

    /** Of the phase that is under way. Touched on the loop only. */
    private Latencies latencies = new Latencies();

    Flood(FloodSettings settings) {
        this.settings = settings;
    }

    boolean run(TargetSettings where) throws IOException {
        Report report = new Report(where);
        try (Target target = Target.open(where);
                ClientLoop loop = new ClientLoop()) {
            report.figure("settings", settings.toString(), "flood: ");
            others = Crowd.connect(
                    loop,
                    settings.others(),
                    CONNECT,
                    () -> new EchoClient(loop, target.port(), () -> latencies),
                    EchoClient::isConnected);
            loop.run(() -> startOthers(loop));
            Target.pause(settings.warmUp());
            calm(target, loop, report);
            for (String handler : settings.handlers()) {
                flood(handler, target, loop, report);
            }
            checkOthers(loop, report);
            report.figure("complaints", target.complaints().size(), "warnings and errors in the server's log: ");
            return report.end();
        }
    }

    /** Evenly spread. */
    private void startOthers(ClientLoop loop) {
        Duration period = Duration.ofSeconds(1).dividedBy(settings.rate());
        for (int i = 0; i < others.size(); i++) {
            Duration first = period.multipliedBy(i).dividedBy(others.size());
            others.get(i).start(loop, first, period);
        }
    }

    private void calm(Target target, ClientLoop loop, Report report) throws IOException {
        MemoryPeak peak = new MemoryPeak();
        Latencies calm = newPhase(loop);
        watch(settings.time(), target, peak);
        newPhase(loop);
        tell("without", "without a flood", calm, peak, report);
        calmP99 = calm.figures().p99();
    }

    private Latencies newPhase(ClientLoop loop) {
        return loop.call(() -> {
            latencies = new Latencies();
            return latencies;
        });
    }

    private static void watch(Duration time, Target target, MemoryPeak peak) throws IOException {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < time.toNanos()) {
            peak.look(target, target.status(false));
            Target.pause(LOOK.compareTo(time) < 0 ? LOOK : time);
        }
    }

    private void tell(String name, String phase, Latencies measured, MemoryPeak peak, Report report)
            throws IOException {
        Latencies.Figures figures = measured.figures();
        report.line("echoes of the others " + phase + ": " + figures);
        report.line("  peak of the server: " + peak.figures());
        report.figure(name + "_ms", figures);
        report.figure(name + "_peak_mib", peak.figures());
    }

    private void flood(String handler, Target target, ClientLoop loop, Report report) throws IOException {
        FloodingClient client = loop.call(() -> new FloodingClient(loop, target.port(), handler, settings.size()));
        loop.await(CONNECT, client::isConnected);
        long heapBefore = target.status(true).heapUsed();
        MemoryPeak peak = new MemoryPeak();
        Latencies during = newPhase(loop);
        loop.run(client::start);
        watch(settings.time(), target, peak);
        newPhase(loop); // a collection stops the server
        long heapDuring = target.status(true).heapUsed();
        loop.run(client::stop);
        boolean drained = loop.await(settings.drain(), client::isThrough);
        tell(handler, "during a flood of '" + handler + "'", during, peak, report);
        double times = Math.round(10 * during.figures().p99() / calmP99) / 10.0;
        report.figure(handler + "_p99_times", times, "  p99 of the others, times that without a flood: ");
        double more = MemoryPeak.mebibytes(heapDuring - heapBefore);
        report.figure(handler + "_heap_more_mib", more, "  heap after a collection, more than before, in MiB: ");
        report.require(
                more <= MAX_HEAP_MORE, handler + ": the heap did not grow by more than " + MAX_HEAP_MORE + " MiB");
        check(handler, drained, loop.call(client::figures), report);
        loop.run(client::disconnect);
    }

    private void check(String handler, boolean drained, FloodingClient.Figures figures, Report report)
            throws IOException {
        report.figure(handler, figures, "  ");
        report.require(
                drained && figures.error() == null,
                handler + ": the connection stayed, and all was handled within --drain-seconds");
        report.require(figures.sent() == figures.answered(), handler + ": each event was handled");
        report.require(figures.wrong() == 0, handler + ": each was handled once, and in order");
        report.require(
                figures.mostKibibytesUnderWay() < MAX_KIBIBYTES_UNDER_WAY && figures.full() > 0,
                handler + ": the server paused the connection");
    }

    private void checkOthers(ClientLoop loop, Report report) throws IOException {
        loop.run(() -> others.forEach(EchoClient::stop));
        boolean through = loop.await(LAST, () -> others.stream().allMatch(EchoClient::isThrough));
        List<String> errors = loop.call(() ->
                others.stream().map(EchoClient::error).filter(Objects::nonNull).toList());
        report.require(through && errors.isEmpty(), "all echoes came, whole and in order" + errors);
        loop.run(() -> others.forEach(EchoClient::disconnect));
    }
}
