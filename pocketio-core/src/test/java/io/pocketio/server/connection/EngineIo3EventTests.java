package io.pocketio.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.AckTimeoutException;
import io.pocketio.BroadcastReply;
import io.pocketio.DisconnectReason;
import io.pocketio.SocketDisconnectedException;
import io.pocketio.SocketIoSocket;
import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.server.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What clients of Socket.IO 1 and 2 send and are sent, alone and beside newer ones. */
class EngineIo3EventTests {

    private static final byte[] BYTES = {5, 6};

    /** As it travels in Engine.IO 3: behind its type. */
    private static final byte[] PREFIXED = {4, 5, 6};

    private final TestServer server = OlderClients.server();
    private final List<Object> got = new ArrayList<>();

    private SocketIoSocket socketOf(TestFrameChannel client, String namespace) {
        client.receive("42" + (namespace.equals("/") ? "" : namespace + ",") + "[\"who\"]");
        return (SocketIoSocket) got.remove(got.size() - 1);
    }

    private TestFrameChannel connect() {
        return OlderClients.connect(server);
    }

    EngineIo3EventTests() {
        for (String namespace : List.of("/", "/chat")) {
            server.io.of(namespace).handle("who", (socket, arguments, ack) -> {
                got.add(socket);
                return Mono.empty();
            });
        }
    }

    @Test
    void sendEventsAndAreAnswered() {
        server.io.onConnect(socket -> socket.on(
                "add",
                (arguments, ack) -> ack.send(
                        arguments.get(0, int.class) + Objects.requireNonNull(arguments.get(1, Integer.class)))));
        TestFrameChannel client = connect();

        client.receive("427[\"add\",1,2]");

        client.expect("437[3]");
    }

    @Test
    void sendAndAreSentSomethingBinary() {
        server.io.of("/chat").handle("echo", (socket, arguments, ack) -> {
            byte[] bytes = arguments.get(0, byte[].class);
            got.add(Objects.requireNonNull(bytes));
            socket.emit("echoed", bytes, "é");
            ack.send((Object) bytes);
            return Mono.empty();
        });
        TestFrameChannel client = connect();
        OlderClients.join(client, "/chat");

        client.receive("451-/chat,0[\"echo\",{\"_placeholder\":true,\"num\":0}]");
        client.receive(PREFIXED);

        assertThat(got).singleElement().isEqualTo(BYTES);
        client.expect("451-/chat,[\"echoed\",{\"_placeholder\":true,\"num\":0},\"é\"]");
        client.expect(PREFIXED);
        client.expect("461-/chat,0[{\"_placeholder\":true,\"num\":0}]");
        client.expect(PREFIXED);
    }

    @Test
    void acknowledgeWhatTheyAreAskedFor() {
        TestFrameChannel client = connect();
        SocketIoSocket socket = socketOf(client, "/");
        socket.emitWithAck("ask", "x").subscribe(reply -> got.add(Objects.requireNonNull(reply.get(0, String.class))));
        client.expect("420[\"ask\",\"x\"]");
        socket.emitWithAck("ask").subscribe(reply -> got.add(Objects.requireNonNull(reply.get(0, byte[].class))));
        client.expect("421[\"ask\"]");

        client.receive("430[\"yes\"]");
        client.receive("461-1[{\"_placeholder\":true,\"num\":0}]");
        client.receive(PREFIXED);

        assertThat(got).hasSize(2).first().isEqualTo("yes");
        assertThat(got.get(1)).isEqualTo(BYTES);
    }

    @Test
    void areNotWaitedForWithoutEnd() {
        TestFrameChannel client = connect();
        SocketIoSocket socket = socketOf(client, "/");

        socket.timeout(Duration.ofSeconds(1)).emitWithAck("ask").subscribe(reply -> {}, got::add);
        server.advance(Duration.ofMillis(1100));
        socket.emitWithAck("ask").subscribe(reply -> {}, got::add);
        client.disconnect(null);

        assertThat(got).hasExactlyElementsOfTypes(AckTimeoutException.class, SocketDisconnectedException.class);
    }

    @Test
    void answerABroadcastBesideNewerOnes() {
        TestFrameChannel older = connect();
        TestFrameChannel newer = server.connect();
        List<Object> answers = new ArrayList<>();
        server.io
                .timeout(Duration.ofSeconds(1))
                .emitWithAck("ask")
                .map(BroadcastReply::arguments)
                .subscribe(reply -> answers.add(reply.get(0, Object.class)), answers::add, () -> answers.add("done"));
        older.expect("420[\"ask\"]");
        newer.expect("420[\"ask\"]");

        older.receive("430[\"old\"]");
        newer.receive("430[\"new\"]");

        assertThat(answers).containsExactly("old", "new", "done");
    }

