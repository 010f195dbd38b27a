package io.pocketio.server.socket;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.pocketio.SocketIoSocket;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.server.LogCapture;
import io.pocketio.server.TestServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

class DisconnectTests {

    private final TestServer server = new TestServer();
    private final List<String> reasons = new ArrayList<>();

    @BeforeEach
    void noteReasons() {
        server.io.sockets().handleDisconnect((socket, reason) -> {
            reasons.add(reason.wireName());
            return Mono.empty();
        });
    }

    @Test
    void tellsThatTheClientLeftTheNamespace() {
        TestFrameChannel client = server.connect();

        client.receive("41");

        assertThat(reasons).containsExactly("client namespace disconnect");
        assertThat(client.isClosed()).isFalse();
        client.expectNothing();
    }

    @Test
    void sendsTheClientAwayFromTheNamespace() {
        TestFrameChannel client = server.connect();

        server.socket().disconnect();

        client.expect("41");
        assertThat(client.isClosed()).isFalse();
        assertThat(reasons).containsExactly("server namespace disconnect");
        assertThat(server.io.sockets().sockets()).isEmpty();
    }

    @Test
    void tellsWithinTheHandlerThatSendsTheClientAway() {
        List<String> steps = new ArrayList<>();
        server.io.sockets().handle("go", (socket, arguments, ack) -> {
            socket.onDisconnecting(reason -> steps.add("disconnecting"));
            socket.disconnect();
            steps.add(socket.isConnected() ? "connected" : "sent away");
            steps.add("in " + socket.rooms().size() + " room");
            return Mono.empty();
        });
        TestFrameChannel client = server.connect();

        client.receive("42[\"go\"]");

        assertThat(steps).containsExactly("disconnecting", "sent away", "in 0 room");
        client.expect("41");
    }

    @Test
    void sendsTheClientAwayFromAllNamespacesAndCloses() {
        server.io.of("/admin").handleDisconnect((socket, reason) -> {
            reasons.add("admin: " + reason.wireName());
            return Mono.empty();
        });
        TestFrameChannel client = server.connect();
        TestServer.join(client, "/admin");

        server.socket().disconnect(true);

        client.expect("41");
        client.expect("41/admin,");
        assertThat(client.isClosed()).isTrue();
        assertThat(reasons).containsExactly("server namespace disconnect", "admin: server namespace disconnect");
    }

    @Test
    void sendsAPollingClientAwayWithItsNextPoll() {
        String sid = server.connectPolling();

        server.socket().disconnect(true);

        assertThat(reasons).containsExactly("server namespace disconnect");
        assertThat(server.poll(sid).body()).isEqualTo("41");
        assertThat(server.poll(sid).body()).isEqualTo("6\u001e1");
        assertThat(reasons).hasSize(1);
    }

    @Test
    void sendsAPollingClientAwayFromTheNamespaceAlone() {
        String sid = server.connectPolling();
        TestServer.Poll poll = server.poll(sid);

        server.socket().disconnect();

        assertThat(poll.body()).isEqualTo("41");
        assertThat(server.poll(sid).isParked()).isTrue();
    }

    @Test
    void tellsThatTheTransportWasClosed() {
        server.connect().disconnect(null);

        assertThat(reasons).containsExactly("transport close");
    }

    @Test
    void tellsThatTheTransportBroke() {
        server.connect().disconnect(new IOException());

        assertThat(reasons).containsExactly("transport error");
    }

    @Test
    void tellsThatNoPongCame() {
        server.connect();

        server.advance(Duration.ofSeconds(46));

        assertThat(reasons).containsExactly("ping timeout");
    }

