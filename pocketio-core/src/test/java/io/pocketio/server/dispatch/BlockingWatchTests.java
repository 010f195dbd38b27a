package io.pocketio.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.pocketio.Ack;
import io.pocketio.BlockedHandler;
import io.pocketio.EventHandler;
import io.pocketio.NamespaceMatcher;
import io.pocketio.SocketIoSocket;
import io.pocketio.adapter.RoomListener;
import io.pocketio.engine.EngineRequest;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.engine.TestRequests;
import io.pocketio.protocol.Arguments;
import io.pocketio.server.LogCapture;
import io.pocketio.server.SocketIoServerBuilder;
import io.pocketio.server.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;

@Timeout(30)
class BlockingWatchTests {

    private static final Duration LONG = Duration.ofSeconds(3);

    private final List<BlockedHandler> reports = new CopyOnWriteArrayList<>();
    private final TestServer server = new TestServer(settings -> settings.onBlockedHandler(reports::add));
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    private final EventHandler blocking = (socket, arguments, ack) -> {
        block();
        return Mono.empty();
    };

    private void block() {
        entered.countDown();
        try {
            assertThat(release.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** What blocks is run by another thread, while virtual time goes on here. */
    private void whileBlocked(Runnable blocked, Runnable meanwhile) throws InterruptedException {
        CompletableFuture<Void> running = CompletableFuture.runAsync(blocked, task -> new Thread(task, "lane").start());
        assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
        meanwhile.run();
        release.countDown();
        running.join();
    }

    @Test
    void namesAHandlerThatBlocksItsLane() throws InterruptedException {
        server.io.sockets().handle("slow", blocking);
        TestFrameChannel client = server.connect();

        whileBlocked(() -> client.receive("42[\"slow\"]"), () -> server.advance(LONG));

        assertThat(reports).singleElement().satisfies(report -> {
            assertThat(report.handler()).contains(BlockingWatchTests.class.getName());
            assertThat(report.occasion()).isEqualTo("slow");
            assertThat(report.socket().namespace().name()).isEqualTo("/");
            assertThat(report.thread()).isEqualTo("lane");
            assertThat(report.time()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
            assertThat(report.stack())
                    .anySatisfy(frame -> assertThat(frame.getMethodName()).isEqualTo("block"));
        });
    }

    @Test
    void findsWhatASubscriptionBlocks() throws InterruptedException {
        server.io.sockets().handle("slow", (socket, arguments, ack) -> Mono.fromRunnable(this::block));
        TestFrameChannel client = server.connect();

        whileBlocked(() -> client.receive("42[\"slow\"]"), () -> server.advance(LONG));

        assertThat(reports).extracting(BlockedHandler::occasion).containsExactly("slow");
    }

    @Test
    void findsConnectAndDisconnectHandlers() throws InterruptedException {
        server.io.onConnect(socket -> block());
        TestFrameChannel client = server.open();

        whileBlocked(() -> client.receive("40"), () -> server.advance(LONG));

        assertThat(reports).extracting(BlockedHandler::occasion).containsExactly("connect");
    }

    @Test
    void namesTheInnerOneOfTwoHandlers() throws InterruptedException {
        server.io.sockets().handle("outer", (socket, arguments, ack) -> {
            socket.disconnect();
            return Mono.empty();
        });
        server.io.onConnect(socket -> socket.onDisconnecting(reason -> block()));
        TestFrameChannel client = server.connect();

        whileBlocked(() -> client.receive("42[\"outer\"]"), () -> server.advance(LONG));

        assertThat(reports).extracting(BlockedHandler::occasion).containsExactly("disconnecting");
    }

    @Test
    void isSilentAboutHandlersThatReturnInTime() throws InterruptedException {
        server.io.sockets().handle("slow", blocking);
        TestFrameChannel client = server.connect();

        whileBlocked(() -> client.receive("42[\"slow\"]"), () -> server.advance(Duration.ofMillis(900)));
        server.advance(LONG);

        assertThat(reports).isEmpty();
    }

    @Test
    void isSilentAboutHandlersWithAnExecutor() throws InterruptedException {
        server.io.sockets().handle("slow", inExecutor(task -> new Thread(task, "worker").start()));
        TestFrameChannel client = server.connect();

        client.receive("42[\"slow\"]"); // back in its lane when it has been handed over
        whileBlocked(() -> {}, () -> server.advance(LONG));

        assertThat(reports).isEmpty();
    }

    @Test
    void reportsACallOnce() throws InterruptedException {
        server.io.sockets().handle("slow", blocking);
        TestFrameChannel client = server.connect();

        whileBlocked(() -> client.receive("42[\"slow\"]"), () -> server.advance(Duration.ofMinutes(5)));

        assertThat(reports).hasSize(1);
    }

    @Test
    void warnsUnlessSomebodyIsTold() throws InterruptedException {
        TestServer warning = new TestServer();
        warning.io.sockets().handle("slow", blocking);
        TestFrameChannel client = warning.connect();

        try (LogCapture log = new LogCapture(Level.WARN)) {
            whileBlocked(() -> client.receive("42[\"slow\"]"), () -> warning.advance(LONG));

            assertThat(log.messages(Level.WARN))
                    .singleElement()
                    .satisfies(message -> assertThat(message)
                            .contains(BlockingWatchTests.class.getName())
                            .contains("has blocked thread lane for ")
                            .contains("handling 'slow' (namespace=/, sid=")
                            .contains("Let it return a Mono"));
        }
    }

    @Test
    void isOffWithAThresholdOfZero() throws InterruptedException {
        TestServer unwatched = new TestServer(
                settings -> settings.blockingWarning(Duration.ZERO).onBlockedHandler(reports::add));
        unwatched.io.sockets().handle("slow", blocking);
        TestFrameChannel client = unwatched.connect();

        whileBlocked(() -> client.receive("42[\"slow\"]"), () -> unwatched.advance(LONG));

        assertThat(reports).isEmpty();
        assertThatThrownBy(() -> SocketIoServerBuilder.create().blockingWarning(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("blockingWarning");
    }

    @Test
    void restsWhenNothingHappens() {
        server.io.sockets().handle("fast", (socket, arguments, ack) -> Mono.empty());
        TestFrameChannel client = server.connect();
        client.receive("42[\"fast\"]");
        client.disconnect(null);
        server.advance(Duration.ofMinutes(5));

        long ticks = server.time.getScheduledTaskCount();
        server.advance(Duration.ofMinutes(5));
        assertThat(server.time.getScheduledTaskCount()).isEqualTo(ticks);
    }

    @Test
    void wakesUpAgain() throws InterruptedException {
        server.io.sockets().handle("slow", blocking);
        server.io.sockets().handle("fast", (socket, arguments, ack) -> Mono.empty());
        TestFrameChannel first = server.connect();
        first.receive("42[\"fast\"]");
        first.disconnect(null);
        server.advance(Duration.ofMinutes(5));
        TestFrameChannel second = server.connect();

        whileBlocked(() -> second.receive("42[\"slow\"]"), () -> server.advance(LONG));

        assertThat(reports).hasSize(1);
    }

    @Test
    void findsAnExecutorThatKeepsTheLaneWaiting() throws InterruptedException {
        server.io.sockets().handle("slow", inExecutor(task -> block()));
        TestFrameChannel client = server.connect();

        whileBlocked(() -> client.receive("42[\"slow\"]"), () -> server.advance(LONG));

        assertThat(reports).extracting(BlockedHandler::occasion).containsExactly("slow");
    }

    @Test
    void findsAHandlerWhoseExecutorRunsItInTheLane() throws InterruptedException {
        server.io.sockets().handle("slow", inExecutor(Runnable::run));
        TestFrameChannel client = server.connect();

        whileBlocked(() -> client.receive("42[\"slow\"]"), () -> server.advance(LONG));

        assertThat(reports).extracting(BlockedHandler::occasion).containsExactly("slow");
    }

    private EventHandler inExecutor(Executor executor) {
        return new EventHandler() {
            @Override
            public Mono<Void> handle(SocketIoSocket socket, Arguments arguments, Ack ack) {
                block();
                return Mono.empty();
            }

            @Override
            public Executor executor() {
                return executor;
            }
        };
    }

    @Test
    void findsMiddlewares() throws InterruptedException {
        server.io.sockets().use((socket, event, arguments) -> {
            block();
            return Mono.empty();
        });
        TestFrameChannel client = server.connect();

        whileBlocked(() -> client.receive("42[\"slow\"]"), () -> server.advance(LONG));

        assertThat(reports).singleElement().satisfies(report -> {
            assertThat(report.occasion()).isEqualTo("slow");
            assertThat(report.handler()).contains(BlockingWatchTests.class.getName());
        });
    }

    @Test
    void findsMiddlewaresOfConnections() throws InterruptedException {
        server.io.sockets().use(socket -> Mono.fromRunnable(this::block));
        TestFrameChannel client = server.open();

        whileBlocked(() -> client.receive("40"), () -> server.advance(LONG));

        assertThat(reports).extracting(BlockedHandler::occasion).containsExactly("connect");
        assertThat(reports.get(0).handler()).contains(BlockingWatchTests.class.getName());
    }

    @Test
    void findsMatchersOfNamespaces() throws InterruptedException {
        server.io.of((NamespaceMatcher) (name, handshake) -> {
            block();
            return Mono.just(true);
        });
        TestFrameChannel client = server.open();

        whileBlocked(() -> client.receive("40/new,"), () -> server.advance(LONG));

        assertThat(reports).singleElement().satisfies(report -> {
            assertThat(report.occasion()).isEqualTo("/new");
            assertThat(report.socket()).isNull();
            assertThat(report.handler()).contains(BlockingWatchTests.class.getName());
        });
    }

    @Test
    void findsRoomListeners() throws InterruptedException {
        server.io.rooms().addListener(new RoomListener() {
            @Override
            public void joined(String room, String socketId) {
                if (room.equals("slow")) {
                    block();
                }
            }
        });
        server.connect();

        whileBlocked(() -> server.socket().join("slow"), () -> server.advance(LONG));

        assertThat(reports).extracting(BlockedHandler::occasion).containsExactly("room joined");
        assertThat(reports.get(0).handler()).contains(BlockingWatchTests.class.getName());
    }

    @Test
    void findsWhoDecidesAboutRequests() throws InterruptedException {
        assertThat(blockedBy(settings -> settings.allowRequest(request -> {
                    block();
                    return Mono.empty();
                })))
                .containsExactly("handshake");
    }

    @Test
    void findsWhatTheSubscriptionToSuchADecisionBlocks() throws InterruptedException {
        assertThat(blockedBy(settings -> settings.allowRequest(request -> Mono.fromRunnable(this::block))))
                .containsExactly("handshake");
    }

    @Test
    void findsGeneratorsOfSessionIds() throws InterruptedException {
        assertThat(blockedBy(settings -> settings.sessionIds(() -> {
                    block();
                    return "id";
                })))
                .containsExactly("session id");
    }

    @Test
    void findsReactiveGeneratorsOfSessionIds() throws InterruptedException {
        assertThat(blockedBy(settings -> settings.sessionIds(request -> Mono.fromSupplier(() -> {
                    block();
                    return "id";
                }))))
                .containsExactly("session id");
    }

    @Test
    void findsHooksForHeaders() throws InterruptedException {
        assertThat(blockedBy(settings -> settings.headers((headers, request, handshake) -> block())))
                .containsExactly("response headers");
    }

    @Test
    void findsListenersOfRefusals() throws InterruptedException {
        assertThat(blockedBy(settings ->
                        settings.allowRequest(request -> Mono.just("no")).onConnectionError(error -> block())))
                .containsExactly("connection error");
    }

    private List<String> blockedBy(Consumer<SocketIoServerBuilder> hooks) throws InterruptedException {
        TestServer watched = new TestServer(settings -> hooks.accept(settings.onBlockedHandler(reports::add)));
        EngineRequest handshake = TestRequests.get("EIO=4&transport=polling");
        whileBlocked(() -> watched.io.engine().handle(handshake).block(), () -> watched.advance(LONG));
        return reports.stream().map(BlockedHandler::occasion).toList();
    }

    @Test
    void findsWhoTakesAcknowledgements() throws InterruptedException {
        TestFrameChannel client = server.connect();
        server.socket().emitWithAck("ask").subscribe(answer -> block());

        whileBlocked(() -> client.receive("430[1]"), () -> server.advance(LONG));

        assertThat(reports).extracting(BlockedHandler::occasion).containsExactly("acknowledgement");
    }

    @Test
    void findsListenersOfNewNamespaces() throws InterruptedException {
        server.io.of(Pattern.compile("/new"));
        server.io.onNamespace(namespace -> block());
        TestFrameChannel client = server.open();

        whileBlocked(() -> client.receive("40/new,"), () -> server.advance(LONG));

        assertThat(reports).extracting(BlockedHandler::occasion).containsExactly("/new");
        assertThat(reports.get(0).handler()).contains(BlockingWatchTests.class.getName());
    }
}
