package io.pocketio.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pocketio.BroadcastReply;
import io.pocketio.MissingAcksException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A thousand clients over real connections are asked by one broadcast, and thirty of them never answer. */
class BroadcastAcknowledgementProofTests {

    private static final InteropServer SERVER = InteropServer.API;
    private static final int CLIENTS = 1_000;
    private static final int SILENT = 30;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** When all answer, or go. */
    private static final Duration LONG_TIMEOUT = Duration.ofSeconds(50);

    private static final ExecutorService THREADS = Executors.newFixedThreadPool(16);

    private final List<WebSocketClient> clients = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();

    @BeforeEach
    void connect() throws Exception {
        for (WebSocketClient client : forAll(i -> WebSocketClient.open(SERVER, EngineClient.SOCKET_IO))) {
            clients.add(client);
        }
        ids.addAll(forAll(i -> clients.get(i).connect()));
        SERVER.io().in(ids.toArray(String[]::new)).socketsJoin("asked");
    }

    @AfterEach
    void disconnect() {
        clients.forEach(WebSocketClient::close);
    }

    @AfterAll
    static void stop() {
        THREADS.shutdownNow();
    }

    @Test
    void tellsWhoHasAnsweredAndWhoHasNot() throws Exception {
        Set<String> silent = new HashSet<>();
        for (int i = 0; i < SILENT; i++) {
            silent.add(ids.get(i * (CLIENTS / SILENT)));
        }
        List<BroadcastReply> replies = new CopyOnWriteArrayList<>();

        Instant asked = Instant.now();
        CompletableFuture<Void> outcome = ask(TIMEOUT, replies);
        forAll(i -> answer(clients.get(i), silent.contains(ids.get(i)) ? "" : ids.get(i)));
        Duration answered = Duration.between(asked, Instant.now());
        MissingAcksException missing = (MissingAcksException)
                catchThrowableOfType(CompletionException.class, outcome::join).getCause();
        Duration failed = Duration.between(asked, Instant.now());

        assertThat(replies).hasSize(CLIENTS - SILENT);
        assertThat(replies)
                .allSatisfy(reply ->
                        assertThat(reply.arguments().get(0, String.class)).isEqualTo(reply.socketId()));
        assertThat(missing.missing()).isEqualTo(silent);
        assertThat(missing.missingCount()).isEqualTo(SILENT);
        assertThat(missing.answered()).hasSize(CLIENTS - SILENT).doesNotContainAnyElementsOf(silent);
        assertThat(failed).isBetween(TIMEOUT, TIMEOUT.plusSeconds(10));
        System.out.printf(
                "Broadcast acknowledgement: %d clients asked, %d answered within %d ms, %d missing named after %d ms"
                        + " (time-out %d ms)%n",
                CLIENTS,
                replies.size(),
                answered.toMillis(),
                missing.missing().size(),
                failed.toMillis(),
                TIMEOUT.toMillis());
    }

    @Test
    void waitsForNobodyWhoHasGone() throws Exception {
        List<BroadcastReply> replies = new CopyOnWriteArrayList<>();

        Instant asked = Instant.now();
        CompletableFuture<Void> outcome = ask(LONG_TIMEOUT, replies);
        forAll(i -> i < SILENT ? reset(clients.get(i)) : answer(clients.get(i), ids.get(i)));
        MissingAcksException missing = (MissingAcksException)
                catchThrowableOfType(CompletionException.class, outcome::join).getCause();

        assertThat(replies).hasSize(CLIENTS - SILENT);
        assertThat(missing.missing()).containsExactlyInAnyOrderElementsOf(ids.subList(0, SILENT));
        assertThat(Duration.between(asked, Instant.now())).isLessThan(LONG_TIMEOUT);
    }

    @Test
    void completesWhenAllHaveAnswered() throws Exception {
        List<BroadcastReply> replies = new CopyOnWriteArrayList<>();

        CompletableFuture<Void> outcome = ask(LONG_TIMEOUT, replies);
        forAll(i -> answer(clients.get(i), ids.get(i)));

        assertThat(outcome).succeedsWithin(LONG_TIMEOUT);
        assertThat(replies).extracting(BroadcastReply::socketId).containsExactlyInAnyOrderElementsOf(ids);
    }

    private static CompletableFuture<Void> ask(Duration timeout, List<BroadcastReply> replies) {
        return SERVER.io()
                .to("asked")
                .timeout(timeout)
                .emitWithAck("question", "who?")
                .doOnNext(replies::add)
                .then()
                .toFuture();
    }

    private static Void answer(WebSocketClient client, String answer) {
        String packet = client.receive();
        assertThat(packet).startsWith("42").endsWith("[\"question\",\"who?\"]");
        if (!answer.isEmpty()) {
            String id = packet.substring(2, packet.indexOf('['));
            client.send("43" + id + "[\"" + answer + "\"]");
        }
        return null;
    }

    private static Void reset(WebSocketClient client) {
        client.receive();
        client.reset();
        return null;
    }

    private interface Step<T> {

        T take(int client);
    }

    /** Lets all clients take a step, several at a time, and waits for the last. */
    private static <T> List<T> forAll(Step<T> step) throws Exception {
        List<Callable<T>> steps = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            int client = i;
            steps.add(() -> step.take(client));
        }
        List<T> results = new ArrayList<>();
        for (Future<T> result : THREADS.invokeAll(steps, 60, TimeUnit.SECONDS)) {
            results.add(result.get());
        }
        return results;
    }
}
