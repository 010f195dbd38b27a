package io.pocketio.server.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.RecoveryAttempt;
import io.pocketio.RecoveryOptions;
import io.pocketio.SocketIoSocket;
import io.pocketio.lane.Lane;
import io.pocketio.lane.ThreadLane;
import io.pocketio.server.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client that is cut again and again while many threads send to it. */
class RecoveryConcurrencyTests {

    private static final int CUTS = 200;
    private static final int THREADS = 4;
    private static final int EVENTS = 10_000;
    private static final Pattern NUMBERED = Pattern.compile("\\[\"n\",(\\d+),(\\d+)]");

    private final Random random = new Random(42);
    private final List<RecoveryAttempt> attempts = new ArrayList<>();
    private final TestServer server = new TestServer(
            builder -> builder.connectionStateRecovery(RecoveryOptions.of(options -> options.maxPackets(2 * EVENTS)))
                    .recoveryListener(this::remember));
    private final ExecutorService senders = Executors.newFixedThreadPool(THREADS);
    private final Semaphore permits = new Semaphore(0);

    private synchronized void remember(RecoveryAttempt attempt) {
        attempts.add(attempt);
    }

    @AfterEach
    void stop() {
        senders.shutdownNow();
    }

    /** To the client alone and with others, directly and by rooms; some volatile, and some that want an answer. */
    private void send(SocketIoSocket socket, int thread) throws InterruptedException {
        for (int i = 0; i < EVENTS / THREADS; i++) {
            permits.acquire();
            switch (i % 4) {
                case 0 -> socket.emit("n", thread, i);
                case 1 -> server.io.emit("n", thread, i);
                case 2 -> server.io.to("room").emit("n", thread, i);
                default -> server.io.to(socket.id()).emit("n", thread, i);
            }
            if (i % 10 == 0) {
                server.io.asVolatile().emit("tick", "a string");
                server.io.to("elsewhere").emit("other");
                socket.emitWithAck("ask", "a string").subscribe(reply -> {}, gone -> {});
            }
        }
    }

    private List<Future<?>> startSenders(SocketIoSocket socket) {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int thread = i;
            running.add(senders.submit(() -> {
                send(socket, thread);
                return null;
            }));
        }
        return running;
    }

    private static void inLane(Lane lane, Runnable task) throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        lane.execute(() -> {
            try {
                task.run();
                done.complete(null);
            } catch (Throwable failure) {
                done.completeExceptionally(failure);
            }
        });
        done.get(10, TimeUnit.SECONDS);
    }

    /** Waits for the reply, which may come from another lane. */
    private static void connect(RecoveringClient client, ThreadLane loop) throws Exception {
        client.open(loop);
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (client.sid == null) {
            assertThat(System.nanoTime()).as("waited for the reply").isLessThan(end);
            inLane(loop, () -> client.receive(1));
        }
    }

    @Test
    void getsAllInOrderAndNothingTwice() throws Exception {
        RecoveringClient client = new RecoveringClient(server);
        try (ThreadLane one = new ThreadLane();
                ThreadLane two = new ThreadLane()) {
            List<ThreadLane> loops = List.of(one, two);
            connect(client, one);
            SocketIoSocket socket = server.socket();
            socket.join("room");
            inLane(one, client::cut);
            List<Future<?>> running = startSenders(socket);

            for (int cut = 1; cut < CUTS; cut++) {
                ThreadLane loop = loops.get(cut % 2);
                boolean half = cut % 3 == 0;
                connect(client, loop);
                permits.release(EVENTS / CUTS);
                inLane(loop, () -> client.receive(random.nextInt(2 * EVENTS / CUTS)));
                inLane(loop, half ? () -> {} : client::cut);
            }
            permits.release(EVENTS);
            connect(client, one);
            for (Future<?> sender : running) {
                sender.get(20, TimeUnit.SECONDS);
            }
            one.settle();
            inLane(one, client::receive);
        }

        assertThat(attempts).hasSize(CUTS).allMatch(RecoveryAttempt::isRecovered);
        assertAllInOrder(client);
    }

    private static void assertAllInOrder(RecoveringClient client) {
        Map<Integer, Integer> next = new HashMap<>();
        int count = 0;
        for (String event : client.events) {
            Matcher matcher = NUMBERED.matcher(event);
            if (matcher.matches()) {
                int thread = Integer.parseInt(matcher.group(1));
                int number = Integer.parseInt(matcher.group(2));
                assertThat(number).as("thread %s", thread).isEqualTo(next.getOrDefault(thread, 0));
                next.put(thread, number + 1);
                count++;
            } else {
                assertThat(event).doesNotContain("other");
            }
        }
        assertThat(count).isEqualTo(EVENTS);
    }

    @Test
    void deliversInTheSameOrderToAll() throws Exception {
        int clients = 5;
        List<RecoveringClient> all = new ArrayList<>();
        try (ThreadLane one = new ThreadLane();
                ThreadLane two = new ThreadLane()) {
            List<ThreadLane> loops = List.of(one, two);
            for (int i = 0; i < clients; i++) {
                RecoveringClient client = new RecoveringClient(server);
                connect(client, loops.get(i % 2));
                all.add(client);
                Objects.requireNonNull(find(client)).join("room");
            }
            SocketIoSocket common = server.io.sockets().sockets().iterator().next();
            List<Future<?>> running = startSenders(common);
            permits.release(EVENTS);
            for (Future<?> sender : running) {
                sender.get(20, TimeUnit.SECONDS);
            }
            for (int i = 0; i < clients; i++) {
                loops.get(i % 2).settle();
                inLane(loops.get(i % 2), all.get(i)::receive);
            }
        }

        List<String> first = toAll(all.get(0));
        assertThat(first).hasSizeGreaterThanOrEqualTo(EVENTS / 2);
        for (RecoveringClient client : all) {
            assertThat(toAll(client)).isEqualTo(first);
        }
    }

    private SocketIoSocket find(RecoveringClient client) {
        for (SocketIoSocket socket : server.io.sockets().sockets()) {
            if (socket.id().equals(client.sid)) {
                return socket;
            }
        }
        throw new AssertionError("not connected");
    }

    private static List<String> toAll(RecoveringClient client) {
        return client.events.stream()
                .filter(event -> {
                    Matcher matcher = NUMBERED.matcher(event);
                    return matcher.matches()
                            && (Integer.parseInt(matcher.group(2)) % 4 == 1
                                    || Integer.parseInt(matcher.group(2)) % 4 == 2);
                })
                .toList();
    }

    @Test
    void letsOneOfTwoHaveTheSession() throws Exception {
        for (int round = 0; round < 50; round++) {
            RecoveringClient client = new RecoveringClient(server);
            try (ThreadLane one = new ThreadLane();
                    ThreadLane two = new ThreadLane()) {
                connect(client, one);
                inLane(one, client::cut);
                RecoveringClient other = new RecoveringClient(server);
                other.pid = client.pid;
                Future<?> first = senders.submit(() -> {
                    connect(client, one);
                    return null;
                });
                connect(other, two);
                first.get(10, TimeUnit.SECONDS);

                // who comes second may find the session alive, and take it over; but nobody shares it
                two.settle();
                one.settle();
                assertThat(server.io.sockets().sockets().stream()
                                .map(SocketIoSocket::id)
                                .distinct())
                        .hasSameSizeAs(server.io.sockets().sockets());
                inLane(one, client::cut);
                inLane(two, other::cut);
            }
        }
    }
}
