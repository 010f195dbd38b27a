package io.pocketio.server.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.pocketio.ConnectRejectedException;
import io.pocketio.DisconnectHandler;
import io.pocketio.DisconnectReason;
import io.pocketio.Namespace;
import io.pocketio.ParentNamespace;
import io.pocketio.SocketIoSocket;
import io.pocketio.adapter.Adapter;
import io.pocketio.adapter.memory.InMemoryAdapter;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.lane.ManualExecutor;
import io.pocketio.server.LogCapture;
import io.pocketio.server.SocketIoServerBuilder;
import io.pocketio.server.TestServer;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** How many dynamic namespaces there may be, and when they go. */
class ChildNamespaceTests {

    private static final Pattern ANY = Pattern.compile("/.*");

    private final AtomicInteger adaptersOpen = new AtomicInteger();

    @Test
    void keepsAnEmptyChildUnlessToldOtherwise() {
        TestServer server = new TestServer();
        ParentNamespace parent = server.io.of(ANY);
        TestFrameChannel client = server.open();
        TestServer.join(client, "/a");

        client.receive("41/a,");

        assertThat(parent.children()).hasSize(1);
    }

    @Test
    void removesAChildWithItsLastSocket() {
        TestServer server = cleaning();
        ParentNamespace parent = server.io.of(ANY);
        TestFrameChannel one = server.open();
        TestFrameChannel two = server.open();
        TestServer.join(one, "/a");
        TestServer.join(two, "/a");
        int open = adaptersOpen.get();

        one.receive("41/a,");
        assertThat(parent.children()).hasSize(1);
        two.disconnect(null);

        assertThat(parent.children()).isEmpty();
        assertThat(adaptersOpen.get()).isEqualTo(open - 1);
    }

    @Test
    void bringsARemovedChildIntoBeingAgain() {
        TestServer server = cleaning();
        ParentNamespace parent = server.io.of(ANY);
        List<Namespace> told = new ArrayList<>();
        server.io.onNamespace(told::add);
        TestFrameChannel client = server.open();
        TestServer.join(client, "/a");
        client.receive("41/a,");

        TestServer.join(client, "/a");

        assertThat(told).hasSize(2);
        assertThat(parent.children()).containsExactly(told.get(1));
        assertThat(server.io.of("/a")).isSameAs(told.get(1));
    }

    @Test
    void removesAChildWhoseOnlyClientIsRefused() {
        TestServer server = cleaning();
        ParentNamespace parent = server.io.of(ANY);
        parent.use(socket -> Mono.error(new ConnectRejectedException("no")));
        TestFrameChannel client = server.open();

        client.receive("40/a,");

        client.expect("44/a,{\"message\":\"no\"}");
        assertThat(parent.children()).isEmpty();
    }

    @Test
    void keepsAChildWhileAMiddlewareDecides() {
        TestServer server = cleaning();
        ParentNamespace parent = server.io.of(ANY);
        Sinks.Empty<Void> verdict = Sinks.empty();
        List<Mono<Void>> verdicts = new ArrayList<>(List.of(Mono.empty(), verdict.asMono()));
        parent.use(socket -> verdicts.remove(0));
        TestFrameChannel one = server.open();
        TestFrameChannel two = server.open();
        TestServer.join(one, "/a");
        two.receive("40/a,");

        one.receive("41/a,");
        Namespace child = parent.children().iterator().next();
        verdict.tryEmitEmpty();

        assertThat(two.next().asText()).startsWith("40/a,{\"sid\":");
        assertThat(server.io.of("/a")).isSameAs(child);
        assertThat(child.sockets()).hasSize(1);
    }

    @Test
    void keepsAChildThatTheApplicationHasMade() {
        TestServer server = cleaning();
        ParentNamespace parent = server.io.of(ANY);
        server.io.of("/a");
        TestFrameChannel client = server.open();
        TestServer.join(client, "/a");

        client.receive("41/a,");

        assertThat(parent.children()).hasSize(1);
    }

    @Test
    void keepsANamespaceOfAFixedName() {
        TestServer server = cleaning();
        Namespace fixed = server.io.of("/a");
        TestFrameChannel client = server.open();
        TestServer.join(client, "/a");

        client.receive("41/a,");

        assertThat(server.io.of("/a")).isSameAs(fixed);
    }

    @Test
    void removesAChildBehindItsDisconnectHandlers() {
        TestServer server = cleaning();
        ParentNamespace parent = server.io.of(ANY);
        ManualExecutor worker = new ManualExecutor();
        parent.handleDisconnect(new DisconnectHandler() {

            @Override
            public Mono<Void> handle(SocketIoSocket socket, DisconnectReason reason) {
                return Mono.empty();
            }

            @Override
            public Executor executor() {
                return worker::execute;
            }
        });
        TestFrameChannel client = server.open();
        TestServer.join(client, "/a");

        client.receive("41/a,");
        assertThat(parent.children()).hasSize(1);
        worker.run();

        assertThat(parent.children()).isEmpty();
    }

    @Test
    void makesRoomForANewChildByTheOneThatIsEmptyForLongest() {
        TestServer server = new TestServer(settings -> settings.maxChildNamespaces(2));
        ParentNamespace parent = server.io.of(ANY);
        TestFrameChannel client = server.open();
        TestServer.join(client, "/a");
        TestServer.join(client, "/b");
        client.receive("41/b,");
        client.receive("41/a,");

        TestServer.join(client, "/c");

        assertThat(parent.children()).extracting(Namespace::name).containsExactlyInAnyOrder("/a", "/c");
    }

