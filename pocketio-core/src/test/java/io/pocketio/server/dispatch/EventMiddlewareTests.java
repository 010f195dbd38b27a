package io.pocketio.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.pocketio.Ack;
import io.pocketio.AnyEventHandler;
import io.pocketio.EventRejectedException;
import io.pocketio.SocketIoSocket;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.json.CodecException;
import io.pocketio.lane.ManualExecutor;
import io.pocketio.protocol.Arguments;
import io.pocketio.server.LogCapture;
import io.pocketio.server.TestServer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Middlewares of events: what they see, what they hold up, and what they drop. */
class EventMiddlewareTests {

    private final TestServer server = new TestServer();
    private final List<String> calls = new ArrayList<>();
    private final Deque<Sinks.Empty<Void>> verdicts = new ArrayDeque<>();

    @Test
    void logsNoErrorForAnEventThatIsDroppedOnPurpose() {
        server.io.sockets().use((socket, event, arguments) -> Mono.error(new EventRejectedException("too many")));
        TestFrameChannel client = server.connect();

        try (LogCapture log = new LogCapture(Level.INFO)) {
            client.receive("42[\"x\"]");

            assertThat(log.messages(Level.ERROR)).isEmpty();
        }
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void callsCatchAllThenMiddlewaresThenHandlers() {
        server.io.useForAll((socket, event, arguments) -> passed("server asked"));
        server.io.sockets().use((socket, event, arguments) -> passed("namespace asked"));
        server.io.sockets().handleAny((socket, event, arguments, ack) -> passed("namespace any"));
        server.io.sockets().handle("x", (socket, arguments, ack) -> passed("namespace"));
        server.io.onConnect(socket -> {
            socket.on("x", (arguments, ack) -> calls.add("socket"));
            socket.use((self, event, arguments) -> passed("socket asked"));
            socket.onAny((event, arguments) -> calls.add("socket any"));
            socket.prependAny((event, arguments) -> calls.add("socket any, ahead"));
        });

        server.connect().receive("42[\"x\"]");

        assertThat(calls)
                .containsExactly(
                        "namespace any",
                        "socket any, ahead",
                        "socket any",
                        "server asked",
                        "namespace asked",
                        "socket asked",
                        "namespace",
                        "socket");
    }

    @Test
    void givesMiddlewaresTheEventAndItsArguments() {
        server.io
                .sockets()
                .use((socket, event, arguments) ->
                        passed(event + " " + arguments.get(0, Integer.class) + " " + arguments.size()));

        server.connect().receive("42[\"x\",1,2]");

        assertThat(calls).containsExactly("x 1 2");
    }

    @Test
    void asksAboutEventsThatNobodyHandles() {
        server.io.sockets().use((socket, event, arguments) -> passed("asked " + event));
        server.io.sockets().handleAny((socket, event, arguments, ack) -> passed("any " + event));

        server.connect().receive("42[\"unknown\"]");

        assertThat(calls).containsExactly("any unknown", "asked unknown");
    }

    @Test
    void letsACatchAllHandlerAcknowledge() {
        server.io.sockets().handleAny((socket, event, arguments, ack) -> {
            ack.send(event);
            return Mono.empty();
        });
        TestFrameChannel client = server.connect();

        client.receive("420[\"x\"]");

        client.expect("430[\"x\"]");
    }

    @Test
    void holdsTheNextEventUntilTheMiddlewareHasDecided() {
        askLater();
        TestFrameChannel client = server.connect();

        client.receive("42[\"x\",1]");
        client.receive("42[\"x\",2]");
        assertThat(verdicts).hasSize(1);
        verdicts.remove().tryEmitEmpty();
        assertThat(calls).containsExactly("1");
        verdicts.remove().tryEmitEmpty();

        assertThat(calls).containsExactly("1", "2");
    }

    @Test
    void pausesReadingWhileTooManyEventsWaitForAMiddleware() {
        TestServer small = new TestServer(settings -> settings.maxPendingEvents(4));
        Sinks.Empty<Void> verdict = Sinks.empty();
        small.io.sockets().use((socket, event, arguments) -> verdict.asMono());
        small.io.sockets().handle("x", (socket, arguments, ack) -> passed("x"));
        TestFrameChannel client = small.connect();

        for (int i = 0; i < 5; i++) {
            client.receive("42[\"x\"]");
        }
        assertThat(client.isReading()).isFalse();
        verdict.tryEmitEmpty();

        assertThat(client.isReading()).isTrue();
        assertThat(calls).hasSize(5);
    }

    @Test
    void worksOffAThousandWaitingEventsWithoutDeepStacks() {
        TestServer large = new TestServer(settings -> settings.maxPendingEvents(200_000));
        Sinks.Empty<Void> verdict = Sinks.empty();
        large.io.sockets().use((socket, event, arguments) -> verdict.asMono());
        large.io.sockets().use((socket, event, arguments) -> Mono.fromRunnable(() -> {}));
        large.io.sockets().handle("x", (socket, arguments, ack) -> passed("x"));
        TestFrameChannel client = large.connect();

        for (int i = 0; i < 50_000; i++) {
            client.receive("42[\"x\"]");
        }
        verdict.tryEmitEmpty();

        assertThat(calls).hasSize(50_000);
    }

    @Test
    void tellsErrorListenersOfADroppedEventAndTheClientNothing() {
        server.io.sockets().handle("x", (socket, arguments, ack) -> passed("handled"));
        server.io.onConnect(socket -> {
            socket.use((self, event, arguments) -> Mono.error(new IllegalStateException("no")));
            socket.onError(failure -> calls.add("first: " + failure.getMessage()));
            socket.onError(failure -> calls.add("second: " + failure.getMessage()));
        });
        TestFrameChannel client = server.connect();

        try (LogCapture log = new LogCapture(Level.INFO)) {
            client.receive("420[\"x\"]");

            assertThat(log.messages(Level.ERROR)).isEmpty();
        }
        assertThat(calls).containsExactly("first: no", "second: no");
        client.expectNothing();
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void asksNoFurtherMiddlewareAboutADroppedEvent() {
        server.io.sockets().use((socket, event, arguments) -> {
            throw new IllegalStateException("no");
        });
        server.io.sockets().use((socket, event, arguments) -> passed("asked"));
        server.io.onConnect(socket -> socket.onError(failure -> calls.add("told")));

        server.connect().receive("42[\"x\"]");

        assertThat(calls).containsExactly("told");
    }

    @Test
    void logsAnErrorThatNobodyListensFor() {
        server.io.sockets().use((socket, event, arguments) -> {
            throw new IllegalStateException("no");
        });
        TestFrameChannel client = server.connect();

        try (LogCapture log = new LogCapture(Level.INFO)) {
            client.receive("42[\"x\\nERROR\"]");

            assertThat(log.messages(Level.ERROR))
                    .hasSize(1)
                    .allMatch(line ->
                            line.startsWith("A middleware dropped x\\nERROR, and the socket has no error listener"));
        }
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void holdsArgumentsThatDoNotFitAgainstTheClient() {
        server.io.sockets().use((socket, event, arguments) -> {
            throw new CodecException("no number");
        });
        TestFrameChannel client = server.connect();

        try (LogCapture log = new LogCapture(Level.INFO)) {
            client.receive("42[\"x\"]");

            assertThat(log.messages(Level.ERROR)).isEmpty();
        }
    }

    @Test
    void goesOnWithTheNextEventAfterADroppedOne() {
        server.io.sockets().use((socket, event, arguments) -> {
            if (event.equals("bad")) {
                throw new StackOverflowError();
            }
            return event.equals("worse") ? nothing() : Mono.empty();
        });
        server.io.onConnect(socket -> socket.onError(failure -> {
            throw new IllegalStateException("a listener that fails, too");
        }));
        server.io.sockets().handle("good", (socket, arguments, ack) -> passed("good"));
        TestFrameChannel client = server.connect();

        try (LogCapture log = new LogCapture(Level.INFO)) {
            client.receive("42[\"bad\"]");
            client.receive("42[\"worse\"]");
            client.receive("42[\"good\"]");

            assertThat(log.messages(Level.ERROR)).hasSize(2);
        }
        assertThat(calls).containsExactly("good");
    }

    @Test
    void goesOnWithTheNextEventAfterAnErrorThatReactorTakesForFatal() {
        Sinks.Empty<Void> later = Sinks.empty();
        server.io.sockets().use((socket, event, arguments) -> event.equals("late") ? later.asMono() : Mono.empty());
        server.io
                .sockets()
                .use((socket, event, arguments) -> event.equals("good")
                        ? Mono.empty()
                        : Mono.fromRunnable(() -> {
                            throw new NoClassDefFoundError("on purpose");
                        }));
        server.io.sockets().handle("good", (socket, arguments, ack) -> passed("good"));
        TestFrameChannel client = server.connect();

        try (LogCapture log = new LogCapture(Level.INFO)) {
            client.receive("42[\"bad\"]");
            client.receive("42[\"late\"]");
            later.tryEmitEmpty();
            client.receive("42[\"good\"]");

            assertThat(log.messages(Level.ERROR)).hasSize(2);
        }
        assertThat(calls).containsExactly("good");
    }

    @Test
    void dropsAnEventWhoseMiddlewareHasNotDecidedWhenTheClientGoes() {
        List<String> cancelled = new ArrayList<>();
        server.io
                .sockets()
                .use((socket, event, arguments) -> Mono.<Void>never().doOnCancel(() -> cancelled.add(event)));
        server.io.sockets().handle("x", (socket, arguments, ack) -> passed("handled"));
        server.io.sockets().handleDisconnect((socket, reason) -> passed("left"));
        TestFrameChannel client = server.connect();
        client.receive("42[\"x\"]");
        client.receive("42[\"x\"]");

        client.disconnect(null);

        assertThat(cancelled).containsExactly("x", "x");
        assertThat(calls).containsExactly("left");
    }

    @Test
    void handlesWhatPassesAtOnceAlthoughTheClientHasGone() {
        askLater();
        server.io.sockets().handleDisconnect((socket, reason) -> passed("left"));
        TestFrameChannel client = server.connect();
        client.receive("42[\"slow\"]");
        client.receive("42[\"x\",1]");
        decideAtOnce();

        client.disconnect(null);

        assertThat(calls).containsExactly("1", "left");
    }

    @Test
    void dropsWhatWaitsWhenTheServerSendsTheClientAway() {
        askLater();
        TestFrameChannel client = server.connect();
        client.receive("42[\"x\",1]");
        client.receive("42[\"x\",2]");

        server.socket().disconnect();
        verdicts.remove().tryEmitEmpty();

        assertThat(calls).isEmpty();
        client.expect("41");
    }

    @Test
    void letsAMiddlewareSendTheClientAway() {
        server.io.sockets().use((socket, event, arguments) -> {
            socket.disconnect();
            return Mono.empty();
        });
        server.io.sockets().handle("x", (socket, arguments, ack) -> passed("handled"));
        server.io.sockets().handleDisconnect((socket, reason) -> passed("left"));
        TestFrameChannel client = server.connect();

        client.receive("42[\"x\"]");

        client.expect("41");
        assertThat(calls).containsExactly("left");
    }

    @Test
    void waitsForACatchAllHandlerThatBlocks() {
        ManualExecutor worker = new ManualExecutor();
        server.io.sockets().handleAny(new AnyEventHandler() {

            @Override
            public Mono<Void> handle(SocketIoSocket socket, String event, Arguments arguments, Ack ack) {
                return passed("any");
            }

            @Override
            public Executor executor() {
                return worker::execute;
            }
        });
        server.io.sockets().handle("x", (socket, arguments, ack) -> passed("x"));
        TestFrameChannel client = server.connect();
        client.receive("42[\"x\"]");
        assertThat(calls).isEmpty();

        worker.run();

        assertThat(calls).containsExactly("any", "x");
    }

    private void askLater() {
        server.io.sockets().use((socket, event, arguments) -> {
            if (decided) {
                return Mono.empty();
            }
            verdicts.add(Sinks.empty());
            return verdicts.getLast().asMono();
        });
        server.io.sockets().handle("x", (socket, arguments, ack) -> passed("" + arguments.get(0, Integer.class)));
    }

    private boolean decided;

    private void decideAtOnce() {
        decided = true;
    }

    private Mono<Void> passed(String call) {
        calls.add(call);
        return Mono.empty();
    }

    private static @Nullable Mono<Void> nothing() {
        return null;
    }
}
