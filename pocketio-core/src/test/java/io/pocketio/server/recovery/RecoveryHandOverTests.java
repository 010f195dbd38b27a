package io.pocketio.server.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.ConnectRejectedException;
import io.pocketio.RecoveryAttempt;
import io.pocketio.RecoveryOptions;
import io.pocketio.SocketIoSocket;
import io.pocketio.adapter.RecoveryOutcome;
import io.pocketio.adapter.RoomListener;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.lane.ManualLane;
import io.pocketio.lane.SerialLane;
import io.pocketio.server.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Clients that come back while the server still has something to do with their earlier connection, or with them. */
class RecoveryHandOverTests {

    private final List<RecoveryAttempt> attempts = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();

    private final TestServer server = server(true);

    private TestServer server(boolean skipMiddlewares) {
        return new TestServer(builder -> builder.connectionStateRecovery(
                        RecoveryOptions.of(options -> options.skipMiddlewares(skipMiddlewares)))
                .recoveryListener(attempts::add));
    }

    private RecoveringClient connect() {
        RecoveringClient client = new RecoveringClient(server).connect();
        server.socket().onDisconnect(reason -> reasons.add(reason.wireName()));
        return client;
    }

    @Test
    void takesTheSessionFromAConnectionThatIsThoughtAlive() {
        RecoveringClient client = connect();
        TestFrameChannel dead = client.channel;
        String sid = client.sid;
        server.io.emit("lost", 1);

        client.connect();

        assertThat(client.recovered).isTrue();
        assertThat(client.sid).isEqualTo(sid);
        assertThat(client.events).containsExactly("[\"lost\",1]");
        assertThat(dead.isClosed()).isTrue();
        assertThat(reasons).containsExactly("transport close");
        assertThat(server.io.sockets().sockets()).hasSize(1);
        assertThat(server.socket().isConnected()).isTrue();
        assertThat(server.io
                        .to(String.valueOf(sid))
                        .fetchSockets()
                        .collectList()
                        .block())
                .hasSize(1);
    }

    @Test
    void takesTheSessionsOfAllNamespacesOfAConnection() {
        server.io.of("/chat");
        RecoveringClient client = connect();
        RecoveringClient chat = new RecoveringClient(server, "/chat");
        chat.channel = client.channel;
        client.channel.receive("40/chat,");
        chat.receive();
        server.io.of("/chat").emit("lost", 2);
        server.io.emit("lost", 1);

        client.connect();
        chat.connect();

        assertThat(client.recovered).isTrue();
        assertThat(client.events).containsExactly("[\"lost\",1]");
        assertThat(chat.recovered).isTrue();
        assertThat(chat.events).containsExactly("[\"lost\",2]");
    }

    @Test
    void takesTheSessionFromAPollingConnection() {
        String session = server.openPolling();
        server.post(session, "40");
        String reply = server.poll(session).body();
        RecoveringClient client = new RecoveringClient(server);
        client.pid = reply.replaceAll(".*\"pid\":\"([^\"]+)\".*", "$1");
        server.io.emit("missed", 1);

        client.connect();

        assertThat(client.recovered).isTrue();
        assertThat(client.events).containsExactly("[\"missed\",1]");
        assertThat(server.poll(session).status()).isEqualTo(400);
    }

    @Test
    void waitsForTheLaneOfTheEarlierConnection() {
        ManualLane loop = new ManualLane();
        RecoveringClient client = new RecoveringClient(server);
        client.open(loop);
        loop.run();
        client.receive();

        client.open(new SerialLane(Runnable::run));
        client.receive();
        assertThat(client.sid).isNull();
        loop.run();
        client.receive();

        assertThat(client.recovered).isTrue();
        assertThat(server.io.sockets().sockets()).hasSize(1);
    }