    @Test
    void areInRoomsWithNewerOnes() {
        TestFrameChannel older = connect();
        TestFrameChannel newer = server.connect();
        TestFrameChannel outside = connect();
        List.of(older, newer).forEach(client -> socketOf(client, "/").join("lobby"));

        server.io.to("lobby").emit("text", "é😀", Map.of("a", 1));
        server.io.to("lobby").emit("binary", (Object) BYTES);
        socketOf(newer, "/").to("lobby").emit("others");
        socketOf(older, "/").to("lobby").emit("others");

        for (TestFrameChannel client : List.of(older, newer)) {
            client.expect("42[\"text\",\"é😀\",{\"a\":1}]");
            client.expect("451-[\"binary\",{\"_placeholder\":true,\"num\":0}]");
            client.expect(client == older ? PREFIXED : BYTES);
            client.expect("42[\"others\"]");
            client.expectNothing();
        }
        outside.expectNothing();
    }

    @Test
    void areFoundByTheirIds() {
        TestFrameChannel client = connect();
        OlderClients.join(client, "/chat");
        SocketIoSocket main = socketOf(client, "/");
        SocketIoSocket chat = socketOf(client, "/chat");

        server.io.to(main.id()).emit("a");
        server.io.of("/chat").to(chat.id()).emit("b");
        server.io.of("/chat").to(main.id()).emit("not here");

        client.expect("42[\"a\"]");
        client.expect("42/chat,[\"b\"]");
        client.expectNothing();
    }

    @Test
    void missWhatIsVolatileWhileTheyDoNotRead() {
        TestFrameChannel client = connect();
        SocketIoSocket socket = socketOf(client, "/");

        client.setWritable(false);
        socket.asVolatile().emit("lost");
        server.io.asVolatile().emit("lost");
        client.setWritable(true);
        socket.asVolatile().emit("seen");

        client.expect("42[\"seen\"]");
        client.expectNothing();
    }

    @Test
    void leaveOneNamespaceAndAreInTheOthers() {
        TestFrameChannel client = connect();
        OlderClients.join(client, "/chat");
        socketOf(client, "/chat").onDisconnect(reason -> got.add(reason));

        client.receive("41/chat");
        server.io.emit("still");

        assertThat(got).containsExactly(DisconnectReason.CLIENT_NAMESPACE_DISCONNECT);
        client.expect("42[\"still\"]");
        assertThat(server.io.of("/chat").sockets()).isEmpty();
    }

    @Test
    void areSentAway() {
        TestFrameChannel client = connect();
        OlderClients.join(client, "/chat");
        SocketIoSocket main = socketOf(client, "/");

        socketOf(client, "/chat").disconnect();
        client.expect("41/chat,");
        assertThat(client.isClosed()).isFalse();
        main.disconnect(true);

        client.expect("41");
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void mayNotSendMoreAttachmentsOrNestingThanNewerOnes() {
        TestServer small =
                OlderClients.server(settings -> settings.maxAttachments(1).maxNestingDepth(3));
        for (String packet : List.of(
                "452-[\"a\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]",
                "42[\"a\",[[[]]]]",
                "451-[\"a\",{\"_placeholder\":true,\"num\":1}]",
                "451-/other,[\"a\",{\"_placeholder\":true,\"num\":0}]")) {
            TestFrameChannel client = OlderClients.connect(small);

            client.receive(packet);

            assertThat(client.isClosed()).as(packet).isTrue();
        }
    }

    @Test
    void mayNotSendSomethingBinaryWithoutAType() {
        TestFrameChannel client = connect();

        client.receive("451-[\"a\",{\"_placeholder\":true,\"num\":0}]");
        client.receive(new byte[] {5});

        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void mayHoldNoMoreOfAPacketThanNewerOnes() {
        TestServer small = new TestServer(settings ->
                settings.engine(EngineOptions.of(o -> o.allowOlderClients(true).maxHttpBufferSize(1000))));
        TestFrameChannel client = OlderClients.connect(small);

        client.receive("459-[\"a\",{\"_placeholder\":true,\"num\":0}]");
        for (int i = 0; i < 4; i++) {
            assertThat(client.isClosed()).isFalse();
            byte[] attachment = new byte[1000];
            attachment[0] = 4;
            client.receive(attachment);
        }

        assertThat(client.isClosed()).isTrue();
    }
}
