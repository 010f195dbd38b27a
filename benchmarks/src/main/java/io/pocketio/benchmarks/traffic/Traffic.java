package io.pocketio.benchmarks.traffic;

import io.pocketio.benchmarks.client.ClientLoop;
import io.pocketio.benchmarks.traffic.TrafficSettings.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps so many events in flight, and counts what comes back and what that costs the server. Of a broadcast each delivery counts,
 * and the next one is sent when the last client has it. Confined to the loop, but for {@link #measure}.
 */
final class Traffic {

    /** More at a time would be a matter of the server's backlog. */
    private static final int CONNECTING = 64;

    private static final Duration CONNECT = Duration.ofSeconds(60);

    private final TrafficSettings settings;
    private final Payload payload;
    private final List<TrafficClient> clients = new ArrayList<>();

    /** Deliveries of the broadcasts in flight, by their number in turn. */
    private final int[] deliveries;

    /** By node. */
    private final long[] events;

    private boolean started;
    private @Nullable String failure;

    /** The state of affairs at a time: events and CPU by node. */
    private record Reading(long nanos, List<Long> events, List<Duration> cpu) {

        long allEvents() {
            return events.stream().mapToLong(count -> count).sum();
        }
    }

    Traffic(TrafficSettings settings) {
        this.settings = settings;
        this.payload = new Payload(settings.size());
        this.deliveries = new int[settings.inFlight()];
        this.events = new long[settings.nodes().size()];
    }

    /** @throws IllegalStateException when a client gets what it should not, or is disconnected */
    TrafficFigures measure() {
        try (ClientLoop loop = new ClientLoop()) {
            await(loop, CONNECT, () -> connect(loop));
            loop.run(() -> start(loop));
            await(loop, settings.warmUp(), () -> false);
            Reading first = loop.call(this::read);
            await(loop, settings.measured(), () -> false);
            await(loop, CONNECT, () -> Arrays.stream(events).sum() > first.allEvents());
            Reading last = loop.call(this::read);
            loop.run(() -> clients.forEach(TrafficClient::close));
            return figures(first, last);
        }
    }

    private void await(ClientLoop loop, Duration limit, BooleanSupplier condition) {
        loop.await(limit, () -> failure != null || condition.getAsBoolean());
        String reason = loop.call(() -> failure == null ? "" : failure);
        if (!reason.isEmpty()) {
            throw new IllegalStateException(reason);
        }
    }

    private boolean connect(ClientLoop loop) {
        long connected = clients.stream().filter(TrafficClient::isConnected).count();
        for (long waiting = clients.size() - connected;
                waiting < CONNECTING && clients.size() < settings.connections();
                waiting++) {
            clients.add(new TrafficClient(loop, settings, clients.size() % settings.connected(), this));
        }
        return connected == settings.connections();
    }

    private void start(ClientLoop loop) {
        started = true;
        if (settings.kind() == Kind.CONNECT) {
            List.copyOf(clients).forEach(client -> replace(loop, client));
            return;
        }
        List<TrafficClient> senders = settings.kind() == Kind.BROADCAST ? clients.subList(0, 1) : clients;
        for (TrafficClient sender : senders) {
            for (int i = 0; i < settings.inFlight(); i++) {
                sender.send();
            }
        }
    }

    private Reading read() {
        List<Duration> cpu =
                settings.nodes().stream().map(node -> cpu(node.pid())).toList();
        return new Reading(System.nanoTime(), Arrays.stream(events).boxed().toList(), cpu);
    }

    private static Duration cpu(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow(() -> new IllegalStateException("There is no process " + pid));
    }

    private static TrafficFigures figures(Reading first, Reading last) {
        List<TrafficFigures.Node> nodes = new ArrayList<>();
        for (int node = 0; node < first.events().size(); node++) {
            long events = last.events().get(node) - first.events().get(node);
            double cpuMicros = last.cpu().get(node).minus(first.cpu().get(node)).toNanos() / 1e3;
            if (events > 0 && cpuMicros == 0) {
                throw new IllegalStateException(
                        events + " events, for which the process has done nothing: is it the server?");
            }
            nodes.add(new TrafficFigures.Node(events, cpuMicros));
        }
        return new TrafficFigures((last.nanos() - first.nanos()) / 1e9, nodes);
    }

    /** The next one comes when the one before it has gone. */
    private void replace(ClientLoop loop, TrafficClient gone) {
        gone.close();
        clients.remove(gone);
        clients.add(new TrafficClient(loop, settings, gone.node(), this));
    }

    // What clients tell

    void connected(ClientLoop loop, TrafficClient by) {
        if (started && settings.kind() == Kind.CONNECT) {
            events[by.node()]++;
            replace(loop, by);
        }
    }

    Payload payload() {
        return payload;
    }

    void received(TrafficClient by, int number) {
        events[by.node()]++;
        if (settings.kind() != Kind.BROADCAST) {
            by.send();
        } else if (++deliveries[number % deliveries.length] == clients.size()) {
            deliveries[number % deliveries.length] = 0;
            clients.get(0).send();
        }
    }

    void fail(String reason) {
        if (failure == null) {
            failure = reason;
        }
    }
}
