package io.pocketio.server.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.SocketIoSocket;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.lane.LaneBatch;
import io.pocketio.lane.ManualLane;
import io.pocketio.server.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What one thread sends to one client arrives in that order, whichever lane serves the client. */
class OrderTests {

    private static final int MANY = LaneBatch.MOST_AT_ONCE + 100;

    private final TestServer server = new TestServer();
    private final ManualLane loop = new ManualLane();

    private TestFrameChannel connectInLoop() {
        TestFrameChannel client = server.openIn(loop, new TestFrameChannel(loop));
        client.receive("40");
        loop.run();
        client.next();
        return client;
    }

    private void emitInTurns(SocketIoSocket socket) {
        socket.emit("1");
        server.io.emit("2");
        socket.emit("3");
        server.io.to(socket.id()).emit("4");
        server.io.emit("5");
        socket.emit("6");
    }

    private static void expectInOrder(TestFrameChannel client) {
        for (int i = 1; i <= 6; i++) {
            client.expect("42[\"" + i + "\"]");
        }
        client.expectNothing();
    }

    @Test
    void keepsTheOrderOfAnotherThread() {
        TestFrameChannel client = connectInLoop();

        emitInTurns(server.socket());
        client.expectNothing();
        loop.run();

        expectInOrder(client);
    }

    @Test
    void keepsTheOrderOfAHandler() {
        TestFrameChannel client = connectInLoop();
        server.socket().on("go", (arguments, ack) -> emitInTurns(server.socket()));

        client.receive("42[\"go\"]");
        loop.run();

        expectInOrder(client);
    }

    @Test
    void keepsTheOrderAfterAnUpgrade() {
        SocketIoSocket socket = upgradeInLoop();
        TestFrameChannel client = upgraded;

        emitInTurns(socket);
        client.expectNothing();
        loop.run();

        expectInOrder(client);
    }

    @Test
    void keepsTheOrderOfAHandlerAfterAnUpgrade() {
        SocketIoSocket socket = upgradeInLoop();
        TestFrameChannel client = upgraded;
        socket.on("go", (arguments, ack) -> emitInTurns(socket));

        client.receive("42[\"go\"]");
        loop.run();

        expectInOrder(client);
    }

    @Test
    void keepsTheOrderAcrossAnUpgrade() {
        String sid = server.connectPolling();
        SocketIoSocket socket = server.socket();
        TestFrameChannel client = beginUpgrade(sid);

        socket.emit("1");
        server.io.emit("2");
        client.receive("5");
        socket.emit("3");
        server.io.emit("4");
        loop.run();
        server.io.emit("5");
        socket.emit("6");
        loop.run();

        expectInOrder(client);
    }

    private TestFrameChannel upgraded = new TestFrameChannel(loop);

    private SocketIoSocket upgradeInLoop() {
        String sid = server.connectPolling();
        TestFrameChannel client = beginUpgrade(sid);
        client.receive("5");
        loop.run();
        assertThat(server.socket().transport()).isEqualTo("websocket");
        return server.socket();
    }

    private TestFrameChannel beginUpgrade(String sid) {
        server.upgrade(sid, upgraded);
        loop.run();
        upgraded.receive("2probe");
        loop.run();
        upgraded.expect("3probe");
        return upgraded;
    }

    @Test
    void sendsWhatWasEmittedBeforeADisconnectFromAnotherThread() {
        TestFrameChannel client = connectInLoop();
        SocketIoSocket socket = server.socket();

        socket.emit("last");
        socket.disconnect();
        socket.emit("too late");
        server.io.emit("too late");
        assertThat(socket.isConnected()).isFalse();
        loop.run();

        client.expect("42[\"last\"]");
        client.expect("41");
        client.expectNothing();
    }

    @Test
    void sendsWhatWasSentToAnUpgradedClientBeforeADisconnectFromAnotherThread() {
        SocketIoSocket socket = upgradeInLoop();
        TestFrameChannel client = upgraded;

        socket.emit("first");
        server.io.emit("last");
        server.io.disconnectSockets();
        loop.run();

        client.expect("42[\"first\"]");
        client.expect("42[\"last\"]");
        client.expect("41");
        client.expectNothing();
    }

    @Test
    void sendsWhatWasBroadcastBeforeADisconnectFromAnotherThread() {
        TestFrameChannel client = connectInLoop();

        server.io.emit("last");
        server.io.disconnectSockets();
        server.io.emit("too late");
        server.socket().emit("too late");
        loop.run();

        client.expect("42[\"last\"]");
        client.expect("41");
        client.expectNothing();
    }

    @Test
    void sendsNothingBehindTheFarewell() {
        TestFrameChannel client = connectInLoop();
        SocketIoSocket socket = server.socket();
        loop.execute(() -> {
            socket.disconnect();
            server.io.emit("too late");
            socket.emit("too late");
        });

        server.io.emit("too late, too");
        loop.run();

        client.expect("41");
        client.expectNothing();
    }

    @Test
    void servesAllSocketsOfALaneInOneTask() {
        List<TestFrameChannel> clients =
                IntStream.range(0, 5).mapToObj(i -> connectInLoop()).toList();

        server.io.emit("news");

        assertThat(loop.waiting()).isEqualTo(1);
        loop.run();
        clients.forEach(client -> client.expect("42[\"news\"]"));
    }

