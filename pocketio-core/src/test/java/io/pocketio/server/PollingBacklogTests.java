package io.pocketio.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.pocketio.DisconnectReason;
import io.pocketio.SocketIoSocket;
import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.TestFrameChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Many clients whose polls are not there, together. */
class PollingBacklogTests {

    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;
    private static final int FREE = 16 * KIB;
    private static final String KILOBYTE = "x".repeat(1000);
    private static final String LITTLE = "x".repeat(10 * KIB);

    private final List<DisconnectReason> reasons = new ArrayList<>();

    @Test
    void countsWhatWaitsForPolls() {
        TestServer server = server(4 * MIB, MIB);
        List<String> sids = clients(server, 4);

        for (int i = 0; i < 300; i++) {
            server.io.sockets().sockets().forEach(socket -> socket.emit("news", KILOBYTE));
            assertThat(pending(server)).isLessThanOrEqualTo(MIB + 4 * FREE + 1200);
        }
        assertThat(reasons).containsOnly(DisconnectReason.OUTBOUND_OVERFLOW).hasSizeBetween(2, 3);

        sids.forEach(server::poll);
        assertThat(pending(server)).isZero();
    }

    /** Each of whom is not behind. */
    @Test
    void boundsWhatWaitsForManyClientsThatDoNotPoll() {
        TestServer server = server(MIB, 4 * MIB);
        clients(server, 1000);

        server.io.sockets().sockets().forEach(socket -> socket.emit("news", LITTLE));
        server.advance(Duration.ofSeconds(2));

        assertThat(pending(server)).isBetween(2L * MIB, 4L * MIB);
        assertThat(server.io.sockets().sockets()).hasSizeBetween(2 * MIB / (10 * KIB), 4 * MIB / (10 * KIB));
        assertThat(reasons).isNotEmpty().containsOnly(DisconnectReason.OUTBOUND_OVERFLOW);
    }

    @Test
    void leavesRoomForThoseWhoHaveLittleBesideManyThatDoNotPoll() {
        TestServer server = server(MIB, 4 * MIB);
        clients(server, 400);
        server.io.sockets().sockets().forEach(socket -> socket.emit("news", "x".repeat(17 * KIB)));
        server.advance(Duration.ofSeconds(2));
        reasons.clear();
        List<SocketIoSocket> sockets = new ArrayList<>();
        server.io.sockets().onConnect(sockets::add);
        List<String> late = clients(server, 100);

        sockets.forEach(socket -> socket.emit("news", KILOBYTE + KILOBYTE));

        assertThat(reasons).isEmpty();
        assertThat(late).allSatisfy(sid -> assertThat(server.poll(sid).body()).contains(KILOBYTE));
    }

    @Test
    void endsWhoHasNotPolledForTheLongestThoughItHasLittle() {
        TestServer server = server(MIB, 4 * MIB);
        clients(server, 1);
        server.socket().emit("news", LITTLE);
        String first = server.socket().id();
        clients(server, 260);

        server.io.sockets().sockets().stream()
                .filter(socket -> !socket.id().equals(first))
                .forEach(socket -> {
                    socket.emit("news", LITTLE);
                    server.advance(Duration.ofMillis(5));
                });

        assertThat(server.io.sockets().sockets())
                .hasSizeBetween(250, 260)
                .noneMatch(socket -> socket.id().equals(first));
    }

    @Test
    void endsWhoHoardsBeforeThoseForWhomBroadcastsHaveWaitedForLonger() {
        TestServer server = server(MIB, 4 * MIB);
        clients(server, 400);
        for (int i = 0; i < 3; i++) {
            server.io.emit("news", KILOBYTE + KILOBYTE);
        }
        List<SocketIoSocket> hoarders = new ArrayList<>();
        server.io.sockets().onConnect(hoarders::add);
        clients(server, 4);

        for (int i = 0; i < 50; i++) {
            hoarders.forEach(socket -> socket.emit("news", "x".repeat(11 * KIB)));
            server.advance(Duration.ofMillis(10));
        }

        assertThat(hoarders).filteredOn(socket -> !socket.isConnected()).isNotEmpty();
        assertThat(server.io.sockets().sockets().stream().filter(socket -> !hoarders.contains(socket)))
                .hasSize(400);
    }

    @Test
    void countsABroadcastOnceBesideMuchThatWaitsForOthers() {
        TestServer server = server(MIB, 4 * MIB);
        clients(server, 3);
        server.io.sockets().sockets().forEach(socket -> socket.emit("news", "x".repeat(710 * KIB)));
        server.io.sockets().onConnect(socket -> socket.join("late"));
        List<String> late = clients(server, 300);

        server.io.to("late").emit("news", LITTLE);

        assertThat(reasons).isEmpty();
        assertThat(late).allSatisfy(sid -> assertThat(server.poll(sid).body()).contains(LITTLE));
    }

    @Test
    void countsNothingForAClientThatHasPolled() {
        TestServer server = server(MIB, 4 * MIB);
        server.io.sockets().onConnect(socket -> socket.emit("news", LITTLE));

        for (int i = 0; i < 1000; i++) {
            server.connectPolling(); // and poll
        }
        server.advance(Duration.ofSeconds(2));

        assertThat(server.io.sockets().sockets()).hasSize(1000);
    }

