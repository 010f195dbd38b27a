package io.pocketio.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.pocketio.Ack;
import io.pocketio.EventHandler;
import io.pocketio.SocketIoSocket;
import io.pocketio.adapter.Adapter;
import io.pocketio.adapter.memory.InMemoryAdapter;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.protocol.Arguments;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** An adapter or an executor of the application that fails must not take a connection or the server with it. */
class BrokenPartsTests {

    private final AtomicBoolean broken = new AtomicBoolean();

    private Adapter brokenAt(String method, Adapter adapter) {
        return (Adapter) Proxy.newProxyInstance(
                Adapter.class.getClassLoader(), new Class<?>[] {Adapter.class}, (proxy, called, arguments) -> {
                    if (broken.get() && called.getName().equals(method)) {
                        throw new IllegalStateException("on purpose: " + method);
                    }
                    try {
                        return called.invoke(adapter, arguments);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }

    private TestServer serverBrokenAt(String method) {
        return new TestServer(
                settings -> settings.adapter((namespace, sockets) -> brokenAt(method, new InMemoryAdapter(sockets))));
    }

    @Test
    void endsAllSocketsOfAConnectionThoughTheAdapterFails() {
        TestServer server = serverBrokenAt("leaveAll");
        List<String> left = new ArrayList<>();
        for (String name : List.of("/", "/a", "/b")) {
            server.io.of(name).handleDisconnect((socket, reason) -> {
                left.add(name);
                return Mono.empty();
            });
        }
        TestFrameChannel client = server.connect();
        TestServer.join(client, "/a");
        TestServer.join(client, "/b");

        try (LogCapture log = new LogCapture(Level.ERROR)) {
            broken.set(true);
            client.disconnect(null);

            assertThat(log.messages(Level.ERROR)).hasSize(3);
        }
        assertThat(left).containsExactly("/", "/a", "/b");
        assertThat(server.io.sockets().sockets()).isEmpty();
        assertThat(server.io.of("/b").sockets()).isEmpty();
    }

    @Test
    void takesNoRoomForANamespaceThatCannotBeMade() {
        TestServer server =
                new TestServer(settings -> settings.maxChildNamespaces(2).adapter((namespace, sockets) -> {
                    if (broken.get()) {
                        throw new IllegalStateException("on purpose: " + namespace);
                    }
                    return new InMemoryAdapter(sockets);
                }));
        server.io.of(Pattern.compile("/n\\d+"));
        TestFrameChannel client = server.open();

        try (LogCapture log = new LogCapture(Level.ERROR)) {
            broken.set(true);
            for (int i = 0; i < 5; i++) {
                client.receive("40/n" + i + ",");
                client.expect("44/n" + i + ",{\"message\":\"Invalid namespace\"}");
            }
            assertThat(log.messages(Level.ERROR)).hasSize(5);
        }
        broken.set(false);

        TestServer.join(client, "/n7");
        TestServer.join(client, "/n8");
    }

    @Test
    void answersAPostThatTheServerFailsToTake() {
        TestServer server = serverBrokenAt("join");
        String sid = server.openPolling();

        try (LogCapture log = new LogCapture(Level.ERROR)) {
            broken.set(true);
            TestServer.Poll post = server.post(sid, "40");

            assertThat(post.isParked()).isFalse();
            assertThat(log.messages(Level.ERROR)).isNotEmpty();
        }
        assertThat(server.poll(sid).status()).isEqualTo(400);
    }

    @Test
    void goesOnBehindAnExecutorThatFails() {
        TestServer server = new TestServer();
        List<String> handled = new ArrayList<>();
        server.io.sockets().handle("work", new EventHandler() {

            @Override
            public Mono<Void> handle(SocketIoSocket socket, Arguments arguments, Ack ack) {
                handled.add(arguments.get(0, String.class));
                return Mono.empty();
            }

            @Override
            public Executor executor() {
                return task -> {
                    if (broken.get()) {
                        throw new OutOfMemoryError("on purpose");
                    }
                    task.run();
                };
            }
        });
        TestFrameChannel client = server.connect();

        try (LogCapture log = new LogCapture(Level.ERROR)) {
            broken.set(true);
            client.receive("42[\"work\",\"a\"]");
            assertThat(log.messages(Level.ERROR)).hasSize(1);
        }
        broken.set(false);
        client.receive("42[\"work\",\"b\"]");

        assertThat(handled).containsExactly("b");
    }
}
