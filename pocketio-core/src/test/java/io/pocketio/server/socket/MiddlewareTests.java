package io.pocketio.server.socket;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.pocketio.ConnectMiddleware;
import io.pocketio.ConnectRejectedException;
import io.pocketio.SocketIoSocket;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.server.LogCapture;
import io.pocketio.server.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class MiddlewareTests {

    private final TestServer server = new TestServer();
    private final Sinks.Empty<Void> verdict = Sinks.empty();

    @Test
    void asksMiddlewaresInOrderThenConnects() {
        List<String> calls = new ArrayList<>();
        server.io.use(note(calls, "first"));
        server.io.use(note(calls, "second"));
        server.io.onConnect(socket -> calls.add("connected"));

        server.connect();

        assertThat(calls).containsExactly("first", "second", "connected");
    }

    private static ConnectMiddleware note(List<String> calls, String name) {
        return socket -> {
            calls.add(name);
            return Mono.empty();
        };
    }

    @Test
    void asksWhatIsMeantForAllNamespacesFirst() {
        List<String> asked = new ArrayList<>();
        server.io.of("/early").use(socket -> {
            asked.add("own");
            return Mono.empty();
        });
        server.io.useForAll(socket -> {
            asked.add("common of " + socket.namespace().name());
            return Mono.empty();
        });
        server.io.of("/late");
        TestFrameChannel client = server.open();

        client.receive("40/early,");
        client.receive("40/late,");
        client.receive("40");

        assertThat(asked).containsExactly("common of /early", "own", "common of /late", "common of /");
    }

    @Test
    void letsAMiddlewareChooseTheRooms() {
        server.io.use(socket -> {
            socket.join("team");
            return Mono.empty();
        });
        TestFrameChannel client = server.connect();

        server.io.to("team").emit("news");

        client.expect("42[\"news\"]");
        assertThat(server.socket().rooms()).contains("team");
    }

    @Test
    void sendsNothingToARoomAheadOfTheWelcome() {
        Sinks.Empty<Void> verdict = Sinks.empty();
        server.io.use(socket -> {
            socket.join("team");
            return verdict.asMono();
        });
        TestFrameChannel client = server.open();
        client.receive("40");

        server.io.to("team").emit("early");

        client.expectNothing();
        verdict.tryEmitEmpty();
        assertThat(client.next().asText()).startsWith("40{");
        client.expectNothing();
    }

    @Test
    void leavesTheRoomsOfASocketThatIsRefused() {
        server.io.use(socket -> {
            socket.join("team");
            throw new ConnectRejectedException("no");
        });
        server.open().receive("40");

        assertThat(server.io.rooms().names().block()).isEmpty();
    }

    @Test
    void waitsForAMiddlewareThatTakesTime() {
        List<String> calls = new ArrayList<>();
        server.io.use(socket -> verdict.asMono());
        server.io.use(note(calls, "second"));
        TestFrameChannel client = server.open();

        client.receive("40");
        assertThat(calls).isEmpty();
        client.expectNothing();
        verdict.tryEmitEmpty();

        assertThat(calls).containsExactly("second");
        assertThat(client.next().asText()).startsWith("40{");
    }

    @Test
    void asksTheNextMiddlewareInTheLane() {
        List<Boolean> inLane = new ArrayList<>();
        server.io.use(socket -> verdict.asMono());
        server.io.use(socket -> {
            inLane.add(((DefaultSocket) socket).session().lane().inLane());
            return Mono.empty();
        });
        server.open().receive("40");

        verdict.tryEmitEmpty();

        assertThat(inLane).containsExactly(true);
    }

    @Test
    void connectsAtOnceWhenAllMiddlewaresDecideAtOnce() {
        server.io.use(socket -> Mono.fromRunnable(() -> {}));
        server.io.onConnect(socket -> socket.on("a", (arguments, ack) -> ack.send("b")));
        TestFrameChannel client = server.open();

        client.receive("40");
        client.receive("420[\"a\"]");

        client.next();
        client.expect("430[\"b\"]");
    }

    @Test
    void tellsTheClientMessageAndDataOfARejection() {
        server.io.of("/auth").use(socket -> Mono.error(new ConnectRejectedException("nope", Map.of("a", 1))));
        TestFrameChannel client = server.open();

        client.receive("40/auth,");

        client.expect("44/auth,{\"message\":\"nope\",\"data\":{\"a\":1}}");
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void tellsTheMessageAloneWhenThereIsNoData() {
        server.io.use(socket -> {
            throw new ConnectRejectedException("thrown");
        });
        TestFrameChannel client = server.open();

        client.receive("40");

        client.expect("44{\"message\":\"thrown\"}");
    }

    @Test
    void tellsTheClientNothingOfAnErrorThatIsNotMeantForIt() {
        server.io.use(socket -> Mono.error(new IllegalStateException("secret")));
        TestFrameChannel client = server.open();

        try (LogCapture log = new LogCapture(Level.INFO)) {
            client.receive("40");

            assertThat(log.messages(Level.ERROR)).singleElement().asString().contains("namespace=/", "sid=");
        }
        client.expect("44{\"message\":\"Connection rejected\"}");
    }

    @Test
    void refusesAuthThatDoesNotFitWithoutBlamingTheMiddleware() {
        server.io.use(socket ->
                Mono.justOrEmpty(socket.handshake().auth("age", Integer.class)).then());
        TestFrameChannel client = server.open();

        try (LogCapture log = new LogCapture(Level.DEBUG)) {
            client.receive("40{\"age\":\"payload\"}");

            assertThat(log.at(Level.ERROR)).isEmpty();
            assertThat(log.messages(Level.DEBUG)).noneMatch(line -> line.contains("payload"));
        }
        client.expect("44{\"message\":\"Connection rejected\"}");
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void takesNullFromAMiddlewareForAnError() {
        server.io.use(socket -> null);
        TestFrameChannel client = server.open();

        try (LogCapture log = new LogCapture(Level.INFO)) {
            client.receive("40");

            assertThat(log.at(Level.ERROR)).hasSize(1);
        }

        client.expect("44{\"message\":\"Connection rejected\"}");
    }

    @Test
    void sendsTheMessageWhenTheDataCannotBeSent() {
        server.io.use(socket -> Mono.error(new ConnectRejectedException("nope", new Object())));
        TestFrameChannel client = server.open();

        try (LogCapture log = new LogCapture(Level.INFO)) {
            client.receive("40");

            assertThat(log.messages(Level.ERROR)).hasSize(1);
        }
        client.expect("44{\"message\":\"nope\"}");
    }

    @Test
    void asksNoFurtherMiddlewareAfterARejection() {
        List<String> calls = new ArrayList<>();
        server.io.use(socket -> Mono.error(new ConnectRejectedException("nope")));
        server.io.use(note(calls, "second"));
        server.io.onConnect(socket -> calls.add("connected"));

        server.open().receive("40");

        assertThat(calls).isEmpty();
        assertThat(server.io.sockets().sockets()).isEmpty();
    }

    @Test
    void letsARejectedClientTryAgain() {
        server.io.use(socket -> socket.handshake().auth("token", String.class) != null
                ? Mono.empty()
                : Mono.error(new ConnectRejectedException("no token")));
        TestFrameChannel client = server.open();
        client.receive("40");
        client.expect("44{\"message\":\"no token\"}");

        client.receive("40{\"token\":\"t\"}");

        assertThat(client.next().asText()).startsWith("40{\"sid\"");
    }

    @Test
    void dropsASocketWhoseClientHasGone() {
        List<String> calls = new ArrayList<>();
        List<String> cancelled = new ArrayList<>();
        server.io.use(socket -> verdict.asMono().doOnCancel(() -> cancelled.add("cancelled")));
        server.io.onConnect(socket -> calls.add("connected"));
        server.io.sockets().handleDisconnect((socket, reason) -> {
            calls.add("disconnected");
            return Mono.empty();
        });
        TestFrameChannel client = server.open();
        client.receive("40");

        try (LogCapture log = new LogCapture(Level.INFO)) {
            client.disconnect(null);
            verdict.tryEmitEmpty();

            assertThat(log.at(Level.ERROR)).isEmpty();
        }
        assertThat(calls).isEmpty();
        assertThat(cancelled).containsExactly("cancelled");
        assertThat(server.io.sockets().sockets()).isEmpty();
    }

    @Test
    void deliversWhatAMiddlewareEmitsBeforeTheReply() {
        server.io.use(socket -> {
            socket.emit("early", 1);
            return Mono.empty();
        });
        TestFrameChannel client = server.open();

        client.receive("40");

        client.expect("42[\"early\",1]");
        assertThat(client.next().asText()).startsWith("40{");
    }

    @Test
    void sendsNoBroadcastsToASocketThatIsJoining() {
        server.io.use(socket -> verdict.asMono());
        TestFrameChannel client = server.open();
        client.receive("40");

        server.io.emit("news");
        client.expectNothing();
        verdict.tryEmitEmpty();
        client.next();
        server.io.emit("news");

        client.expect("42[\"news\"]");
    }

    @Test
    void closesOnAnEventWhileTheSocketIsJoining() {
        server.io.use(socket -> verdict.asMono());
        TestFrameChannel client = server.open();
        client.receive("40");

        client.receive("42[\"a\"]");

        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void closesOnASecondConnectWhileTheSocketIsJoining() {
        server.io.use(socket -> verdict.asMono());
        TestFrameChannel client = server.open();
        client.receive("40");

        client.receive("40");

        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void countsNamespacesThatAreBeingJoined() {
        TestServer small = new TestServer(settings -> settings.maxNamespacesPerConnection(1));
        small.io.use(socket -> verdict.asMono());
        small.io.of("/a");
        TestFrameChannel client = small.open();
        client.receive("40");

        client.receive("40/a,");

        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void doesNotDisconnectASocketThatIsJoining() {
        server.io.use(socket -> {
            socket.disconnect(true);
            return Mono.empty();
        });

        TestFrameChannel client = server.connect();

        assertThat(client.isClosed()).isFalse();
        assertThat(server.socket().isConnected()).isTrue();
    }

    @Test
    void subscribesWithTheContextOfTheHandshake() {
        List<Object> seen = new ArrayList<>();
        server.io.use(socket -> Mono.deferContextual(context -> {
            seen.add(context.get("user"));
            return Mono.empty();
        }));

        server.open(new TestFrameChannel(), server.requestWithContext("user", "ann"))
                .receive("40");

        assertThat(seen).containsExactly("ann");
    }

    @Test
    void sendsNothingFromARejectedSocket() {
        List<SocketIoSocket> rejected = new ArrayList<>();
        server.io.use(socket -> {
            rejected.add(socket);
            return Mono.error(new ConnectRejectedException("nope"));
        });
        TestFrameChannel client = server.open();
        client.receive("40");
        client.next();

        rejected.get(0).emit("late");

        client.expectNothing();
        assertThat(rejected.get(0).isConnected()).isFalse();
    }
}
