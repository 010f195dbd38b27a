package io.pocketio.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import ch.qos.logback.classic.Level;
import io.pocketio.Emitter;
import io.pocketio.SocketIoSocket;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.json.Attachments;
import io.pocketio.json.Jackson2JsonCodec;
import io.pocketio.json.JsonCodec;
import io.pocketio.protocol.Arguments;
import io.pocketio.server.LogCapture;
import io.pocketio.server.TestServer;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

class EventTests {

    private static final byte[] BINARY = {1, 2, 3};

    private final TestServer server = new TestServer();
    private final List<String> calls = new ArrayList<>();

    @Test
    void answersAnEvent() {
        server.io.sockets().handle("echo", (socket, arguments, ack) -> {
            socket.emit("echo", arguments.get(0, Object.class), arguments.get(1, Object.class));
            return Mono.empty();
        });
        TestFrameChannel client = server.connect();

        client.receive("42[\"echo\",1,\"a\"]");

        client.expect("42[\"echo\",1,\"a\"]");
    }

    @Test
    void answersAnEventWithBinary() {
        server.io.sockets().handle("binary", (socket, arguments, ack) -> {
            socket.emit("echo", arguments.get(0, byte[].class));
            return Mono.empty();
        });
        TestFrameChannel client = server.connect();

        client.receive("451-[\"binary\",{\"_placeholder\":true,\"num\":0}]");
        client.receive(BINARY);

        client.expect("451-[\"echo\",{\"_placeholder\":true,\"num\":0}]");
        client.expect(BINARY);
    }

    @Test
    void emitsBinary() {
        TestFrameChannel client = server.connect();

        server.socket().emit("echo", BINARY);

        client.expect("451-[\"echo\",{\"_placeholder\":true,\"num\":0}]");
        client.expect(BINARY);
    }

    @Test
    void callsTheHandlerOfTheNamespaceThenListenersOfTheSocket() {
        server.io.onConnect(socket -> {
            socket.on("a", (arguments, ack) -> calls.add("first listener"));
            socket.on("a", (arguments, ack) -> calls.add("second listener"));
        });
        server.io.sockets().handle("a", (socket, arguments, ack) -> {
            calls.add("handler");
            return Mono.empty();
        });

        server.connect().receive("42[\"a\"]");

        assertThat(calls).containsExactly("handler", "first listener", "second listener");
    }

    @Test
    void decodesTheFirstArgumentForAListener() {
        server.io.onConnect(socket -> socket.on("a", Integer.class, (number, ack) -> calls.add("got " + number)));
        TestFrameChannel client = server.connect();

        client.receive("42[\"a\",7]");
        client.receive("42[\"a\"]");
        client.receive("42[\"a\",null]");

        assertThat(calls).containsExactly("got 7", "got null", "got null");
    }

    @Test
    void decodesNothingThatNobodyHandles() {
        JsonCodec codec = new Jackson2JsonCodec();
        TestServer counting = new TestServer(settings -> settings.jsonCodec(new JsonCodec() {
            @Override
            public void write(Object value, OutputStream out, Attachments attachments) {
                codec.write(value, out, attachments);
            }

            @Override
            public Object read(byte[] json, int offset, int length, Type type, Attachments attachments) {
                calls.add("read");
                return codec.read(json, offset, length, type, attachments);
            }
        }));
        counting.io.onConnect(socket -> socket.on("known", String.class, (text, ack) -> calls.add(text)));
        TestFrameChannel client = counting.connect();

        client.receive("42[\"unknown\",{\"a\":[1,2,3]}]");
        client.receive("421[\"unknown\",\"x\"]");
        assertThat(calls).isEmpty();
        client.receive("42[\"known\",\"x\"]");

        assertThat(calls).containsExactly("read", "x");
        client.expectNothing();
    }

