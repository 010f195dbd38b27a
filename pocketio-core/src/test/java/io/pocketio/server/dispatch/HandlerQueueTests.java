package io.pocketio.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.pocketio.Ack;
import io.pocketio.ConnectHandler;
import io.pocketio.DisconnectHandler;
import io.pocketio.DisconnectReason;
import io.pocketio.EventHandler;
import io.pocketio.SocketIoSocket;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.lane.ManualExecutor;
import io.pocketio.lane.ManualLane;
import io.pocketio.protocol.Arguments;
import io.pocketio.server.LogCapture;
import io.pocketio.server.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class HandlerQueueTests {

    private final TestServer server = new TestServer();
    private final ManualExecutor executor = new ManualExecutor();
    private final List<String> calls = new ArrayList<>();

    private EventHandler blocking(String name) {
        return blocking(name, Mono.empty(), executor);
    }

    private EventHandler blocking(String name, Mono<Void> result, Executor where) {
        return new EventHandler() {
            @Override
            public Mono<Void> handle(SocketIoSocket socket, Arguments arguments, Ack ack) {
                calls.add(name);
                return result;
            }

            @Override
            public Executor executor() {
                return where;
            }
        };
    }

    private EventHandler inline(String name) {
        return (socket, arguments, ack) -> {
            calls.add(name);
            return Mono.empty();
        };
    }

    private TestFrameChannel connectWithHandlers() {
        server.io.sockets().handle("slow", blocking("slow"));
        server.io.sockets().handle("fast", inline("fast"));
        server.io.sockets().handleDisconnect((socket, reason) -> {
            calls.add(reason.wireName());
            return Mono.empty();
        });
        return server.connect();
    }

    @Test
    void runsABlockingHandlerInItsExecutor() {
        TestFrameChannel client = connectWithHandlers();

        client.receive("42[\"slow\"]");
        assertThat(calls).isEmpty();
        executor.run();

        assertThat(calls).containsExactly("slow");
    }

    @Test
    void givesOthersOfTheLaneTheirTurnWhenMuchHasWaited() {
        ManualLane loop = new ManualLane();
        server.io.sockets().handle("slow", blocking("slow"));
        server.io.sockets().handle("fast", (socket, arguments, ack) -> {
            calls.add(arguments.get(0, String.class));
            return Mono.empty();
        });
        TestFrameChannel client = server.openIn(loop, new TestFrameChannel(loop));
        client.receive("40");
        client.receive("42[\"slow\"]");
        for (int i = 100; i < 900; i++) {
            client.receive("42[\"fast\",\"" + i + "\"]");
        }
        loop.run();
        executor.run();
        calls.clear();

        loop.execute(() -> calls.add("other"));
        loop.run();

        assertThat(calls).hasSize(801);
        assertThat(calls.indexOf("other")).isBetween(1, 256);
        calls.remove("other");
        assertThat(calls).isSorted();
    }

    @Test
    void keepsTheOrderOfASocketsEvents() {
        TestFrameChannel client = connectWithHandlers();

        client.receive("42[\"fast\"]");
        client.receive("42[\"slow\"]");
        client.receive("42[\"fast\"]");
        client.receive("42[\"slow\"]");
        client.receive("42[\"fast\"]");
        assertThat(calls).containsExactly("fast");
        assertThat(executor.waiting()).isEqualTo(1);
        executor.runNext();
        assertThat(calls).containsExactly("fast", "slow", "fast");
        executor.runNext();

        assertThat(calls).containsExactly("fast", "slow", "fast", "slow", "fast");
    }

    @Test
    void doesNotHoldUpOtherSockets() {
        TestFrameChannel client = connectWithHandlers();
        client.receive("42[\"slow\"]");

        server.connect().receive("42[\"fast\"]");

        assertThat(calls).containsExactly("fast");
    }

    @Test
    void doesNotWaitForWhatAHandlerReturned() {
        Sinks.Empty<Void> result = Sinks.empty();
        server.io.sockets().handle("pending", blocking("pending", result.asMono(), executor));
        server.io.sockets().handle("reactive", (socket, arguments, ack) -> {
            calls.add("reactive");
            return result.asMono();
        });
        TestFrameChannel client = connectWithHandlers();

        client.receive("42[\"pending\"]");
        client.receive("42[\"reactive\"]");
        client.receive("42[\"fast\"]");
        executor.run();

        assertThat(calls).containsExactly("pending", "reactive", "fast");
    }

    @Test
    void holdsEventsUntilABlockingConnectHandlerHasReturned() {
        server.io.sockets().handleConnect(new ConnectHandler() {
            @Override
            public Mono<Void> handle(SocketIoSocket socket) {
                calls.add("connect");
                socket.on("own", (arguments, ack) -> calls.add("own"));
                return Mono.empty();
            }

            @Override
            public Executor executor() {
                return executor;
            }
        });
        TestFrameChannel client = connectWithHandlers();

        client.receive("42[\"fast\"]");
        assertThat(calls).isEmpty();
        executor.run();
        client.receive("42[\"own\"]");

        assertThat(calls).containsExactly("connect", "fast", "own");
    }

    @Test
    void handlesWhatCameBeforeTheClientLeftThenTheDisconnect() {
        TestFrameChannel client = connectWithHandlers();

        client.receive("42[\"slow\"]");
        client.receive("42[\"fast\"]");
        client.receive("41");
        assertThat(calls).isEmpty();
        executor.run();

        assertThat(calls).containsExactly("slow", "fast", "client namespace disconnect");
    }

    @Test
    void dropsWhatWaitsWhenTheServerSendsTheClientAway() {
        TestFrameChannel client = connectWithHandlers();
        client.receive("42[\"slow\"]");
        client.receive("42[\"fast\"]");
        client.receive("42[\"slow\"]");

        server.socket().disconnect();
        executor.run();

        assertThat(calls).containsExactly("server namespace disconnect");
    }

    @Test
    void dropsWhatWaitsWhenABlockingConnectHandlerFails() {
        server.io.sockets().handleConnect(new ConnectHandler() {
            @Override
            public Mono<Void> handle(SocketIoSocket socket) {
                throw new IllegalStateException("not allowed");
            }

            @Override
            public Executor executor() {
                return executor;
            }
        });
        TestFrameChannel client = connectWithHandlers();
        client.receive("42[\"fast\"]");

        try (LogCapture log = new LogCapture(Level.INFO)) {
            executor.run();

            assertThat(log.messages(Level.ERROR)).hasSize(1);
        }
        client.expect("41");
        assertThat(calls).containsExactly("server namespace disconnect");
    }

    @Test
    void runsABlockingDisconnectHandlerInItsExecutor() {
        server.io.sockets().handleDisconnect(new DisconnectHandler() {
            @Override
            public Mono<Void> handle(SocketIoSocket socket, DisconnectReason reason) {
                calls.add("blocking disconnect");
                return Mono.empty();
            }

            @Override
            public Executor executor() {
                return executor;
            }
        });
        TestFrameChannel client = server.connect();

        client.disconnect(null);
        assertThat(calls).isEmpty();
        executor.run();

        assertThat(calls).containsExactly("blocking disconnect");
    }

    @Test
    void goesOnAfterABlockingHandlerThatFails() {
        server.io.sockets().handle("broken", blockingFailure());
        TestFrameChannel client = connectWithHandlers();
        client.receive("42[\"broken\"]");
        client.receive("42[\"fast\"]");

        try (LogCapture log = new LogCapture(Level.INFO)) {
            executor.run();

            assertThat(log.messages(Level.ERROR)).singleElement().asString().startsWith("The handler of broken failed");
        }
        assertThat(calls).containsExactly("fast");
    }

    private EventHandler blockingFailure() {
        return new EventHandler() {
            @Override
            public Mono<Void> handle(SocketIoSocket socket, Arguments arguments, Ack ack) {
                throw new IllegalStateException("broken");
            }

            @Override
            public Executor executor() {
                return executor;
            }
        };
    }

    @Test
    void goesOnWhenAnExecutorTakesNoMore() {
        Executor full = task -> {
            throw new RejectedExecutionException("full");
        };
        server.io.sockets().handle("rejected", blocking("rejected", Mono.empty(), full));
        TestFrameChannel client = connectWithHandlers();

        try (LogCapture log = new LogCapture(Level.INFO)) {
            client.receive("42[\"rejected\"]");

            assertThat(log.messages(Level.ERROR)).hasSize(1);
        }
        client.receive("42[\"fast\"]");

        assertThat(calls).containsExactly("fast");
    }

    @Test
    void takesAnExecutorThatRunsAtOnce() {
        server.io.sockets().handle("direct", blocking("direct", Mono.empty(), Runnable::run));
        TestFrameChannel client = connectWithHandlers();

        client.receive("42[\"direct\"]");
        client.receive("42[\"fast\"]");

        assertThat(calls).containsExactly("direct", "fast");
    }

    @Test
    void acknowledgesFromAnExecutor() {
        server.io.sockets().handle("ask", new EventHandler() {
            @Override
            public Mono<Void> handle(SocketIoSocket socket, Arguments arguments, Ack ack) {
                ack.send("done");
                return Mono.empty();
            }

            @Override
            public Executor executor() {
                return executor;
            }
        });
        TestFrameChannel client = server.connect();
        client.receive("420[\"ask\"]");

        executor.run();

        client.expect("430[\"done\"]");
    }

    @Test
    void countsNoResultThatFailsInAWayThatReactorTakesForFatal() {
        TestServer narrow = new TestServer(settings -> settings.maxPendingEvents(2));
        narrow.io
                .sockets()
                .handle(
                        "broken",
                        (socket, arguments, ack) -> Mono.fromRunnable(() -> {
                            throw new NoClassDefFoundError("on purpose");
                        }));
        TestFrameChannel client = narrow.connect();

        try (LogCapture log = new LogCapture(Level.ERROR)) {
            for (int i = 0; i < 5; i++) {
                client.receive("42[\"broken\"]");
            }

            assertThat(log.messages(Level.ERROR)).hasSize(5);
        }
        assertThat(client.isReading()).isTrue();
        assertThat(client.isClosed()).isFalse();
    }
}
