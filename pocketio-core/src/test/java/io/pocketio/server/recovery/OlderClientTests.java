package io.pocketio.server.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.RecoveryAttempt;
import io.pocketio.RecoveryOptions;
import io.pocketio.SocketIoSocket;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.lane.ManualLane;
import io.pocketio.server.TestServer;
import io.pocketio.server.connection.OlderClients;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Clients of Socket.IO 1 and 2, which cannot come back, beside those that can. */
class OlderClientTests {

    private final List<RecoveryAttempt> attempts = new ArrayList<>();
    private final TestServer server = OlderClients.server(builder ->
            builder.connectionStateRecovery(RecoveryOptions.defaults()).recoveryListener(attempts::add));

    private SocketIoSocket older() {
        return server.io.sockets().sockets().stream()
                .filter(socket -> "3".equals(socket.handshake().query().get("EIO")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void getNoPidAndNoOffset() {
        TestFrameChannel older = OlderClients.connect(server);

        older().emit("direct", "x");
        older().asVolatile().emit("volatile");
        server.io.emit("broadcast", 1);
        server.io.emit("binary", (Object) new byte[] {1});
        server.io.asVolatile().emit("volatile");
        server.io.to(older().id()).emit("by id");

        older.expect("42[\"direct\",\"x\"]");
        older.expect("42[\"volatile\"]");
        older.expect("42[\"broadcast\",1]");
        older.expect("451-[\"binary\",{\"_placeholder\":true,\"num\":0}]");
        older.expect(new byte[] {4, 1});
        older.expect("42[\"volatile\"]");
        older.expect("42[\"by id\"]");
        older.expectNothing();
        assertThat(older().recovered()).isFalse();
    }

    @Test
    void getWhatAMiddlewareSendsWithoutAnOffset() {
        server.io.sockets().use(socket -> {
            socket.emit("early");
            return Mono.empty();
        });

        TestFrameChannel older = OlderClients.open(server);

        older.expect("42[\"early\"]");
        older.expect("40");
    }

    @Test
    void doNotKeepOthersFromComingBack() {
        RecoveringClient newer = new RecoveringClient(server).connect();
        TestFrameChannel older = OlderClients.connect(server);
        server.io.emit("first");
        newer.receive();

        newer.cut();
        server.io.emit("second");
        older().broadcast().emit("third");
        newer.connect();

        assertThat(newer.recovered).isTrue();
        assertThat(newer.events).containsExactly("[\"first\"]", "[\"second\"]", "[\"third\"]");
        older.expect("42[\"first\"]");
        older.expect("42[\"second\"]");
        older.expectNothing();
    }

    @Test
    void areNewWhenTheyComeAgain() {
        server.io.of("/chat");
        RecoveringClient newer = new RecoveringClient(server).connect();
        server.io.emit("first");
        newer.receive().cut();
        TestFrameChannel older = OlderClients.connect(server);

        older.receive("40/chat?pid=" + newer.pid + "&offset=" + newer.offset);

        older.expect("40/chat,");
        assertThat(server.io.of("/chat").sockets()).allSatisfy(socket -> {
            assertThat(socket.recovered()).isFalse();
            assertThat(socket.id()).startsWith("/chat#");
        });
        assertThat(attempts).isEmpty();
        assertThat(newer.connect().recovered).isTrue();
    }

    @Test
    void leaveNoSessionBehind() {
        TestFrameChannel older = OlderClients.connect(server);
        SocketIoSocket socket = older();
        older.disconnect(null);

        socket.emit("late");

        assertThat(server.io.sockets().sockets()).isEmpty();
        older.expectNothing();
    }

    @Test
    void getWhatOneThreadSendsInItsOrder() {
        ManualLane lane = new ManualLane();
        TestFrameChannel older = OlderClients.openIn(server, lane);
        lane.run();
        older.next();
        older.expect("40");

        for (int i = 0; i < 100; i++) {
            server.io.emit("n", 3 * i);
            older().emit("n", 3 * i + 1);
            server.io.to(older().id()).emit("n", 3 * i + 2);
        }
        older.expectNothing();
        lane.run();

        IntStream.range(0, 300).forEach(n -> older.expect("42[\"n\"," + n + "]"));
        older.expectNothing();
    }

    @Test
    void answerBroadcastsBesideThoseThatComeBack() {
        RecoveringClient newer = new RecoveringClient(server).connect();
        TestFrameChannel older = OlderClients.connect(server);
        List<String> answers = new ArrayList<>();
        server.io
                .emitWithAck("ask")
                .subscribe(reply -> answers.add(reply.arguments().get(0, String.class)));
        older.expect("420[\"ask\"]");
        newer.channel.expect("420[\"ask\"]");

        newer.channel.receive("430[\"new\"]");
        older.receive("430[\"old\"]");

        assertThat(answers).containsExactly("new", "old");
    }
}
