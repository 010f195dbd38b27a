package io.pocketio.server.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.MissingAcksException;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.server.TestServer;
import io.pocketio.server.namespace.NamespaceProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/** Broadcasts that ask very many for acknowledgements, and many threads that answer. */
class BroadcastAckLoadTests {

    private static final int THREADS = 4;

    private final TestServer server = new TestServer();
    private final ExecutorService executor = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    private List<TestFrameChannel> connect(int count) {
        List<TestFrameChannel> clients = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            clients.add(server.connect());
        }
        return clients;
    }

    /** Each thread has its share of the clients. */
    private void together(List<TestFrameChannel> clients, ClientTask task) throws Exception {
        List<Future<?>> running = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int first = thread;
            running.add(executor.submit(() -> {
                for (int i = first; i < clients.size(); i += THREADS) {
                    task.run(i, clients.get(i));
                }
            }));
        }
        for (Future<?> share : running) {
            share.get(20, TimeUnit.SECONDS);
        }
    }

    private interface ClientTask {

        void run(int index, TestFrameChannel client);
    }

    @Test
    void namesTheThirtyOfAThousandWhoNeverAnswer() {
        List<TestFrameChannel> clients = connect(1000);
        AtomicInteger answers = new AtomicInteger();
        List<Throwable> failures = new ArrayList<>();
        server.io
                .timeout(Duration.ofSeconds(2))
                .emitWithAck("ask")
                .subscribe(reply -> answers.incrementAndGet(), failures::add);

        for (int i = 0; i < 970; i++) {
            clients.get(i).receive("430[]");
        }
        server.advance(Duration.ofSeconds(3));

        assertThat(answers).hasValue(970);
        MissingAcksException missing = (MissingAcksException) failures.get(0);
        assertThat(missing.answered()).hasSize(970);
        assertThat(missing.missing()).hasSize(30).doesNotContainAnyElementsOf(missing.answered());
    }

    @Test
    void gathersTheAnswersOfManyThreads() throws Exception {
        List<TestFrameChannel> clients = connect(2000);
        StepVerifier answers = StepVerifier.create(server.io.emitWithAck("ask"))
                .expectNextCount(2000)
                .expectComplete()
                .verifyLater();

        together(clients, (index, client) -> client.receive("430[" + index + "]"));

        answers.verify(Duration.ofSeconds(10));
    }

    @Test
    void countsEachRecipientOnceWhileTheyComeAndGo() throws Exception {
        for (int round = 0; round < 20; round++) {
            List<TestFrameChannel> clients = connect(200);
            AtomicInteger answered = new AtomicInteger();
            List<Throwable> failures = new ArrayList<>();
            Future<?> going = executor.submit(() -> clients.subList(0, 100).forEach(client -> client.disconnect(null)));
            server.io
                    .emitWithAck("ask")
                    .subscribe(reply -> answered.incrementAndGet(), failures::add, () -> failures.add(new Done()));
            int id = round;
            together(clients, (index, client) -> {
                if (index >= 50) {
                    client.receive("43" + id + "[]");
                    client.receive("43" + id + "[]");
                }
                if (index < 150) {
                    client.disconnect(null);
                }
            });
            going.get(10, TimeUnit.SECONDS);

            // answers wait for each other: the last may be given by another thread
            Awaitility.await().until(() -> !failures.isEmpty());
            assertThat(failures).hasSize(1);
            assertThat(answered.get()).isBetween(100, 150);
            if (failures.get(0) instanceof MissingAcksException missing) {
                assertThat(missing.answered()).hasSize(answered.get());
                assertThat(missing.missingCount()).isEqualTo(missing.missing().size());
            }
            clients.forEach(client -> client.disconnect(null));
        }
    }

    /** Stands for completion among failures. */
    private static final class Done extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    @Test
    void remembersNothingOfQuestionsThatAreOver() {
        List<TestFrameChannel> clients = connect(3);

        server.io.timeout(Duration.ofSeconds(1)).emitWithAck("ask").subscribe(reply -> {}, failure -> {});
        clients.forEach(client -> client.receive("430[]"));
        server.io.timeout(Duration.ofSeconds(1)).emitWithAck("ask").subscribe(reply -> {}, failure -> {});
        server.io.emitWithAck("ask").subscribe().dispose();
        server.io.to("nobody").emitWithAck("ask").subscribe();
        assertThat(NamespaceProbe.pendingBroadcasts(server.io.sockets())).isEqualTo(1);
        server.advance(Duration.ofSeconds(2));

        assertThat(NamespaceProbe.pendingBroadcasts(server.io.sockets())).isZero();
    }
}