    /** Others of the lane come in between. */
    @Test
    void servesManySocketsOfALaneInSeveralTasks() {
        List<TestFrameChannel> clients =
                IntStream.range(0, MANY).mapToObj(i -> connectInLoop()).toList();

        server.io.emit("news");

        assertThat(loop.waiting()).isEqualTo(2);
        loop.run();
        clients.forEach(client -> client.expect("42[\"news\"]"));
    }

    @Test
    void keepsTheOrderOfAHandlerThatSendsToManyInItsLane() {
        List<TestFrameChannel> clients =
                IntStream.range(0, MANY).mapToObj(i -> connectInLoop()).toList();
        List<SocketIoSocket> sockets = List.copyOf(server.io.sockets().sockets());
        server.io.sockets().handle("go", (socket, arguments, ack) -> {
            server.io.emit("first");
            sockets.forEach(each -> each.emit("second"));
            server.io.emit("third");
            sockets.get(0).asVolatile().emit("last");
            server.io.disconnectSockets();
            return Mono.empty();
        });

        loop.execute(() -> clients.get(0).receive("42[\"go\"]"));
        loop.runNext();

        assertThat(clients.stream().filter(TestFrameChannel::hasSent)).hasSizeBetween(1, LaneBatch.MOST_AT_ONCE);
        loop.run();
        int last = 0;
        for (TestFrameChannel client : clients) {
            client.expect("42[\"first\"]");
            client.expect("42[\"second\"]");
            client.expect("42[\"third\"]");
            String next = client.next().asText();
            if (next.equals("42[\"last\"]")) {
                last++;
                next = client.next().asText();
            }
            assertThat(next).isEqualTo("41");
            client.expectNothing();
        }
        assertThat(last).isEqualTo(1);
    }

    @Test
    void keepsTheOrderOfAnotherThreadWhileAHandlerSendsToManyInItsLane() {
        List<TestFrameChannel> clients =
                IntStream.range(0, MANY).mapToObj(i -> connectInLoop()).toList();
        loop.execute(() -> server.io.emit("handler's"));
        server.io.emit("first");
        server.io.sockets().sockets().forEach(each -> each.emit("second"));
        server.io.emit("third");

        loop.run();

        for (TestFrameChannel client : clients) {
            List<String> sent = new ArrayList<>();
            while (client.hasSent()) {
                sent.add(client.next().asText());
            }
            sent.remove("42[\"handler's\"]");
            assertThat(sent).containsExactly("42[\"first\"]", "42[\"second\"]", "42[\"third\"]");
        }
    }

    @Test
    void servesWhatAnotherThreadSendsToManyTogetherBehindWhatAHandlerDoes() {
        List<TestFrameChannel> clients =
                IntStream.range(0, MANY).mapToObj(i -> connectInLoop()).toList();
        loop.execute(() -> server.io.emit("handler's"));
        server.io.emit("other's");

        loop.runNext();
        loop.runNext();

        assertThat(loop.waiting()).isEqualTo(3);
        loop.run();
        for (TestFrameChannel client : clients) {
            client.expect("42[\"handler's\"]");
            client.expect("42[\"other's\"]");
        }
    }

    @Test
    void leavesItsRoomsAtOnceWhenAHandlerDisconnectsIt() {
        TestFrameChannel client = connectInLoop();
        List<Set<String>> rooms = new ArrayList<>();
        server.io.sockets().handle("go", (socket, arguments, ack) -> {
            socket.disconnect();
            rooms.add(socket.rooms());
            return Mono.empty();
        });

        client.receive("42[\"go\"]");
        loop.run();

        assertThat(rooms).containsExactly(Set.of());
    }

    @Test
    void servesSocketsOfTheOwnLaneOnTheSpot() {
        TestFrameChannel one = connectInLoop();
        server.io.onConnect(socket -> {
            server.io.emit("joined");
            assertThat(one.hasSent()).isTrue();
        });

        TestFrameChannel two = connectInLoop();

        one.expect("42[\"joined\"]");
        two.expect("42[\"joined\"]");
    }

    @Test
    void servesSocketsOfSeveralLanes() {
        TestFrameChannel one = connectInLoop();
        TestFrameChannel two = server.connect();
        ManualLane otherLoop = new ManualLane();
        TestFrameChannel three = server.openIn(otherLoop, new TestFrameChannel(otherLoop));
        three.receive("40");
        otherLoop.run();
        three.next();

        server.io.emit("news");
        loop.run();
        otherLoop.run();

        one.expect("42[\"news\"]");
        two.expect("42[\"news\"]");
        three.expect("42[\"news\"]");
    }

    @Test
    void tellsForcedCloseInALaneWithAThreadOfItsOwn() {
        List<String> reasons = new java.util.ArrayList<>();
        TestFrameChannel client = connectInLoop();
        server.socket().onDisconnect(reason -> reasons.add(reason.wireName()));

        client.receive("42[]");
        loop.run();

        assertThat(reasons).containsExactly("forced close");
    }
}