    @Test
    void countsABroadcastOnceForAllThatHaveNotPolledYet() {
        TestServer server = server(MIB, 4 * MIB);
        List<String> sids = clients(server, 1000);

        server.io.emit("news", LITTLE);
        assertThat(pending(server)).isBetween(10L * KIB, 20L * KIB);
        server.advance(Duration.ofSeconds(2));

        assertThat(reasons).isEmpty();
        assertThat(sids).allSatisfy(sid -> assertThat(server.poll(sid).body()).contains(LITTLE));
        assertThat(pending(server)).isZero();
    }

    @Test
    void countsABroadcastOnceForAllThatAreBehind() {
        TestServer server = server(4 * MIB, 2 * MIB);
        List<String> sids = clients(server, 100);

        for (int i = 0; i < 300; i++) {
            server.io.emit("news", KILOBYTE);
        }
        assertThat(pending(server)).isBetween(300L * KIB, 2L * 400 * KIB);
        assertThat(server.io.statistics().engine().slowClients()).isEqualTo(100);
        server.advance(Duration.ofSeconds(2));

        assertThat(reasons).isEmpty();
        sids.forEach(server::poll);
        assertThat(pending(server)).isZero();
    }

    @Test
    void countsABroadcastUntilTheLastHasPolled() {
        TestServer server = server(MIB, 4 * MIB);
        List<String> sids = clients(server, 10);
        server.io.emit("news", LITTLE);

        sids.subList(0, 9).forEach(server::poll);
        assertThat(pending(server)).isGreaterThanOrEqualTo(10 * KIB);
        server.poll(sids.get(9));

        assertThat(pending(server)).isZero();
    }

    /** One of each two polls, so that what both were sent waits for the other one alone. */
    @Test
    void boundsWhatManyBroadcastsLeaveOfWhomEachHasFewRecipients() {
        TestServer server = server(MIB, 4 * MIB);
        AtomicInteger connected = new AtomicInteger();
        server.io.sockets().onConnect(socket -> socket.join("room " + connected.getAndIncrement() / 2));
        List<String> sids = clients(server, 1000);

        for (int i = 0; i < sids.size(); i += 2) {
            server.io.to("room " + i / 2).emit("news", LITTLE);
            server.poll(sids.get(i));
        }

        server.advance(Duration.ofSeconds(2));
        assertThat(pending(server)).isBetween(2L * MIB, 4L * MIB);
        assertThat(reasons).isNotEmpty().containsOnly(DisconnectReason.OUTBOUND_OVERFLOW);
    }

    @Test
    void disconnectsWhoHasMoreThanItsOwnBoundOfBroadcasts() {
        TestServer server = server(100 * KIB, 4 * MIB);
        List<String> sids = clients(server, 2);

        for (int i = 0; i < 120; i++) {
            server.io.emit("news", KILOBYTE);
            server.poll(sids.get(0));
        }
        server.advance(Duration.ofSeconds(2));

        assertThat(reasons).containsExactly(DisconnectReason.OUTBOUND_OVERFLOW);
        assertThat(server.io.sockets().sockets()).hasSize(1);
    }

    @Test
    void warnsOnceAMinuteThatClientsGoForWhatWaitsForAll() {
        TestServer server = server(MIB, 4 * MIB);
        clients(server, 1000);

        try (LogCapture log = new LogCapture(Level.WARN)) {
            server.io.sockets().sockets().forEach(socket -> socket.emit("news", LITTLE));
            server.advance(Duration.ofSeconds(2));

            assertThat(log.messages(Level.WARN)).singleElement().asString().contains("max-total-outbound-buffer");
        }
    }

    @Test
    void countsNothingForASessionThatCouldNotBeClosedInGoodOrder() {
        TestServer server = server(MIB, 4 * MIB);
        String sid = clients(server, 1).get(0);
        TestFrameChannel candidate = new TestFrameChannel();
        server.upgrade(sid, candidate);
        candidate.failAltogether(new IllegalStateException("broken"));
        server.io.emit("news", LITTLE);
        assertThat(pending(server)).isPositive();

        try (LogCapture log = new LogCapture(Level.ERROR)) {
            server.post(sid, "1"); // goodbye

            assertThat(log.messages(Level.ERROR)).isNotEmpty();
        }

        assertThat(reasons).containsExactly(DisconnectReason.TRANSPORT_CLOSE);
        assertThat(pending(server)).isZero();
    }

    private static TestServer server(int maxOutboundBuffer, int maxTotalOutboundBuffer) {
        return new TestServer(settings -> settings.engine(EngineOptions.of(options ->
                options.maxOutboundBuffer(maxOutboundBuffer).maxTotalOutboundBuffer(maxTotalOutboundBuffer))));
    }

    /** Their ids; none of their polls is there. */
    private List<String> clients(TestServer server, int count) {
        List<String> sids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sids.add(server.connectPolling());
        }
        server.io.sockets().sockets().forEach(socket -> socket.onDisconnect(reasons::add));
        return sids;
    }

    private static long pending(TestServer server) {
        return server.io.statistics().engine().outboundBytes();
    }
}
