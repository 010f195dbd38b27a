package io.pocketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pocketio.SocketDisconnectedException;
import io.pocketio.SocketIoSocket;
import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.EngineSession;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.lane.ManualLane;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class CloseTests {

    private final TestServer server = new TestServer();
    private final List<String> reasons = new ArrayList<>();

    @BeforeEach
    void noteReasons() {
        server.io.sockets().handleDisconnect((socket, reason) -> {
            reasons.add(reason.wireName());
            return Mono.empty();
        });
    }

    @Test
    void endsSocketsWithoutAFarewellAndCloses() {
        TestFrameChannel client = server.connect();

        server.io.close();

        client.expectNothing();
        assertThat(client.isClosed()).isTrue();
        assertThat(reasons).containsExactly("server shutting down");
        assertThat(server.io.sockets().sockets()).isEmpty();
    }

    @Test
    void endsSocketsOneAfterTheOtherInTheTimeThatItHas() {
        List<TestFrameChannel> clients =
                Stream.generate(server::connect).limit(100).toList();
        AtomicBoolean closed = new AtomicBoolean();

        server.io.close(Duration.ofSeconds(10)).subscribe(nothing -> {}, failure -> {}, () -> closed.set(true));
        assertThat(server.openStatus()).isEqualTo(503);
        server.advance(Duration.ofSeconds(5));

        assertThat(reasons).hasSizeBetween(20, 80).containsOnly("server shutting down");
        TestFrameChannel left = clients.stream()
                .filter(client -> !client.isClosed())
                .findFirst()
                .orElseThrow();
        server.io.emit("still", "here");
        left.expect("42[\"still\",\"here\"]");
        assertThat(closed).isFalse();
        server.advance(Duration.ofSeconds(5));
        assertThat(reasons).hasSize(100);
        assertThat(clients).allMatch(TestFrameChannel::isClosed);
        assertThat(closed).isTrue();
    }

    @Test
    void releasesParkedPolls() {
        String sid = server.connectPolling();
        TestServer.Poll poll = server.poll(sid);

        server.io.close();

        assertThat(poll.body()).isEqualTo("1");
        assertThat(reasons).containsExactly("server shutting down");
    }

    @Test
    void staysGoneWhenTheConnectReplyIsTooMuch() {
        TestServer small =
                new TestServer(settings -> settings.engine(EngineOptions.of(o -> o.maxOutboundBuffer(1000))));
        List<SocketIoSocket> connected = new ArrayList<>();
        small.io.onConnect(connected::add);
        TestFrameChannel client = small.open();
        client.setPendingBytes(2000);

        client.receive("40");

        assertThat(connected).isEmpty();
        assertThat(small.io.engine().clientsCount()).isZero();
        assertThat(small.io.rooms().names().block()).isEmpty();
    }

    @Test
    void waitsForHandlersThatAreAtWork() {
        Sinks.Empty<Void> work = Sinks.empty();
        server.io.sockets().handleDisconnect((socket, reason) -> work.asMono());
        server.connect();
        List<String> done = new ArrayList<>();

        server.io.close().subscribe(nothing -> {}, failure -> {}, () -> done.add("closed"));
        assertThat(server.io.engine().clientsCount()).isZero();
        assertThat(done).isEmpty();
        work.tryEmitEmpty();

        assertThat(done).containsExactly("closed");
    }

    @Test
    void takesClientsAgainWhenItIsOpened() {
        server.io.close().block();

        server.io.open();

        TestFrameChannel client = server.connect();
        assertThat(client.isClosed()).isFalse();
        server.io.close().block();
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void completesWhenAllConnectionsAreClosed() {
        ManualLane lane = new ManualLane();
        server.connect();
        TestFrameChannel other = new TestFrameChannel(lane);
        server.openIn(lane, other);
        List<String> done = new ArrayList<>();

        server.io.close().subscribe(nothing -> {}, failure -> {}, () -> done.add("closed"));
        assertThat(done).isEmpty();
        lane.run();

        assertThat(done).containsExactly("closed");
        assertThat(other.isClosed()).isTrue();
        assertThat(server.io.engine().clientsCount()).isZero();
    }

    @Test
    void completesAtOnceWithoutConnections() {
        List<String> done = new ArrayList<>();

        server.io.close().subscribe(nothing -> {}, failure -> {}, () -> done.add("closed"));

        assertThat(done).containsExactly("closed");
    }

    @Test
    void closesOnce() {
        server.connect();

        server.io.close();
        server.io.close().subscribe();

        assertThat(reasons).hasSize(1);
    }

    @Test
    void takesNoNewClients() {
        server.io.close();

        assertThat(server.openStatus()).isEqualTo(503);
    }

    @Test
    void failsPendingAcknowledgements() {
        server.connect();
        List<Throwable> failures = new ArrayList<>();
        server.socket().emitWithAck("ask").subscribe(reply -> {}, failures::add);

        server.io.close();

        assertThat(failures).singleElement().isInstanceOf(SocketDisconnectedException.class);
    }

    @Test
    void forgetsRooms() {
        server.connect();
        server.socket().join("room");

        server.io.close();

        assertThat(server.io.rooms().names().block()).isEmpty();
    }

    @Test
    void waitsForDisconnectHandlersWhenWhatWasAtWorkEndsWithTheSocket() {
        Sinks.Empty<Void> event = Sinks.empty();
        Sinks.Empty<Void> farewell = Sinks.empty();
        server.io.sockets().handle("work", (socket, arguments, ack) -> event.asMono());
        server.io.onConnect(socket -> socket.onDisconnecting(reason -> event.tryEmitEmpty()));
        server.io.sockets().handleDisconnect((socket, reason) -> farewell.asMono());
        server.connect().receive("42[\"work\"]");
        List<String> done = new ArrayList<>();

        server.io.close().subscribe(nothing -> {}, failure -> {}, () -> done.add("closed"));
        assertThat(done).isEmpty();
        farewell.tryEmitEmpty();

        assertThat(done).containsExactly("closed");
    }

    @Test
    void waitsForHandlersOfClientsThatHaveJustGone() {
        Sinks.Empty<Void> farewell = Sinks.empty();
        server.io.sockets().handleDisconnect((socket, reason) -> farewell.asMono());
        server.connect().disconnect(null);
        List<String> done = new ArrayList<>();

        server.io.close().subscribe(nothing -> {}, failure -> {}, () -> done.add("closed"));
        assertThat(done).isEmpty();
        farewell.tryEmitEmpty();

        assertThat(done).containsExactly("closed");
    }

    @Test
    void leavesRoomsAloneWhenItHasOpenedAgainBeforeTheLastHandlerWasDone() {
        Sinks.Empty<Void> farewell = Sinks.empty();
        server.io.sockets().handleDisconnect((socket, reason) -> farewell.asMono());
        server.connect();
        List<String> done = new ArrayList<>();
        server.io.close().subscribe(nothing -> {}, failure -> {}, () -> done.add("closed"));

        server.io.open();
        TestFrameChannel client = server.connect();
        server.socket().join("room");
        farewell.tryEmitEmpty();

        assertThat(done).containsExactly("closed");
        assertThat(server.io.rooms().names().block()).contains("room");
        server.io.to("room").emit("here");
        client.expect("42[\"here\"]");
    }

    @Test
    void endsSomeClientsAndGoesOnForTheOthers() {
        TestFrameChannel leaving = server.connect();
        TestFrameChannel staying = server.connect();
        List<String> done = new ArrayList<>();

        AtomicBoolean isFirst = new AtomicBoolean(true);
        server.io
                .close(session -> isFirst.getAndSet(false))
                .subscribe(nothing -> {}, failure -> {}, () -> done.add("closed"));

        assertThat(done).containsExactly("closed");
        assertThat(reasons).containsExactly("server shutting down");
        assertThat(leaving.isClosed()).isNotEqualTo(staying.isClosed());
        assertThat(server.io.engine().clientsCount()).isOne();
        assertThat(server.connect().isClosed()).isFalse();
    }

    @Test
    void keepsNothingOfClientsThatHaveGoneWhoseHandlersNeverComplete() {
        server.io.sockets().handle("work", (socket, arguments, ack) -> Mono.never());
        List<WeakReference<EngineSession>> sessions = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            comeWorkAndGo(sessions);
        }
        assertThat(server.io.engine().clientsCount()).isZero();

        await().untilAsserted(() -> {
            System.gc();
            assertThat(sessions)
                    .hasSize(10)
                    .allSatisfy(session -> assertThat(session.get()).isNull());
        });
    }

    private void comeWorkAndGo(List<WeakReference<EngineSession>> sessions) {
        TestFrameChannel client = server.connect();
        server.io.close(session -> {
            sessions.add(new WeakReference<>(session));
            return false;
        });
        client.receive("42[\"work\"]");
        client.disconnect(null);
    }

    @Test
    void doesNotWaitForHandlersOfClientsThatAreLongGone() {
        server.io.sockets().handle("work", (socket, arguments, ack) -> Mono.never());
        TestFrameChannel client = server.connect();
        client.receive("42[\"work\"]");
        client.disconnect(null);
        server.advance(Duration.ofSeconds(10));
        List<String> done = new ArrayList<>();

        server.io.close().subscribe(nothing -> {}, failure -> {}, () -> done.add("closed"));

        assertThat(done).containsExactly("closed");
    }

    @Test
    void doesNotWaitForEverForHandlersOfClientsThatHaveJustGone() {
        server.io.sockets().handle("work", (socket, arguments, ack) -> Mono.never());
        TestFrameChannel client = server.connect();
        client.receive("42[\"work\"]");
        client.disconnect(null);
        List<String> done = new ArrayList<>();

        server.io.close().subscribe(nothing -> {}, failure -> {}, () -> done.add("closed"));
        server.advance(Duration.ofMillis(4900));
        assertThat(done).isEmpty();
        server.advance(Duration.ofMillis(100));

        assertThat(done).containsExactly("closed");
    }

    @Test
    void waitsForHandlersOfClientsThatHaveJustGoneWhenItIsClosedAgain() {
        Sinks.Empty<Void> farewell = Sinks.empty();
        server.io.sockets().handleDisconnect((socket, reason) -> farewell.asMono());
        server.connect().disconnect(null);
        server.io.close();
        server.io.open();
        server.connect().disconnect(null);
        List<String> done = new ArrayList<>();

        server.io.close().subscribe(nothing -> {}, failure -> {}, () -> done.add("closed"));
        assertThat(done).isEmpty();
        farewell.tryEmitEmpty();

        assertThat(done).containsExactly("closed");
    }

    @Test
    void waitsForNoHandlersButThoseOfTheClientsThatItEnds() {
        Sinks.Empty<Void> farewell = Sinks.empty();
        server.io.sockets().handle("work", (socket, arguments, ack) -> Mono.never());
        TestFrameChannel gone = server.connect();
        gone.receive("42[\"work\"]");
        gone.disconnect(null);
        server.io.sockets().handleDisconnect((socket, reason) -> farewell.asMono());
        server.connect();
        List<String> done = new ArrayList<>();

        server.io.close(session -> false).subscribe(nothing -> {}, failure -> {}, () -> done.add("nobody"));
        assertThat(done).containsExactly("nobody");
        server.io.close(session -> true).subscribe(nothing -> {}, failure -> {}, () -> done.add("somebody"));
        server.advance(Duration.ofMinutes(1));
        assertThat(done).containsExactly("nobody");
        farewell.tryEmitEmpty();

        assertThat(done).containsExactly("nobody", "somebody");
    }

    @Test
    void seesClientsThatAreOnTheirWayOut() {
        Sinks.Empty<Void> farewell = Sinks.empty();
        server.io.sockets().handleDisconnect((socket, reason) -> farewell.asMono());
        List<String> done = new ArrayList<>();
        TestFrameChannel client = server.connect();
        client.onClose(() -> server.io.close().subscribe(nothing -> {}, failure -> {}, () -> done.add("closed")));

        client.disconnect(null);

        assertThat(done).isEmpty();
        farewell.tryEmitEmpty();
        assertThat(done).containsExactly("closed");
    }
}
