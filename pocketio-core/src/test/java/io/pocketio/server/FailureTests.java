package io.pocketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.pocketio.MissingAcksException;
import io.pocketio.SocketIoServer;
import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.EngineResponse;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.engine.TestRequests;
import io.pocketio.lane.ManualLane;
import io.pocketio.lane.ThreadLane;
import io.pocketio.server.socket.DefaultSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What fails, or does not return, for one client is nobody else's business. */
class FailureTests {

    private final TestServer server = new TestServer();
    private final ManualLane loop = new ManualLane();
    private final List<String> reasons = new ArrayList<>();

    private TestFrameChannel connect() {
        TestFrameChannel client = server.openIn(loop, new TestFrameChannel(loop));
        client.receive("40");
        loop.run();
        client.next();
        return client;
    }

    private List<TestFrameChannel> threeOfWhichTheSecondCannotBeWrittenTo() {
        server.io.sockets().handleDisconnect((socket, reason) -> {
            reasons.add(reason.wireName());
            return Mono.empty();
        });
        List<TestFrameChannel> clients = List.of(connect(), connect(), connect());
        clients.get(1).fail(new IllegalStateException("broken"));
        return clients;
    }

    @Test
    void broadcastsPastAClientThatCannotBeWrittenTo() {
        List<TestFrameChannel> clients = threeOfWhichTheSecondCannotBeWrittenTo();

        try (LogCapture log = new LogCapture(Level.INFO)) {
            loop.execute(() -> server.io.emit("news"));
            loop.run();

            assertThat(log.messages(Level.ERROR)).singleElement().asString().contains("A session ends because");
        }
        clients.get(0).expect("42[\"news\"]");
        clients.get(2).expect("42[\"news\"]");
        assertThat(clients.get(1).isClosed()).isTrue();
        assertThat(reasons).containsExactly("transport error");
        assertThat(server.io.sockets().sockets()).hasSize(2);
    }

    @Test
    void broadcastsFromAnotherThreadPastAClientThatCannotBeWrittenTo() {
        List<TestFrameChannel> clients = threeOfWhichTheSecondCannotBeWrittenTo();

        server.io.emit("news");
        loop.run();

        clients.get(0).expect("42[\"news\"]");
        clients.get(2).expect("42[\"news\"]");
        assertThat(reasons).containsExactly("transport error");
    }

    @Test
    void waitsForNoAnswerOfAClientThatCannotBeWrittenTo() {
        List<TestFrameChannel> clients = threeOfWhichTheSecondCannotBeWrittenTo();
        List<Throwable> failures = new ArrayList<>();

        server.io.emitWithAck("ask").subscribe(reply -> {}, failures::add);
        loop.run();
        for (TestFrameChannel client : List.of(clients.get(0), clients.get(2))) {
            Matcher asked =
                    Pattern.compile("42(\\d+)\\[\"ask\"]").matcher(client.next().asText());
            assertThat(asked.matches()).isTrue();
            client.receive("43" + asked.group(1) + "[]");
        }
        loop.run();

        assertThat(failures).singleElement().isInstanceOf(MissingAcksException.class);
    }

    @Test
    void endsASessionWhoseConnectionCannotBeClosedEither() {
        List<TestFrameChannel> clients = threeOfWhichTheSecondCannotBeWrittenTo();
        clients.get(1).failAltogether(new IllegalStateException("broken"));
        List<String> done = new ArrayList<>();

        server.io.close().subscribe(nothing -> {}, failure -> {}, () -> done.add("closed"));
        loop.run();

        assertThat(clients).allMatch(TestFrameChannel::isClosed);
        assertThat(reasons).containsOnly("server shutting down").hasSize(3);
        assertThat(done).containsExactly("closed");
    }

    @Test
    void tellsOnceOfASessionThatFails() {
        TestFrameChannel client = connect();
        client.fail(new IllegalStateException("broken"));

        try (LogCapture log = new LogCapture(Level.INFO)) {
            loop.execute(() -> {
                for (int i = 0; i < 10; i++) {
                    server.socket().emit("row", i);
                }
            });
            loop.run();

            assertThat(log.messages(Level.ERROR)).hasSize(1);
        }
    }

    @Test
    void endsASessionOfWhichATaskFails() {
        TestFrameChannel client = connect();
        server.io.sockets().handleDisconnect((socket, reason) -> {
            reasons.add(reason.wireName());
            return Mono.empty();
        });

        try (LogCapture log = new LogCapture(Level.INFO)) {
            ((DefaultSocket) server.socket()).session().execute(() -> {
                throw new StackOverflowError();
            });
            loop.run();

            assertThat(log.messages(Level.ERROR)).singleElement().asString().contains("A session ends because");
        }
        assertThat(client.isClosed()).isTrue();
        assertThat(reasons).containsExactly("transport error");
    }

    /** On real threads: a handler that blocks has one for itself, and the clock goes on. */
    @Test
    void pingsOthersWhileADisconnectHandlerBlocks() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        SocketIoServer io = SocketIoServerBuilder.create()
                .engine(EngineOptions.of(
                        options -> options.pingInterval(Duration.ofMillis(100)).pingTimeout(Duration.ofSeconds(2))))
                .build();
        io.sockets().handleDisconnect((socket, reason) -> {
            blocked.countDown();
            awaitQuietly(release);
            return Mono.empty();
        });
        ThreadLane thread = new ThreadLane();
        try {
            EngineResponse opened = Objects.requireNonNull(io.engine()
                    .handle(TestRequests.get("EIO=4&transport=polling"))
                    .block());
            String sid = TestServer.sid(new String(opened.body(), StandardCharsets.UTF_8));
            io.engine()
                    .handle(TestRequests.post("EIO=4&transport=polling&sid=" + sid, "40"))
                    .subscribe();
            assertThat(blocked.await(10, TimeUnit.SECONDS)).isTrue();
            TestFrameChannel other = new TestFrameChannel(thread);
            other.connect(
                    io.engine(),
                    Objects.requireNonNull(io.engine()
                            .admit(TestRequests.webSocket("EIO=4&transport=websocket"))
                            .block()));
            await().until(() -> hasSent(thread, other, "2"));
        } finally {
            release.countDown();
            io.close().block(Duration.ofSeconds(10));
            thread.close();
        }
    }

    private static boolean hasSent(ThreadLane thread, TestFrameChannel channel, String packet) throws Exception {
        boolean[] has = {false};
        thread.execute(
                () -> has[0] = channel.hasSent() && channel.next().asText().equals(packet));
        thread.settle();
        return has[0];
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
