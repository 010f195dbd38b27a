package io.pocketio.server.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.pocketio.Ack;
import io.pocketio.ConnectHandler;
import io.pocketio.EventHandler;
import io.pocketio.SocketIoSocket;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.lane.ManualExecutor;
import io.pocketio.protocol.Arguments;
import io.pocketio.server.LogCapture;
import io.pocketio.server.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** What listens to one socket alone: how it is added and removed, and in which order it is told. */
class SocketListenerTests {

    private final TestServer server = new TestServer();
    private final List<String> calls = new ArrayList<>();

    @Test
    void removesOneListenerOfSeveral() {
        TestFrameChannel client = server.connect();
        SocketIoSocket socket = server.socket();
        Disposable first = socket.on("x", (arguments, ack) -> calls.add("first"));
        socket.on("x", (arguments, ack) -> calls.add("second"));
        first.dispose();
        first.dispose();

        client.receive("42[\"x\"]");

        assertThat(calls).containsExactly("second");
    }

    @Test
    void removesAListenerWithATypeToo() {
        TestFrameChannel client = server.connect();
        Disposable listener = server.socket().on("x", String.class, (text, ack) -> calls.add("" + text));
        client.receive("42[\"x\",\"a\"]");

        listener.dispose();
        client.receive("42[\"x\",\"b\"]");

        assertThat(calls).containsExactly("a");
    }

    @Test
    void callsAListenerThatIsThereTwiceTwice() {
        TestFrameChannel client = server.connect();
        BiConsumer<Arguments, Ack> listener = (arguments, ack) -> calls.add("x");
        Disposable first = server.socket().on("x", listener);
        server.socket().on("x", listener);
        client.receive("42[\"x\"]");
        first.dispose();
        client.receive("42[\"x\"]");

        assertThat(calls).hasSize(3);
    }

    @Test
    void removesAllListenersOfAnEventButThoseOfTheNamespace() {
        server.io.sockets().handle("x", (socket, arguments, ack) -> {
            calls.add("namespace");
            return Mono.empty();
        });
        TestFrameChannel client = server.connect();
        SocketIoSocket socket = server.socket();
        socket.off("x");
        socket.on("x", (arguments, ack) -> calls.add("first"));
        socket.once("x", (arguments, ack) -> calls.add("second"));
        socket.on("y", (arguments, ack) -> calls.add("y"));

        socket.off("x");
        client.receive("42[\"x\"]");
        client.receive("42[\"y\"]");

        assertThat(calls).containsExactly("namespace", "y");
    }

    @Test
    void callsAOneTimeListenerOnce() {
        TestFrameChannel client = server.connect();
        server.socket().once("x", (arguments, ack) -> calls.add("" + arguments.get(0, Integer.class)));

        client.receive("42[\"x\",1]");
        client.receive("42[\"x\",2]");

        assertThat(calls).containsExactly("1");
    }

    @Test
    void callsAOneTimeListenerOnceInABurst() {
        ManualExecutor worker = new ManualExecutor();
        server.io.sockets().handle("x", inExecutor(worker::execute));
        TestFrameChannel client = server.connect();
        server.socket().once("x", (arguments, ack) -> calls.add("once"));

        client.receive("42[\"x\"]");
        client.receive("42[\"x\"]");
        client.receive("42[\"x\"]");
        worker.run();

        assertThat(calls).containsExactly("namespace", "once", "namespace", "namespace");
    }

    @Test
    void callsAOneTimeListenerOnceThatThrows() {
        TestFrameChannel client = server.connect();
        server.socket().once("x", (arguments, ack) -> {
            calls.add("once");
            throw new IllegalStateException("bug");
        });

        try (LogCapture log = new LogCapture(Level.INFO)) {
            client.receive("42[\"x\"]");
            client.receive("42[\"x\"]");

            assertThat(log.messages(Level.ERROR)).hasSize(1);
        }
        assertThat(calls).containsExactly("once");
    }

