package io.pocketio.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.SocketIoSocket;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.engine.TestRequests;
import io.pocketio.lane.ThreadLane;
import io.pocketio.server.TestServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many threads at once. */
class ConcurrencyTests {

    private static final int THREADS = 4;
    private static final int MESSAGES = 1500;
    private static final Pattern NUMBERED = Pattern.compile("42\\[\"n\",(\\d+),(\\d+)]");

    private final TestServer server = new TestServer();
    private final ExecutorService executor = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    private List<Future<?>> start(CountDownLatch go, NumberedTask task) {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            running.add(executor.submit(() -> {
                go.await();
                task.run(number);
                return null;
            }));
        }
        return running;
    }

    private interface NumberedTask {

        void run(int number) throws Exception;
    }

    private static void await(List<Future<?>> running) throws Exception {
        for (Future<?> task : running) {
            task.get(20, TimeUnit.SECONDS);
        }
    }

    /** Directly and by broadcasts of both kinds. */
    private void emitMany(SocketIoSocket socket, int thread) {
        for (int i = 0; i < MESSAGES; i++) {
            switch (i % 3) {
                case 0 -> socket.emit("n", thread, i);
                case 1 -> server.io.emit("n", thread, i);
                default -> server.io.to(socket.id()).emit("n", thread, i);
            }
        }
    }

    private static void assertAllInOrder(TestFrameChannel client) {
        Map<Integer, Integer> next = new HashMap<>();
        while (client.hasSent()) {
            Matcher matcher = NUMBERED.matcher(client.next().asText());
            if (matcher.matches()) {
                int thread = Integer.parseInt(matcher.group(1));
                int number = Integer.parseInt(matcher.group(2));
                assertThat(number).as("thread %s", thread).isEqualTo(next.getOrDefault(thread, 0));
                next.put(thread, number + 1);
            }
        }
        assertThat(next)
                .hasSize(THREADS)
                .allSatisfy((thread, count) -> assertThat(count).isEqualTo(MESSAGES));
    }

    @Test
    void keepsTheOrderOfEachThread() throws Exception {
        try (ThreadLane loop = new ThreadLane()) {
            TestFrameChannel client = new TestFrameChannel(loop);
            client.connect(
                    server.io.engine(),
                    Objects.requireNonNull(server.io
                            .engine()
                            .admit(TestRequests.webSocket("EIO=4&transport=websocket"))
                            .block()));
            client.receive("40");
            loop.settle();
            CountDownLatch go = new CountDownLatch(1);
            SocketIoSocket socket = server.socket();

            List<Future<?>> running = start(go, thread -> emitMany(socket, thread));
            go.countDown();
            await(running);
            loop.settle();

            assertAllInOrder(client);
        }
    }

    @Test
    void keepsTheOrderOfEachThreadAcrossAnUpgrade() throws Exception {
        try (ThreadLane loop = new ThreadLane()) {
            String sid = server.connectPolling();
            SocketIoSocket socket = server.socket();
            TestFrameChannel client = new TestFrameChannel(loop);
            server.upgrade(sid, client);
            client.receive("2probe");
            loop.settle();
            client.expect("3probe");
            CountDownLatch go = new CountDownLatch(1);

            List<Future<?>> running = start(go, thread -> emitMany(socket, thread));
            go.countDown();
            client.receive("5");
            await(running);
            settleBoth(loop);

            assertAllInOrder(client);
        }
    }

    /** What is queued in the loop may queue more in the session's own lane, which the loop runs. */
    private static void settleBoth(ThreadLane loop) throws Exception {
        loop.settle();
        loop.settle();
    }

    @Test
    void remembersNothingOfSocketsThatCameAndWent() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        for (int i = 0; i < 20; i++) {
            server.connect();
        }
        List<SocketIoSocket> sockets = List.copyOf(server.io.sockets().sockets());

        List<Future<?>> running = start(go, thread -> {
            for (SocketIoSocket socket : sockets) {
                socket.join("room", "room " + thread);
                server.io.to("room").emit("news");
                socket.emitWithAck("ask").subscribe(reply -> {}, gone -> {});
                socket.disconnect(thread == 0);
                socket.join("late");
            }
        });
        go.countDown();
        await(running);

        // what one thread left behind for another is done by a worker
        Awaitility.await().untilAsserted(() -> {
            assertThat(server.io.sockets().sockets()).isEmpty();
            assertThat(server.io.rooms().names().block()).isEmpty();
        });
    }
}