    @Test
    void ignoresAnEventWithoutAName() {
        TestFrameChannel client = server.connect();

        client.receive("42");

        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void takesANumberForAName() {
        server.io.onConnect(socket -> socket.on("1", Integer.class, (number, ack) -> calls.add("got " + number)));

        server.connect().receive("42[1,2]");

        assertThat(calls).containsExactly("got 2");
    }

    @Test
    void sendsMessages() {
        TestFrameChannel client = server.connect();

        server.socket().send("a", 1);
        server.io.send("b");

        client.expect("42[\"message\",\"a\",1]");
        client.expect("42[\"message\",\"b\"]");
    }

    @Test
    void sendsVolatileEventsToAWritableClientOnly() {
        TestFrameChannel client = server.connect();
        Emitter emitter = server.socket().asVolatile();

        emitter.emit("a");
        client.setWritable(false);
        emitter.emit("b");
        server.socket().emit("c");
        client.setWritable(true);
        emitter.emit("d", BINARY);

        client.expect("42[\"a\"]");
        client.expect("42[\"c\"]");
        client.expect("451-[\"d\",{\"_placeholder\":true,\"num\":0}]");
        client.expect(BINARY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"})
    void rejectsReservedNames(String name) {
        server.connect();
        SocketIoSocket socket = server.socket();
        String message = '"' + name + "\" is a reserved event name";

        assertThatThrownBy(() -> socket.emit(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> socket.emitWithAck(name)).hasMessage(message);
        assertThatThrownBy(() -> socket.asVolatile().emit(name)).hasMessage(message);
        assertThatThrownBy(() -> socket.on(name, (arguments, ack) -> {})).hasMessage(message);
        assertThatThrownBy(() -> server.io.emit(name)).hasMessage(message);
        assertThatThrownBy(() -> socket.to("room").emit(name)).hasMessage(message);
        assertThatThrownBy(() -> server.io.sockets().handle(name, (s, arguments, ack) -> Mono.empty()))
                .hasMessage(message);
    }

    @Test
    void allowsTheNamesErrorAndConnection() {
        TestFrameChannel client = server.connect();

        server.socket().emit("error");
        server.socket().emit("connection");

        client.expect("42[\"error\"]");
        client.expect("42[\"connection\"]");
    }

    @Test
    void rejectsASecondHandlerForAnEvent() {
        server.io.sockets().handle("a", (socket, arguments, ack) -> Mono.empty());

        assertThatThrownBy(() -> server.io.sockets().handle("a", (socket, arguments, ack) -> Mono.empty()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("\"a\"")
                .hasMessageContaining("namespace /");
    }

    @Test
    void tellsTheApplicationWhatItCannotSend() {
        TestFrameChannel client = server.connect();

        assertThatThrownBy(() -> server.socket().emit("a", new Object())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> server.io.emit("a", new Object())).isInstanceOf(IllegalArgumentException.class);

        client.expectNothing();
    }

    @Test
    void showsTheNameOfAnEventThatNobodyHandlesAndNoMore() {
        TestFrameChannel client = server.connect();

        try (LogCapture log = new LogCapture(Level.DEBUG)) {
            client.receive("42[\"line\\nbreak" + "x".repeat(1000) + "\",\"payload\"]");

            assertThat(log.messages(Level.DEBUG))
                    .filteredOn(line -> line.startsWith("Nobody handles line\\nbreakxxx"))
                    .singleElement()
                    .asString()
                    .hasSizeLessThan(250);
            assertThat(log.messages(Level.DEBUG)).noneMatch(line -> line.contains("payload"));
        }
    }

    @Test
    void doesNotBlameAHandlerWhoseClientGoesWithoutAnAnswer() {
        server.io
                .sockets()
                .handle(
                        "ask",
                        (socket, arguments, ack) ->
                                socket.emitWithAck("question").then());
        TestFrameChannel client = server.connect();

        try (LogCapture log = new LogCapture(Level.DEBUG)) {
            client.receive("42[\"ask\"]");
            client.disconnect(null);

            assertThat(log.at(Level.ERROR)).isEmpty();
            assertThat(log.messages(Level.DEBUG)).anyMatch(line -> line.startsWith("The handler of ask got no answer"));
        }
    }

    @Test
    void letsNoClientWriteIntoTheLogByWayOfACatchAllThatFails() {
        server.io.sockets().handleAny((socket, event, arguments, ack) -> {
            throw new IllegalStateException("on purpose");
        });
        TestFrameChannel client = server.connect();

        try (LogCapture log = new LogCapture(Level.INFO)) {
            client.receive("42[\"x\\nforged" + "y".repeat(1000) + "\"]");

            assertThat(log.messages(Level.ERROR))
                    .singleElement(STRING)
                    .doesNotContain("\n")
                    .hasSizeLessThan(250);
        }
    }

    @Test
    void logsAHandlerThatFailsAndTellsTheClientNothing() {
        server.io.sockets().handle("a", (socket, arguments, ack) -> {
            throw new IllegalStateException("broken");
        });
        server.io.sockets().handle("b", (socket, arguments, ack) -> Mono.error(new IllegalStateException("broken")));
        TestFrameChannel client = server.connect();

        try (LogCapture log = new LogCapture(Level.INFO)) {
            client.receive("420[\"a\",\"payload\"]");
            client.receive("421[\"b\",\"payload\"]");

            String where = " failed (namespace=/, sid=" + server.socket().id() + ")";
            assertThat(log.messages(Level.ERROR))
                    .containsExactly("The handler of a" + where, "The handler of b" + where);
        }
        client.expectNothing();
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void tellsTheReasonOfArgumentsThatDoNotFitAtDebugOnly() {
        server.io.sockets().handle("a", (socket, arguments, ack) -> {
            Objects.requireNonNull(arguments.get(0, Integer.class));
            return Mono.empty();
        });
        TestFrameChannel client = server.connect();

        try (LogCapture log = new LogCapture(Level.DEBUG)) {
            client.receive("42[\"a\",\"payload\"]");

            assertThat(log.at(Level.ERROR)).isEmpty();
            assertThat(log.messages(Level.DEBUG))
                    .filteredOn(line -> line.startsWith("What came with a does not fit") && line.contains("payload"))
                    .hasSize(1);
            assertThat(log.messages(Level.WARN)).noneMatch(line -> line.contains("payload"));
        }
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void subscribesToResultsWithTheContextOfTheHandshake() {
        server.io
                .sockets()
                .handle(
                        "a",
                        (socket, arguments, ack) -> Mono.deferContextual(context -> {
                            calls.add(context.get("user"));
                            return Mono.empty();
                        }));
        TestFrameChannel client = server.open(new TestFrameChannel(), server.requestWithContext("user", "ann"));
        TestServer.join(client, "/");

        client.receive("42[\"a\"]");

        assertThat(calls).containsExactly("ann");
    }

    @Test
    void disconnectsASocketWhoseConnectHandlerFails() {
        server.io.onConnect(socket -> {
            throw new IllegalStateException("broken");
        });
        server.io.onConnect(socket -> calls.add("second connect handler"));
        server.io.sockets().handleDisconnect((socket, reason) -> {
            calls.add(reason.wireName());
            return Mono.empty();
        });
        TestFrameChannel client = server.open();

        try (LogCapture log = new LogCapture(Level.INFO)) {
            client.receive("40");

            assertThat(log.messages(Level.ERROR)).hasSize(1);
        }
        client.next();
        client.expect("41");
        assertThat(client.isClosed()).isFalse();
        assertThat(calls).containsExactly("second connect handler", "server namespace disconnect");
    }

    @Test
    void keepsArgumentsForLater() {
        List<Arguments> kept = new ArrayList<>();
        server.io.onConnect(socket -> socket.on("a", (arguments, ack) -> kept.add(arguments)));
        TestFrameChannel client = server.connect();

        client.receive("42[\"a\",\"x\"]");
        client.receive("42[\"a\",\"y\"]");

        assertThat(kept).extracting(arguments -> arguments.get(0, String.class)).containsExactly("x", "y");
    }
}
