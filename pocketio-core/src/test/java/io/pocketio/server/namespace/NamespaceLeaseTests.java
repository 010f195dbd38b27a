package io.pocketio.server.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ch.qos.logback.classic.Level;
import io.pocketio.DisconnectHandler;
import io.pocketio.DisconnectReason;
import io.pocketio.Namespace;
import io.pocketio.NamespaceLease;
import io.pocketio.ParentNamespace;
import io.pocketio.SocketIoSocket;
import io.pocketio.adapter.Adapter;
import io.pocketio.adapter.AdapterFactory;
import io.pocketio.adapter.memory.InMemoryAdapter;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.lane.ManualExecutor;
import io.pocketio.server.LogCapture;
import io.pocketio.server.TestServer;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Namespaces for parts of an application that end before the server. */
class NamespaceLeaseTests {

    private final List<String> adaptersClosed = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger adaptersMade = new AtomicInteger();
    private final List<DisconnectReason> reasons = new ArrayList<>();

    private final TestServer server = new TestServer(settings -> settings.adapter(noting()));

    private Consumer<String> whenClosed = name -> {};

    private AdapterFactory noting() {
        return (name, sockets) -> {
            adaptersMade.incrementAndGet();
            Adapter adapter = new InMemoryAdapter(sockets);
            return (Adapter) Proxy.newProxyInstance(
                    Adapter.class.getClassLoader(), new Class<?>[] {Adapter.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("close")) {
                            adaptersClosed.add(name);
                            whenClosed.accept(name);
                        }
                        return method.invoke(adapter, arguments);
                    });
        };
    }

    private static void refused(TestFrameChannel client, String namespace) {
        client.receive("40" + namespace + ",");
        client.expect("44" + namespace + ",{\"message\":\"Invalid namespace\"}");
    }

    @Test
    void removesANamespaceWithItsLastLease() {
        NamespaceLease<Namespace> one = server.io.lease("/part");
        NamespaceLease<Namespace> other = server.io.lease("part");
        one.namespace().handleDisconnect((socket, reason) -> Mono.fromRunnable(() -> reasons.add(reason)));
        TestFrameChannel client = server.connect();
        TestServer.join(client, "/part");

        one.dispose();
        client.expectNothing();
        assertThat(other.namespace().sockets()).hasSize(1);
        other.dispose();

        client.expect("41/part,");
        assertThat(reasons).containsExactly(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
        assertThat(other.namespace().sockets()).isEmpty();
        assertThat(adaptersClosed).containsExactly("/part");
        refused(client, "/part");
        assertThat(client.isClosed()).isFalse();
        assertThat(server.io.sockets().sockets()).hasSize(1);
    }

    @Test
    void endsALeaseOnce() {
        NamespaceLease<Namespace> one = server.io.lease("/part");
        server.io.lease("/part");

        one.dispose();
        one.dispose();

        TestServer.join(server.open(), "/part");
        assertThat(adaptersClosed).isEmpty();
    }

    @Test
    void keepsANamespaceThatTheApplicationHasAskedForBefore() {
        Namespace kept = server.io.of("/part");
        server.io.lease("/part").dispose();

        assertThat(server.io.of("/part")).isSameAs(kept);
        TestServer.join(server.open(), "/part");
    }

    @Test
    void keepsANamespaceThatTheApplicationAsksForWhileItIsLeased() {
        NamespaceLease<Namespace> lease = server.io.lease("/part");
        TestFrameChannel client = server.open();
        TestServer.join(client, "/part");
        assertThat(server.io.of("/part")).isSameAs(lease.namespace());

        lease.dispose();
        server.io.lease("/part").dispose();

        client.expectNothing();
        TestServer.join(server.open(), "/part");
        assertThat(lease.namespace().sockets()).hasSize(2);
    }

    @Test
    void makesANewNamespaceForTheNextLease() {
        NamespaceLease<Namespace> first = server.io.lease("/part");
        first.namespace().handle("greet", (socket, arguments, ack) -> Mono.empty());
        TestFrameChannel client = server.open();
        TestServer.join(client, "/part");
        first.dispose();
        client.expect("41/part,");

        NamespaceLease<Namespace> next = server.io.lease("/part");
        next.namespace().handle("greet", (socket, arguments, ack) -> Mono.fromRunnable(() -> ack.send("hello")));

        assertThat(next.namespace()).isNotSameAs(first.namespace());
        TestServer.join(client, "/part");
        client.receive("42/part,1[\"greet\"]");
        client.expect("43/part,1[\"hello\"]");
    }

    @Test
    void refusesWhoIsOnHisWayIn() {
        Sinks.Empty<Void> decision = Sinks.empty();
        NamespaceLease<Namespace> lease = server.io.lease("/part");
        lease.namespace().use(socket -> decision.asMono());
        TestFrameChannel client = server.open();
        client.receive("40/part,");

        lease.dispose();
        assertThat(adaptersClosed).isEmpty();
        decision.tryEmitEmpty();

        client.expect("44/part,{\"message\":\"Invalid namespace\"}");
        client.expectNothing();
        assertThat(adaptersClosed).containsExactly("/part");
    }

    @Test
    void sendsAwayWhoIsLetInAtThatMoment() {
        NamespaceLease<Namespace> lease = server.io.lease("/part");
        lease.namespace().onConnect(socket -> lease.dispose());
        TestFrameChannel client = server.open();

        TestServer.join(client, "/part");

        client.expect("41/part,");
        assertThat(adaptersClosed).containsExactly("/part");
    }

    @Test
    void closesTheAdapterBehindTheHandlers() {
        ManualExecutor worker = new ManualExecutor();
        NamespaceLease<Namespace> lease = server.io.lease("/part");
        lease.namespace().handleDisconnect(new DisconnectHandler() {

            @Override
            public Mono<Void> handle(SocketIoSocket socket, DisconnectReason reason) {
                return Mono.empty();
            }

            @Override
            public Executor executor() {
                return worker::execute;
            }
        });
        TestServer.join(server.open(), "/part");

        lease.dispose();
        assertThat(adaptersClosed).isEmpty();
        worker.run();

        assertThat(adaptersClosed).containsExactly("/part");
    }

    @Test
    void keepsANamespaceThatAParentMatches() {
        server.io.ofTemplate("/{any}");
        server.io.lease("/part").dispose();

        TestServer.join(server.open(), "/part");
        assertThat(adaptersClosed).isEmpty();
    }

    @Test
    void removesTheNamespacesOfATemplateWithItsLastLease() {
        ParentNamespace others = server.io.ofTemplate("/others/{id}");
        NamespaceLease<ParentNamespace> lease = server.io.leaseTemplate("/parts/{id}");
        NamespaceLease<ParentNamespace> second = server.io.leaseTemplate("/parts/{id}");
        TestFrameChannel client = server.open();
        TestServer.join(client, "/parts/1");
        TestServer.join(client, "/others/1");
        TestFrameChannel left = server.open();
        TestServer.join(left, "/parts/2");
        left.receive("41/parts/2,");

        lease.dispose();
        client.expectNothing();
        second.dispose();

        client.expect("41/parts/1,");
        client.expectNothing();
        assertThat(lease.namespace().children()).isEmpty();
        assertThat(others.children()).hasSize(1);
        assertThat(adaptersClosed).containsExactlyInAnyOrder("/parts/1", "/parts/2");
        refused(client, "/parts/1");
        refused(client, "/parts/3");
    }

    @Test
    void closesTheAdapterOfWhatIsReplacedByTheNextLeaseOfItsTemplate() {
        NamespaceLease<ParentNamespace> first = server.io.leaseTemplate("/parts/{id}");
        server.io.of("/parts/1");
        TestServer.join(server.open(), "/parts/1");
        first.dispose();
        assertThat(adaptersClosed).isEmpty();

        server.io.leaseTemplate("/parts/{id}");
        TestServer.join(server.open(), "/parts/1");

        assertThat(adaptersClosed).containsExactly("/parts/1");
        assertThat(server.io.of("/parts/1").sockets()).hasSize(1);
    }

    @Test
    void keepsWhatIsLeasedBehindAClientUntilThatLeaseEnds() {
        NamespaceLease<ParentNamespace> template = server.io.leaseTemplate("/parts/{id}");
        TestFrameChannel client = server.open();
        TestServer.join(client, "/parts/1");
        NamespaceLease<Namespace> lease = server.io.lease("/parts/1");

        template.dispose();
        client.expectNothing();
        assertThat(server.io.lease("/parts/1").namespace()).isSameAs(lease.namespace());
        refused(server.open(), "/parts/1");
        assertThat(adaptersClosed).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void removesWhatIsLeasedAndMatchedWithTheLastOfBoth(boolean isTemplateFirst) {
        NamespaceLease<ParentNamespace> template = server.io.leaseTemplate("/parts/{id}");
        NamespaceLease<Namespace> lease = server.io.lease("/parts/1");
        TestFrameChannel client = server.open();
        TestServer.join(client, "/parts/1");

        (isTemplateFirst ? template : lease).dispose();
        client.expectNothing();
        assertThat(adaptersClosed).isEmpty();
        (isTemplateFirst ? lease : template).dispose();

        client.expect("41/parts/1,");
        assertThat(adaptersClosed).containsExactly("/parts/1");
        refused(client, "/parts/1");
    }

    @Test
    void keepsTheHandlersOfALeaseWhenTheLastClientLeaves() {
        TestServer cleaning = new TestServer(
                settings -> settings.cleanupEmptyChildNamespaces(true).adapter(noting()));
        cleaning.io.ofTemplate("/parts/{id}");
        TestFrameChannel client = cleaning.open();
        TestServer.join(client, "/parts/1");
        NamespaceLease<Namespace> lease = cleaning.io.lease("/parts/1");

        client.receive("41/parts/1,");
        assertThat(adaptersClosed).isEmpty();
        lease.dispose();

        assertThat(adaptersClosed).containsExactly("/parts/1");
    }

    @Test
    void closesTheAdapterOnceWhenTheServerHasClosedBefore() {
        NamespaceLease<Namespace> lease = server.io.lease("/part");
        TestServer.join(server.open(), "/part");
        server.io.close().block(Duration.ofSeconds(5));
        assertThat(adaptersClosed).containsOnlyOnce("/part");

        lease.dispose();

        assertThat(adaptersClosed).containsOnlyOnce("/part");
    }

    @Test
    void closesTheAdapterAgainThatHasBeenUsedAgain() {
        NamespaceLease<Namespace> lease = server.io.lease("/part");
        server.io.close().block(Duration.ofSeconds(5));
        server.io.open();
        TestServer.join(server.open(), "/part");

        lease.dispose();

        assertThat(adaptersClosed.stream().filter("/part"::equals)).hasSize(2);
    }

    @Test
    void closesTheAdapterAgainThatABroadcastHasUsedAgain() {
        NamespaceLease<Namespace> lease = server.io.lease("/part");
        server.io.close().block(Duration.ofSeconds(5));
        lease.namespace().emit("news");

        lease.dispose();

        assertThat(adaptersClosed.stream().filter("/part"::equals)).hasSize(2);
    }

    @Test
    void removesTheOthersWhenAnAdapterCannotBeClosed() {
        whenClosed = name -> {
            throw new IllegalStateException("bug");
        };
        NamespaceLease<ParentNamespace> lease = server.io.leaseTemplate("/parts/{id}");
        for (String part : List.of("/parts/1", "/parts/2")) {
            TestFrameChannel client = server.open();
            TestServer.join(client, part);
            client.receive("41" + part + ",");
        }

        try (LogCapture log = new LogCapture(Level.INFO)) {
            lease.dispose();

            assertThat(log.messages(Level.ERROR)).hasSize(2);
        }
        assertThat(adaptersClosed).containsExactlyInAnyOrder("/parts/1", "/parts/2");
    }

    @Test
    void leasesATemplateAnewWithOtherVariables() {
        NamespaceLease<ParentNamespace> lease = server.io.leaseTemplate("/parts/{id}");
        assertThatIllegalStateException().isThrownBy(() -> server.io.leaseTemplate("/parts/{name}"));
        lease.dispose();

        server.io.leaseTemplate("/parts/{name}");
        TestServer.join(server.open(), "/parts/1");

        assertThat(server.io.of("/parts/1").variables()).containsEntry("name", "1");
    }

    @Test
    void keepsATemplateThatTheApplicationHasAskedFor() {
        NamespaceLease<ParentNamespace> lease = server.io.leaseTemplate("/parts/{id}");
        assertThat(server.io.ofTemplate("/parts/{id}")).isSameAs(lease.namespace());

        lease.dispose();

        TestServer.join(server.open(), "/parts/1");
    }

    @Test
    void countsTheChildrenOfALeasedTemplateNoMoreWhenTheyAreGone() {
        TestServer small = new TestServer(settings -> settings.maxChildNamespaces(1));
        for (int i = 0; i < 3; i++) {
            NamespaceLease<ParentNamespace> lease = small.io.leaseTemplate("/parts/{id}");
            TestServer.join(small.open(), "/parts/" + i);
            lease.dispose();
        }
    }

    @Test
    void leasesOneNamespaceToAllWhoLeaseItAtATime() throws Exception {
        TestServer shared = new TestServer();
        Callable<Boolean> leasing = () -> {
            boolean same = true;
            for (int i = 0; i < 3000; i++) {
                NamespaceLease<Namespace> one = shared.io.lease("/part");
                NamespaceLease<Namespace> other = shared.io.lease("/part");
                same &= one.namespace() == other.namespace();
                one.dispose();
                other.dispose();
            }
            return same;
        };
        ExecutorService threads = Executors.newFixedThreadPool(2);

        List<Future<Boolean>> outcomes = threads.invokeAll(List.of(leasing, leasing), 30, TimeUnit.SECONDS);
        threads.shutdownNow();

        for (Future<Boolean> outcome : outcomes) {
            assertThat(outcome.get()).isTrue();
        }
        refused(shared.open(), "/part");
    }

    @Test
    void leavesNothingOfLeasesThatEndAtATime() throws Exception {
        int before = adaptersMade.get();
        Callable<Void> template = () -> {
            for (int i = 0; i < 3000; i++) {
                server.io.leaseTemplate("/parts/{id}").dispose();
            }
            return null;
        };
        Callable<Void> part = () -> {
            for (int i = 0; i < 3000; i++) {
                server.io.lease("/parts/1").dispose();
            }
            return null;
        };
        ExecutorService threads = Executors.newFixedThreadPool(3);

        List<Future<Void>> outcomes = threads.invokeAll(List.of(template, part, part), 30, TimeUnit.SECONDS);
        threads.shutdownNow();

        for (Future<Void> outcome : outcomes) {
            outcome.get();
        }
        assertThat(adaptersClosed).hasSize(adaptersMade.get() - before);
        refused(server.open(), "/parts/1");
    }
}