    @Test
    void leavesItsRoomsBeforeAnotherConnectionTakesTheSession() {
        ManualLane loop = new ManualLane();
        RecoveringClient client = new RecoveringClient(server);
        client.open(loop);
        loop.run();
        client.receive();
        server.socket().join("room");
        List<String> changes = new ArrayList<>();
        Thread[] comesBack = new Thread[1];
        server.io.rooms().addListener(new RoomListener() {
            @Override
            public void joined(String room, String socketId) {
                changes.add("joined");
            }

            @Override
            public void left(String room, String socketId) {
                changes.add("left");
                if (comesBack[0] == null) {
                    comesBack[0] = inThread(() -> client.open(new SerialLane(Runnable::run)));
                }
            }
        });

        client.channel.disconnect(null);
        loop.run();
        client.receive();

        assertThat(client.recovered).isTrue();
        assertThat(changes).containsExactly("left", "left", "joined", "joined");
    }

    private static Thread inThread(Runnable task) {
        Thread thread = new Thread(task);
        thread.start();
        try {
            thread.join(10_000);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        assertThat(thread.isAlive()).isFalse();
        return thread;
    }

    @Test
    void keepsWhatIsEmittedInTheInstantInWhichTheSocketEnds() {
        RecoveringClient client = connect();
        SocketIoSocket socket = server.socket();
        socket.onDisconnecting(reason -> inThread(() -> socket.emit("while it leaves", 1)));
        server.io.rooms().addListener(new RoomListener() {
            @Override
            public void left(String room, String socketId) {
                inThread(() -> socket.emit("when it is in no room", 2));
            }
        });

        client.cut().connect();

        assertThat(client.recovered).isTrue();
        assertThat(client.events).containsExactly("[\"while it leaves\",1]", "[\"when it is in no room\",2]");
    }

    @Test
    void startsAnewWhenTheEarlierConnectionIsBusyForTooLong() {
        ManualLane loop = new ManualLane();
        RecoveringClient client = new RecoveringClient(server);
        client.open(loop);
        loop.run();
        client.receive();

        client.open(new SerialLane(Runnable::run));
        server.advance(Duration.ofSeconds(5));
        client.receive();

        assertThat(client.sid).isNotNull();
        assertThat(client.recovered).isFalse();
        assertThat(attempts.get(0).outcome()).isEqualTo(RecoveryOutcome.UNAVAILABLE);
    }

    @Test
    void keepsTheSessionWhenTheClientGoesWhileItWaits() {
        ManualLane loop = new ManualLane();
        RecoveringClient client = new RecoveringClient(server);
        client.open(loop);
        loop.run();
        client.receive();
        client.open(new SerialLane(Runnable::run));
        client.cut();
        loop.run();

        client.connect();

        assertThat(client.recovered).isTrue();
    }

    @Test
    void endsNothingForAClientThatLeftItself() {
        RecoveringClient client = connect();
        client.channel.receive("41");

        client.connect();

        assertThat(client.recovered).isFalse();
        assertThat(reasons).containsExactly("client namespace disconnect");
        assertThat(attempts.get(0).outcome()).isEqualTo(RecoveryOutcome.UNKNOWN_SESSION);
    }

    @Test
    void givesNoSessionToAClientThatWasSentAway() {
        RecoveringClient client = connect();
        server.socket().disconnect(true);

        client.cut().connect();

        assertThat(client.recovered).isFalse();
    }

    @Test
    void skipsMiddlewaresIfItMay() {
        RecoveringClient client = connect();
        server.io.use(socket -> Mono.error(new ConnectRejectedException("no")));

        client.cut().connect();

        assertThat(client.recovered).isTrue();
    }

    @Test
    void asksMiddlewaresWhenItHasTo() {
        TestServer strict = server(false);
        List<Boolean> recovered = new ArrayList<>();
        strict.io.use(socket -> {
            recovered.add(socket.recovered());
            return Mono.empty();
        });
        RecoveringClient client = new RecoveringClient(strict).connect();

        client.cut().connect();

        assertThat(recovered).containsExactly(false, true);
        assertThat(client.recovered).isTrue();
    }

    @Test
    void losesNothingWhileMiddlewaresTakeTheirTime() {
        TestServer strict = server(false);
        RecoveringClient client = new RecoveringClient(strict).connect();
        strict.socket().join("room");
        client.cut();
        strict.io.emit("before", 1);
        Sinks.Empty<Void> verdict = Sinks.empty();
        strict.io.use(socket -> verdict.asMono());
        client.open(new SerialLane(Runnable::run));
        client.receive();
        assertThat(client.sid).isNull();
        strict.io.to("room").emit("meanwhile", 2);

        verdict.tryEmitEmpty();
        strict.io.emit("after", 3);
        client.receive();

        assertThat(client.recovered).isTrue();
        assertThat(client.events).containsExactly("[\"before\",1]", "[\"meanwhile\",2]", "[\"after\",3]");
        assertThat(attempts).hasSize(1).allMatch(attempt -> attempt.missed() == 2);
    }

    @Test
    void keepsTheSessionOfAClientThatIsCutWhileMiddlewaresTakeTheirTime() {
        TestServer strict = server(false);
        RecoveringClient client = new RecoveringClient(strict).connect();
        client.cut();
        strict.io.emit("before", 1);
        List<Sinks.Empty<Void>> verdicts = new ArrayList<>();
        strict.io.use(socket -> {
            Sinks.Empty<Void> verdict = Sinks.empty();
            verdicts.add(verdict);
            return verdict.asMono();
        });
        client.open(new SerialLane(Runnable::run));
        client.cut();
        client.open(new SerialLane(Runnable::run));
        // the server has not noticed: the socket that is joining gives way to the one that comes
        client.open(new SerialLane(Runnable::run));

        verdicts.forEach(Sinks.Empty::tryEmitEmpty);
        client.receive();

        assertThat(verdicts).hasSize(3);
        assertThat(client.recovered).isTrue();
        assertThat(client.events).containsExactly("[\"before\",1]");
        assertThat(strict.io.sockets().sockets()).hasSize(1);
    }

    @Test
    void forgetsTheSessionOfAClientThatIsRefused() {
        TestServer strict = server(false);
        RecoveringClient client = new RecoveringClient(strict).connect();
        client.cut();
        strict.io.use(socket -> socket.recovered() ? Mono.error(new ConnectRejectedException("no")) : Mono.empty());
        client.open(new SerialLane(Runnable::run));
        client.receive();
        assertThat(client.sid).isNull();

        client.cut().connect();

        assertThat(client.recovered).isFalse();
        assertThat(attempts.get(0).outcome()).isEqualTo(RecoveryOutcome.UNKNOWN_SESSION);
    }

    @Test
    void closesTheConnectionWhenTooMuchCameWhileMiddlewaresTookTheirTime() {
        TestServer strict = new TestServer(builder -> builder.connectionStateRecovery(RecoveryOptions.of(
                        options -> options.skipMiddlewares(false).maxPackets(10)))
                .recoveryListener(attempts::add));
        RecoveringClient client = new RecoveringClient(strict).connect();
        client.cut();
        Sinks.Empty<Void> verdict = Sinks.empty();
        strict.io.use(socket -> verdict.asMono());
        client.open(new SerialLane(Runnable::run));
        for (int i = 0; i < 11; i++) {
            strict.io.emit("n", i);
        }

        verdict.tryEmitEmpty();
        client.receive();

        assertThat(client.sid).isNull();
        assertThat(client.channel.isClosed()).isTrue();
        assertThat(attempts.get(0).outcome()).isEqualTo(RecoveryOutcome.OFFSET_TOO_OLD);
        assertThat(strict.io.sockets().sockets()).isEmpty();
        client.connect();
        assertThat(client.recovered).isFalse();
        client.cut().connect();
        assertThat(client.recovered).isTrue();
    }

    @Test
    void keepsTheOffsetRightThroughWhatMiddlewaresEmit() {
        TestServer strict = server(false);
        strict.io.use(socket -> {
            socket.emit("hello", "from a middleware");
            return Mono.empty();
        });
        RecoveringClient client = new RecoveringClient(strict).connect();
        strict.io.emit("a", 1);
        client.receive().cut();
        strict.io.emit("b", 2);
        client.open(new SerialLane(Runnable::run));
        client.receive(2);
        client.cut();

        client.connect();

        assertThat(client.recovered).isTrue();
        assertThat(client.events)
                .containsExactly(
                        "[\"hello\",\"from a middleware\"]",
                        "[\"a\",1]",
                        "[\"hello\",\"from a middleware\"]",
                        "[\"hello\",\"from a middleware\"]",
                        "[\"b\",2]");
    }
}