    @Test
    void doesNotRemoveAChildThatHasASocketAgain() {
        TestServer server = new TestServer(settings -> settings.maxChildNamespaces(2));
        ParentNamespace parent = server.io.of(ANY);
        TestFrameChannel client = server.open();
        TestServer.join(client, "/a");
        client.receive("41/a,");
        TestServer.join(client, "/a");
        TestServer.join(client, "/b");

        client.receive("40/c,");

        client.expect("44/c,{\"message\":\"Invalid namespace\"}");
        assertThat(parent.children()).extracting(Namespace::name).containsExactlyInAnyOrder("/a", "/b");
    }

    @Test
    void refusesAFloodOfNamesWithOneWarning() {
        TestServer server =
                new TestServer(settings -> settings.maxChildNamespaces(50).maxNamespacesPerConnection(100));
        ParentNamespace parent = server.io.of(ANY);
        TestFrameChannel client = server.open();

        try (LogCapture log = new LogCapture(Level.INFO)) {
            for (int i = 0; i < 50; i++) {
                TestServer.join(client, "/n" + i);
            }
            for (int i = 50; i < 5000; i++) {
                client.receive("40/n" + i + ",");
                client.expect("44/n" + i + ",{\"message\":\"Invalid namespace\"}");
            }

            assertThat(log.messages(Level.WARN)).hasSize(1);
        }
        assertThat(parent.children()).hasSize(50);
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void staysWithinTheBoundWhenAClientComesAndGoesUnderEverNewNames() {
        TestServer server = new TestServer(settings -> settings.maxChildNamespaces(10));
        ParentNamespace parent = server.io.of(ANY);
        TestFrameChannel client = server.open();

        try (LogCapture log = new LogCapture(Level.INFO)) {
            for (int i = 0; i < 2000; i++) {
                TestServer.join(client, "/n" + i);
                client.receive("41/n" + i + ",");
            }

            assertThat(log.messages(Level.WARN)).isEmpty();
        }
        assertThat(parent.children()).hasSize(10);
    }

    @Test
    void doesNotCountWhatTheApplicationMakes() {
        TestServer server = new TestServer(settings -> settings.maxChildNamespaces(1));
        server.io.of(ANY);
        for (int i = 0; i < 10; i++) {
            server.io.of("/own" + i);
        }

        TestServer.join(server.open(), "/a");

        assertThat(server.io.of("/a").sockets()).hasSize(1);
    }

    @Test
    void rejectsABoundBelowOne() {
        assertThatThrownBy(() -> SocketIoServerBuilder.create().maxChildNamespaces(0))
                .hasMessage("maxChildNamespaces must be at least 1, not 0");
    }

    @Test
    void losesNoSocketInARemovedNamespace() throws Exception {
        TestServer server = cleaning();
        ParentNamespace parent = server.io.of(ANY);
        parent.handle("where", (socket, arguments, ack) -> {
            boolean reachable = server.io.of("/a").sockets().contains(socket);
            ack.send(reachable);
            return Mono.empty();
        });
        int clients = 4;
        CyclicBarrier start = new CyclicBarrier(clients);
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            List<Future<Integer>> lost = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                TestFrameChannel client = server.open();
                lost.add(threads.submit(() -> comeAndGo(client, start)));
            }
            for (Future<Integer> count : lost) {
                assertThat(count.get(30, TimeUnit.SECONDS)).isZero();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(parent.children()).isEmpty();
    }

    private static int comeAndGo(TestFrameChannel client, CyclicBarrier start) throws Exception {
        start.await();
        int lost = 0;
        for (int i = 0; i < 2000; i++) {
            client.receive("40/a,");
            awaitReply(client);
            assertThat(client.next().asText()).startsWith("40/a,{");
            client.receive("42/a,0[\"where\"]");
            lost += client.next().asText().equals("43/a,0[true]") ? 0 : 1;
            client.receive("41/a,");
        }
        return lost;
    }

    /** Whoever makes the namespace tells its listeners first; a client that comes meanwhile is answered by that thread. */
    private static void awaitReply(TestFrameChannel client) {
        await().pollInterval(Duration.ofMillis(1)).until(() -> {
            CompletableFuture<Boolean> replied = new CompletableFuture<>();
            client.lane().execute(() -> replied.complete(client.hasSent()));
            return replied.get(10, TimeUnit.SECONDS);
        });
    }

    @Test
    void givesClientsThatComeAtTheSameTimeOneNamespace() throws Exception {
        TestServer server = new TestServer();
        ParentNamespace parent = server.io.of(ANY);
        List<Namespace> told = new CopyOnWriteArrayList<>();
        server.io.onNamespace(told::add);
        int clients = 4;
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            for (int round = 0; round < 200; round++) {
                String name = "/r" + round;
                CyclicBarrier start = new CyclicBarrier(clients);
                CountDownLatch joined = new CountDownLatch(clients);
                parent.onConnect(socket -> joined.countDown());
                for (int i = 0; i < clients; i++) {
                    TestFrameChannel client = server.open();
                    threads.execute(() -> {
                        awaitAll(start);
                        client.receive("40" + name + ",");
                    });
                }
                assertThat(joined.await(10, TimeUnit.SECONDS)).isTrue();
                assertThat(server.io.of(name).sockets()).hasSize(clients);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(told).hasSize(200);
        assertThat(parent.children()).hasSize(200);
    }

    private static void awaitAll(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private TestServer cleaning() {
        return new TestServer(
                settings -> settings.cleanupEmptyChildNamespaces(true).adapter((namespace, sockets) -> {
                    adaptersOpen.incrementAndGet();
                    return counted(new InMemoryAdapter(sockets));
                }));
    }

    private Adapter counted(Adapter adapter) {
        return (Adapter) Proxy.newProxyInstance(
                Adapter.class.getClassLoader(), new Class<?>[] {Adapter.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        adaptersOpen.decrementAndGet();
                    }
                    return method.invoke(adapter, arguments);
                });
    }
}
