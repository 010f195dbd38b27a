package io.pocketio.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.DisconnectReason;
import io.pocketio.ServerStatistics;
import io.pocketio.SocketIoSocket;
import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.engine.TransportType;
import io.pocketio.lane.ManualLane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Many clients that do not read, together. */
class SlowClientTests {

    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;
    private static final int FREE = 16 * KIB;
    private static final String KILOBYTE = "x".repeat(1000);

    private final List<DisconnectReason> reasons = new ArrayList<>();

    @Test
    void boundsWhatTenThousandOfThemHoldAndServesTheOthers() {
        TestServer server = server(MIB, 64 * MIB);
        List<TestFrameChannel> slow = stalledClients(server, 10_000);
        TestFrameChannel healthy = server.connect();

        for (int i = 0; i < 60; i++) {
            server.io.emit("news", i, KILOBYTE);
            assertThat(held(slow)).isLessThanOrEqualTo(64L * MIB + (FREE + 1100L) * slow.size());
            assertThat(server.io.statistics().engine().outboundBytes())
                    .isLessThanOrEqualTo(64L * MIB + (FREE + 1100L) * slow.size());
            server.advance(Duration.ofMillis(20));
        }

        for (int i = 0; i < 60; i++) {
            healthy.expect("42[\"news\"," + i + ",\"" + KILOBYTE + "\"]");
        }
        server.advance(Duration.ofSeconds(4));
        assertThat(server.io.statistics().engine().slowClients()).isPositive();
        assertThat(reasons)
                .isNotEmpty()
                .hasSizeLessThan(slow.size())
                .containsOnly(DisconnectReason.OUTBOUND_OVERFLOW)
                .hasSize((int) slow.stream().filter(TestFrameChannel::isAborted).count());
        assertThat(server.io.statistics().disconnects(DisconnectReason.OUTBOUND_OVERFLOW))
                .isEqualTo(reasons.size());
    }

    /** What a broadcast makes too slow goes when all others have got it, and what it says then comes behind. */
    @Test
    void endsNobodyWithinABroadcast() {
        ManualLane loop = new ManualLane();
        TestServer server = new TestServer(
                settings -> settings.engine(EngineOptions.of(options -> options.maxOutboundBuffer(FREE))));
        server.io.sockets().handleDisconnect((socket, reason) -> {
            server.io.emit("left", reason.wireName());
            return Mono.empty();
        });
        List<TestFrameChannel> clients = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            TestFrameChannel client = server.openIn(loop, new TestFrameChannel(loop));
            client.receive("40");
            loop.run();
            client.next();
            clients.add(client);
        }
        clients.forEach(client -> client.setPendingBytes(0));
        clients.get(0).setPendingBytes(2 * FREE);

        loop.execute(() -> {
            server.io.emit("first");
            server.io.emit("second");
        });
        loop.run();