    @Test
    void removesAOneTimeListenerThatWasNeverCalled() {
        TestFrameChannel client = server.connect();
        server.socket().once("x", (arguments, ack) -> calls.add("once")).dispose();

        client.receive("42[\"x\"]");

        assertThat(calls).isEmpty();
    }

    @Test
    void letsAListenerRemoveItselfAndOthers() {
        TestFrameChannel client = server.connect();
        SocketIoSocket socket = server.socket();
        socket.on("x", (arguments, ack) -> {
            calls.add("first");
            socket.off("x");
        });
        socket.on("x", (arguments, ack) -> calls.add("second"));

        client.receive("42[\"x\"]");
        client.receive("42[\"x\"]");

        assertThat(calls).containsExactly("first", "second"); // as in Node: who was there when it came is told
    }

    @Test
    void handlesAnEventByAListenerThatASlowConnectHandlerAdds() {
        ManualExecutor worker = new ManualExecutor();
        server.io.sockets().handleConnect(new ConnectHandler() {

            @Override
            public Mono<Void> handle(SocketIoSocket socket) {
                socket.on("x", (arguments, ack) -> calls.add("x"));
                return Mono.empty();
            }

            @Override
            public Executor executor() {
                return worker::execute;
            }
        });
        TestFrameChannel client = server.connect();
        client.receive("42[\"x\"]");

        worker.run();

        assertThat(calls).containsExactly("x");
    }

    @Test
    void keepsARemovedListenerFromEventsThatWait() {
        ManualExecutor worker = new ManualExecutor();
        server.io.sockets().handle("slow", inExecutor(worker::execute));
        TestFrameChannel client = server.connect();
        Disposable listener = server.socket().on("x", (arguments, ack) -> calls.add("x"));
        client.receive("42[\"slow\"]");
        client.receive("42[\"x\"]");

        listener.dispose();
        worker.run();

        assertThat(calls).containsExactly("namespace");
    }

    @Test
    void tellsCatchAllListenersOfEveryEvent() {
        TestFrameChannel client = server.connect();
        SocketIoSocket socket = server.socket();
        socket.onAny((event, arguments) -> calls.add("second " + event));
        socket.prependAny((event, arguments) -> calls.add("first " + arguments.size()));
        socket.on("x", (arguments, ack) -> calls.add("x"));

        client.receive("42[\"x\",1]");
        client.receive("42[\"unknown\"]");

        assertThat(calls).containsExactly("first 1", "second x", "x", "first 0", "second unknown");
    }

    @Test
    void removesCatchAllListeners() {
        TestFrameChannel client = server.connect();
        SocketIoSocket socket = server.socket();
        Disposable first = socket.onAny((event, arguments) -> calls.add("first"));
        socket.onAny((event, arguments) -> calls.add("second"));
        client.receive("42[\"x\"]");
        first.dispose();
        client.receive("42[\"x\"]");
        socket.offAny();
        client.receive("42[\"x\"]");

        assertThat(calls).containsExactly("first", "second", "second");
    }

    @Test
    void goesOnWhenACatchAllListenerThrows() {
        TestFrameChannel client = server.connect();
        SocketIoSocket socket = server.socket();
        socket.onAny((event, arguments) -> {
            throw new IllegalStateException("bug");
        });
        socket.onAny((event, arguments) -> calls.add("any"));
        socket.on("x", (arguments, ack) -> calls.add("x"));

        try (LogCapture log = new LogCapture(Level.INFO)) {
            client.receive("42[\"x\"]");

            assertThat(log.messages(Level.ERROR)).hasSize(1);
        }
        assertThat(calls).containsExactly("any", "x");
    }

    @Test
    void rejectsReservedNames() {
        server.connect();

        assertThatThrownBy(() -> server.socket().once("disconnect", (arguments, ack) -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private EventHandler inExecutor(Executor executor) {
        return new EventHandler() {

            @Override
            public Mono<Void> handle(SocketIoSocket socket, Arguments arguments, Ack ack) {
                calls.add("namespace");
                return Mono.empty();
            }

            @Override
            public Executor executor() {
                return executor;
            }
        };
    }
}