    @Test
    void tellsThatAnEnginePacketWasInvalid() {
        server.connect().receive("7");

        assertThat(reasons).containsExactly("parse error");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "42[]",
                "42[\"disconnect\"]",
                "42[\"x\"",
                "41{}",
                "44{\"message\":\"x\"}",
                "49",
                "4x",
                "45[\"a\"]",
                "451-",
                "40",
                "43{}",
                "42{\"a\":1}",
                "42[\"a\"]x",
                "4599-[\"a\"]"
            })
    void closesOnAMalformedPacketOverWebSocket(String packet) {
        TestFrameChannel client = server.connect();

        try (LogCapture log = new LogCapture(Level.DEBUG)) {
            client.receive(packet);
            client.receive("42[\"a\"]");

            assertThat(log.messages(Level.DEBUG))
                    .filteredOn(line -> !line.startsWith("Received"))
                    .filteredOn(line -> line.contains("Closed sid="))
                    .hasSize(1);
            assertThat(log.at(Level.WARN)).isEmpty();
            assertThat(log.at(Level.ERROR)).isEmpty();
        }
        assertThat(client.isClosed()).isTrue();
        assertThat(reasons).containsExactly("forced close");
        client.expectNothing();
    }

    @Test
    void closesOnTextInPlaceOfAnAttachment() {
        TestFrameChannel client = server.connect();

        client.receive("451-[\"a\",{\"_placeholder\":true,\"num\":0}]");
        client.receive("42[\"a\"]");

        assertThat(client.isClosed()).isTrue();
        assertThat(reasons).containsExactly("forced close");
    }

    @Test
    void closesOnAnAttachmentThatBelongsToNothing() {
        TestFrameChannel client = server.connect();

        client.receive(new byte[] {1});

        assertThat(client.isClosed()).isTrue();
        assertThat(reasons).containsExactly("forced close");
    }

    @Test
    void endsSocketsAtOnceWhereTheEngineClosesLater() {
        String sid = server.connectPolling();

        TestServer.Poll post = server.post(sid, "42[]");

        assertThat(post.body()).isEqualTo("ok");
        assertThat(reasons).containsExactly("forced server close");
        assertThat(server.poll(sid).body()).isEqualTo("6\u001e1");
        assertThat(reasons).hasSize(1);
    }

    @Test
    void endsSocketsWithTheEngineWhereAPollIsParked() {
        String sid = server.connectPolling();
        TestServer.Poll poll = server.poll(sid);

        server.post(sid, "42[]");

        assertThat(poll.body()).isEqualTo("1");
        assertThat(reasons).containsExactly("forced close");
    }

    @Test
    void takesNothingMoreFromAClientThatIsBeingClosed() {
        List<String> events = new ArrayList<>();
        server.io.onConnect(socket -> socket.on("a", (arguments, ack) -> events.add("a")));
        String sid = server.connectPolling();

        server.post(sid, "42[\"a\"]\u001e49\u001e42[\"a\"]");
        server.post(sid, "40");

        assertThat(events).containsExactly("a");
        assertThat(server.io.sockets().sockets()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "5", "6", "1"})
    void ignoresWhatMeansNothingOverWebSocket(String packet) {
        TestFrameChannel client = server.connect();

        client.receive(packet);

        assertThat(client.isClosed()).isFalse();
        assertThat(reasons).isEmpty();
    }

    @Test
    void tellsDisconnectingWhileTheSocketIsInItsRoomsAndDisconnectAfterwards() {
        List<String> rooms = new ArrayList<>();
        server.connect();
        SocketIoSocket socket = server.socket();
        socket.join("room");
        socket.onDisconnecting(
                reason -> rooms.add("disconnecting " + socket.rooms().contains("room")));
        socket.onDisconnect(reason -> rooms.add("disconnect " + socket.rooms().size()));

        socket.disconnect();

        assertThat(rooms).containsExactly("disconnecting true", "disconnect 0");
        assertThat(reasons).hasSize(1);
    }

    @Test
    void leavesWhenADisconnectingListenerFails() {
        server.connect();
        SocketIoSocket socket = server.socket();
        socket.onDisconnecting(reason -> {
            throw new IllegalStateException("broken");
        });
        socket.onDisconnecting(reason -> reasons.add("second"));

        try (LogCapture log = new LogCapture(Level.INFO)) {
            socket.disconnect();

            assertThat(log.messages(Level.ERROR)).hasSize(1);
        }
        assertThat(reasons).containsExactly("second", "server namespace disconnect");
        assertThat(server.io.sockets().sockets()).isEmpty();
    }

    @Test
    void leavesOnceWhenADisconnectingListenerDisconnects() {
        server.connect();
        SocketIoSocket socket = server.socket();
        socket.onDisconnecting(reason -> {
            reasons.add("disconnecting");
            socket.disconnect(true);
        });

        socket.disconnect();

        assertThat(reasons).containsExactly("disconnecting", "server namespace disconnect");
    }

    @Test
    void canBroadcastToRoomsWhileDisconnecting() {
        TestFrameChannel leaving = server.connect();
        SocketIoSocket socket = server.socket();
        socket.join("room");
        TestFrameChannel staying = server.connect();
        server.io.rooms().join(otherThan(socket).id(), "room");
        socket.onDisconnecting(
                reason -> socket.rooms().forEach(room -> socket.to(room).emit("left")));

        leaving.disconnect(null);

        staying.expect("42[\"left\"]");
    }

    private SocketIoSocket otherThan(SocketIoSocket one) {
        return server.io.sockets().sockets().stream()
                .filter(socket -> socket != one)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void callsDisconnectHandlersAfterTheHandlerThatDisconnects() {
        server.io.onConnect(socket -> socket.on("bye", (arguments, ack) -> {
            socket.disconnect();
            reasons.add("handler is done");
        }));

        server.connect().receive("42[\"bye\"]");

        assertThat(reasons).containsExactly("handler is done", "server namespace disconnect");
    }

    @Test
    void sendsNothingToASocketThatHasLeft() {
        TestFrameChannel client = server.connect();
        SocketIoSocket socket = server.socket();
        client.receive("41");

        socket.emit("a");
        socket.asVolatile().emit("a");
        server.io.emit("a");
        server.io.to(socket.id()).emit("a");

        client.expectNothing();
        assertThat(socket.isConnected()).isFalse();
    }

    @Test
    void joinsNoRoomAfterItHasLeft() {
        TestFrameChannel client = server.connect();
        SocketIoSocket socket = server.socket();
        client.receive("41");

        socket.join("room");

        assertThat(server.io.rooms().names().block()).isEmpty();
    }

    @Test
    void keepsDataForDisconnectHandlers() {
        server.io.onConnect(socket -> socket.data().put("nick", "ann"));
        server.io.sockets().handleDisconnect((socket, reason) -> {
            reasons.add("bye " + socket.data().get("nick"));
            return Mono.empty();
        });

        server.connect().disconnect(null);

        assertThat(reasons).containsExactly("transport close", "bye ann");
    }

    @Test
    void tellsThatTheClientIsTooSlow() {
        TestFrameChannel client = server.connect();
        client.setPendingBytes(10L << 20);

        server.io.emit("a");

        assertThat(reasons).containsExactly("outbound buffer overflow");
    }
}