        assertThat(clients.get(0).isClosed()).isTrue();
        for (TestFrameChannel healthy : clients.subList(1, 3)) {
            healthy.expect("42[\"first\"]");
            healthy.expect("42[\"second\"]");
            healthy.expect("42[\"left\",\"outbound buffer overflow\"]");
            healthy.expectNothing();
        }
    }

    @Test
    void endsThoseFirstThatHoldMost() {
        TestServer server = server(4 * MIB, 4 * MIB);
        TestFrameChannel greedy = server.connect();
        SocketIoSocket greedySocket = server.socket();
        greedy.stall();
        send(greedySocket, 1800);
        List<TestFrameChannel> modest = stalledClients(server, 8);

        server.io.except(greedySocket.id()).emit("much", "x".repeat(100 * KIB));
        assertThat(reasons).isEmpty();
        send(greedySocket, 100);
        server.advance(Duration.ofMillis(10));

        assertThat(greedy.isAborted()).isTrue();
        assertThat(modest).noneMatch(TestFrameChannel::isClosed);
        assertThat(reasons).containsExactly(DisconnectReason.OUTBOUND_OVERFLOW);
    }

    @Test
    void endsThoseThatHoardAndNotWhoFallsBehindForAMoment() {
        TestServer server = server(4 * MIB, 4 * MIB);
        List<TestFrameChannel> hoarders = stalledClients(server, 8);
        String[] theirs =
                server.io.sockets().sockets().stream().map(SocketIoSocket::id).toArray(String[]::new);
        for (int i = 0; i < 250; i++) {
            server.io.emit("some", KILOBYTE);
        }
        server.advance(Duration.ofMillis(10));
        assertThat(reasons).as("below half of the bound").isEmpty();
        TestFrameChannel honest = server.connect();
        honest.stall();

        for (int i = 0; i < 600; i++) {
            server.io.except(theirs).emit("some", KILOBYTE);
        }
        server.advance(Duration.ofMillis(10));

        assertThat(hoarders).anyMatch(TestFrameChannel::isAborted);
        assertThat(honest.isClosed()).isFalse();
        honest.catchUp();
        assertThat(server.io.statistics().engine().slowClients()).isLessThan(hoarders.size());
    }

    @Test
    void countsWhatWaitsForAClientThatIsClosedUntilItIsGone() {
        TestServer server = server(4 * MIB, 4 * MIB);
        TestFrameChannel client = stalledClients(server, 1).get(0);
        client.linger();
        server.io.emit("much", "x".repeat(100 * KIB));

        server.socket().disconnect(true);
        assertThat(client.isClosed()).isTrue();
        assertThat(server.io.sockets().sockets()).isEmpty();
        assertThat(server.io.statistics().engine().outboundBytes()).isGreaterThan(80 * KIB);
        client.disconnect(null);

        assertThat(server.io.statistics().engine().outboundBytes()).isZero();
    }

    @Test
    void givesBackWhatClientsHeldThatHaveCaughtUpOrGone() {
        TestServer server = server(4 * MIB, 4 * MIB);
        List<TestFrameChannel> clients = stalledClients(server, 3);
        server.io.emit("much", "x".repeat(100 * KIB));
        assertThat(server.io.statistics().engine().outboundBytes()).isGreaterThan(300 * KIB);
        assertThat(server.io.statistics().engine().slowClients()).isEqualTo(3);

        clients.get(0).catchUp();
        clients.get(1).disconnect(null);
        assertThat(server.io.statistics().engine().slowClients()).isOne();
        server.advance(Duration.ofSeconds(46)); // no pong

        assertThat(clients.get(2).isAborted()).isTrue();
        assertThat(server.io.statistics().engine().outboundBytes()).isZero();
        assertThat(server.io.statistics().engine().slowClients()).isZero();
    }

    @Test
    void keepsServingClientsThatReadWhenTheBoundIsReached() {
        TestServer server = server(4 * MIB, MIB);
        stalledClients(server, 20);
        TestFrameChannel healthy = server.connect();
        server.io.emit("much", "x".repeat(60 * KIB));
        healthy.next();

        server.io.emit("more", "x".repeat(60 * KIB));

        assertThat(healthy.next().length()).isGreaterThan(60 * KIB);
        assertThat(healthy.isClosed()).isFalse();
    }

    @Test
    void endsManyAFewAtATime() {
        TestServer server = server(32 * KIB, 4 * MIB);
        List<TestFrameChannel> slow = stalledClients(server, 100);

        server.io.emit("much", "x".repeat(40 * KIB));
        assertThat(reasons).hasSizeLessThan(20);
        server.io.emit("more", "x".repeat(40 * KIB));
        assertThat(held(slow)).as("nothing more is sent to them").isLessThan(100L * 41 * KIB);
        server.advance(Duration.ofMillis(100));

        assertThat(reasons).hasSize(100).containsOnly(DisconnectReason.OUTBOUND_OVERFLOW);
        assertThat(held(slow)).isZero();
        assertThat(server.io.statistics().engine().outboundBytes()).isZero();
    }

    @Test
    void dropsVolatilePacketsForClientsThatAreNotReady() {
        TestServer server = server(4 * MIB, 4 * MIB);
        String polling = server.connectPolling();
        TestFrameChannel slow = stalledClients(server, 1).get(0);
        TestFrameChannel healthy = server.connect();
        server.io.emit("much", "x".repeat(65 * KIB));
        server.poll(polling);
        healthy.next();
        long before = slow.pendingBytes();

        server.io.asVolatile().emit("tick");

        healthy.expect("42[\"tick\"]");
        assertThat(slow.pendingBytes()).isEqualTo(before);
        assertThat(server.poll(polling).isParked()).isTrue();
        assertThat(server.io.statistics().engine().volatileDropped()).isEqualTo(2);
    }

    @Test
    void tellsHowManySessionsThereAreAndWhatTheyHaveSent() {
        TestServer server = server(MIB, MIB);
        server.connectPolling();
        TestFrameChannel client = server.connect();
        server.connect();
        client.receive("42[\"hello\"]");

        ServerStatistics statistics = server.io.statistics();
        assertThat(statistics.engine().sessions(TransportType.POLLING)).isOne();
        assertThat(statistics.engine().sessions(TransportType.WEBSOCKET)).isEqualTo(2);
        assertThat(statistics.sockets()).isEqualTo(3);
        assertThat(statistics.engine().messagesReceived()).isEqualTo(4);

        client.disconnect(null);

        assertThat(statistics.engine().sessions(TransportType.WEBSOCKET)).isOne();
        assertThat(statistics.sockets()).isEqualTo(2);
        assertThat(statistics.engine().messagesReceived()).isEqualTo(4);
        assertThat(statistics.disconnects(DisconnectReason.TRANSPORT_CLOSE)).isOne();
    }

    private static TestServer server(int maxOutboundBuffer, int maxTotalOutboundBuffer) {
        return new TestServer(settings -> settings.engine(EngineOptions.of(options ->
                options.maxOutboundBuffer(maxOutboundBuffer).maxTotalOutboundBuffer(maxTotalOutboundBuffer))));
    }

    private List<TestFrameChannel> stalledClients(TestServer server, int count) {
        List<TestFrameChannel> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            clients.add(server.connect());
        }
        clients.forEach(TestFrameChannel::stall);
        watchReasons(server);
        return clients;
    }

    private void watchReasons(TestServer server) {
        server.io.sockets().sockets().forEach(socket -> socket.onDisconnect(reasons::add));
    }

    private static void send(SocketIoSocket socket, int kilobytes) {
        for (int i = 0; i < kilobytes; i++) {
            socket.emit("some", KILOBYTE);
        }
    }

    private static long held(List<TestFrameChannel> clients) {
        return clients.stream().mapToLong(TestFrameChannel::pendingBytes).sum();
    }
}
