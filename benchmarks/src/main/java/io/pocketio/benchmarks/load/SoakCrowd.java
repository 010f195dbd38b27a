package io.pocketio.benchmarks.load;

import io.pocketio.benchmarks.client.ClientLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Future;

/** Keeps as many clients as asked for at work while they come and go. Confined to the loop. */
final class SoakCrowd {

    private static final Duration LOOK = Duration.ofMillis(200);

    private final SoakSettings settings;
    private final ClientLoop loop;
    private final List<Integer> ports;
    private final Broadcasts broadcasts;
    private final SoakCounts counts = new SoakCounts();
    private final Random random = new Random(1);
    private final List<SoakClient> clients = new ArrayList<>();
    private final List<Future<?>> schedules = new ArrayList<>();
    private long pings;
    private boolean stopped;

    SoakCrowd(SoakSettings settings, ClientLoop loop, List<Integer> ports, Broadcasts broadcasts) {
        this.settings = settings;
        this.loop = loop;
        this.ports = ports;
        this.broadcasts = broadcasts;
    }

    void start() {
        schedules.add(loop.every(settings.connectPeriod(), settings.connectPeriod(), this::churn));
        schedules.add(loop.every(settings.actionPeriod(), settings.actionPeriod(), this::act));
        loop.every(LOOK, LOOK, this::look);
    }

    private void churn() {
        long active = clients.stream().filter(SoakClient::isActive).count();
        if (active >= settings.clients()) {
            any().leave(Leaving.any(random));
        }
        int port = ports.get(random.nextInt(ports.size()));
        clients.add(new SoakClient(loop, port, broadcasts, counts, random));
    }

    private void act() {
        if (clients.stream().anyMatch(SoakClient::isActive)) {
            any().act();
        }
    }

    private SoakClient any() {
        SoakClient client = clients.get(random.nextInt(clients.size()));
        while (!client.isActive()) {
            client = clients.get(random.nextInt(clients.size()));
        }
        return client;
    }

    private void look() {
        if (stopped) { // those that were still connecting then leave when they have
            clients.stream().filter(SoakClient::isActive).forEach(client -> client.leave(Leaving.DISCONNECT));
        }
        long now = System.nanoTime();
        clients.forEach(client -> client.look(now));
        clients.stream().filter(SoakClient::isGone).forEach(client -> pings += client.pings());
        clients.removeIf(SoakClient::isGone);
    }

    /** Nobody comes any more, and all leave. */
    void stop() {
        schedules.forEach(schedule -> schedule.cancel(false));
        stopped = true;
    }

    boolean isEmpty() {
        return clients.isEmpty();
    }

    /** Of clients that have gone. */
    long pings() {
        return pings;
    }

    SoakCounts.Figures figures() {
        return counts.figures();
    }
}
