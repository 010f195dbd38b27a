package io.pocketio.server.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.ConnectHandler;
import io.pocketio.EventHandler;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.server.TestServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

class HandlerRemovalTests {

    private final TestServer server = new TestServer();
    private final List<String> calls = new ArrayList<>();

    @Test
    void callsNothingThatHasBeenRemoved() {
        Disposable all = Disposables.composite(
                server.io.useForAll(socket -> noted("middleware of all")),
                server.io.useForAll((socket, event, arguments) -> noted("event middleware of all")),
                server.io.sockets().use(socket -> noted("middleware")),
                server.io.sockets().use((socket, event, arguments) -> noted("event middleware")),
                server.io.onConnect(socket -> calls.add("listener")),
                server.io.sockets().handleConnect(socket -> noted("connect")),
                server.io.sockets().handle("x", (socket, arguments, ack) -> noted("event")),
                server.io.sockets().handleAny((socket, event, arguments, ack) -> noted("any event")),
                server.io.sockets().handleDisconnect((socket, reason) -> noted("disconnect")),
                server.io.onNamespace(namespace -> calls.add("namespace")));
        visit();
        assertThat(calls)
                .containsExactly(
                        "middleware of all",
                        "middleware",
                        "listener",
                        "connect",
                        "any event",
                        "event middleware of all",
                        "event middleware",
                        "event",
                        "disconnect",
                        "namespace");
        calls.clear();

        all.dispose();
        visit();

        assertThat(calls).isEmpty();
    }

    private void visit() {
        TestFrameChannel client = server.connect();
        client.receive("42[\"x\"]");
        client.disconnect(null);
        server.io.of("/new" + calls.size());
    }

    @Test
    void makesRoomForAnotherHandlerOfTheEvent() {
        Disposable first = server.io.sockets().handle("x", (socket, arguments, ack) -> noted("first"));
        first.dispose();
        server.io.sockets().handle("x", (socket, arguments, ack) -> noted("second"));
        first.dispose();

        server.connect().receive("42[\"x\"]");

        assertThat(calls).containsExactly("second");
    }

    @Test
    void removesOneOfTwoThatAreTheSame() {
        ConnectHandler handler = socket -> noted("connect");
        Disposable first = server.io.sockets().handleConnect(handler);
        server.io.sockets().handleConnect(handler);

        first.dispose();
        first.dispose();
        server.connect();

        assertThat(calls).containsExactly("connect");
    }

    @Test
    void keepsTheMiddlewareThatIsLeft() {
        EventHandler handler = (socket, arguments, ack) -> noted("event");
        server.io.sockets().handle("x", handler);
        Disposable any = server.io.sockets().handleAny((socket, event, arguments, ack) -> noted("any"));
        server.io.sockets().use((socket, event, arguments) -> noted("middleware"));

        any.dispose();
        server.connect().receive("42[\"x\"]");

        assertThat(calls).containsExactly("middleware", "event");
    }

    @Test
    void removesWhatWasAddedToAParent() {
        Disposable template =
                server.io.ofTemplate("/rooms/{id}").handle("x", (socket, arguments, ack) -> noted("event"));
        server.io.of("/rooms/1");
        TestFrameChannel client = server.open();
        client.receive("40/rooms/1,");

        template.dispose();
        client.receive("42/rooms/1,[\"x\"]");

        assertThat(calls).isEmpty();
    }

    private Mono<Void> noted(String call) {
        calls.add(call);
        return Mono.empty();
    }
}
