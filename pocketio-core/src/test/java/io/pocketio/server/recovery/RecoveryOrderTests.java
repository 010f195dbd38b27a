package io.pocketio.server.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonValue;
import io.pocketio.Ack;
import io.pocketio.ConnectRejectedException;
import io.pocketio.RecoveryAttempt;
import io.pocketio.RecoveryOptions;
import io.pocketio.SocketIoSocket;
import io.pocketio.adapter.memory.InMemoryAdapter;
import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.lane.LaneBatch;
import io.pocketio.lane.ManualLane;
import io.pocketio.lane.SerialLane;
import io.pocketio.server.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What is sent to a client that can come back arrives in the order in which it was sent, whatever kind it is of. */
class RecoveryOrderTests {

    private final TestServer server =
            new TestServer(builder -> builder.connectionStateRecovery(RecoveryOptions.defaults()));
    private final ManualLane loop = new ManualLane();
    private final RecoveringClient client = new RecoveringClient(server);

    private SocketIoSocket connectInLoop() {
        client.open(loop);
        loop.run();
        client.receive();
        return server.socket();
    }

    private List<String> sent() {
        List<String> frames = new ArrayList<>();
        while (client.channel.hasSent()) {
            frames.add(client.channel.next().asText().replaceAll("(\\[\"\\d\").*", "$1"));
        }
        return frames;
    }

    private void sendInTurns(SocketIoSocket socket, Ack ack) {
        socket.emit("1");
        server.io.emit("2");
        socket.emitWithAck("3").subscribe(reply -> {}, gone -> {});
        server.io.to(socket.id()).emit("4");
        ack.send("5");
        socket.asVolatile().emit("6");
        server.io.timeout(Duration.ofSeconds(1)).emitWithAck("7").subscribe(reply -> {}, late -> {});
        server.io.asVolatile().emit("8");
        socket.emit("9");
    }

    private static final String[] IN_ORDER = {
        "42[\"1\"", "42[\"2\"", "420[\"3\"", "42[\"4\"", "430[\"5\"", "42[\"6\"", "421[\"7\"", "42[\"8\"", "42[\"9\""
    };

    @Test
    void keepsTheOrderOfAnotherThread() {
        SocketIoSocket socket = connectInLoop();
        List<Ack> acks = new ArrayList<>();
        socket.on("go", (arguments, ack) -> acks.add(ack));
        client.channel.receive("420[\"go\"]");
        loop.run();

        sendInTurns(socket, acks.get(0));
        client.channel.expectNothing();
        loop.run();

        assertThat(sent()).containsExactly(IN_ORDER);
    }

    @Test
    void keepsTheOrderOfAHandlerThatSendsToManyInItsLane() {
        List<RecoveringClient> clients = new ArrayList<>();
        for (int i = 0; i < LaneBatch.MOST_AT_ONCE + 100; i++) {
            RecoveringClient each = new RecoveringClient(server);
            each.open(loop);
            loop.run();
            each.receive();
            clients.add(each);
        }

        loop.execute(() -> {
            server.io.emit("first", 1);
            server.io.sockets().sockets().forEach(each -> each.emit("second", 2));
            server.io.emit("third", 3);
        });
        loop.run();

        for (RecoveringClient each : clients) {
            each.receive();
            assertThat(each.events).containsExactly("[\"first\",1]", "[\"second\",2]", "[\"third\",3]");
        }
    }

    @Test
    void keepsTheOrderOfAHandlerAndSendsOnTheSpot() {
        SocketIoSocket socket = connectInLoop();
        List<String> onTheSpot = new ArrayList<>();
        socket.on("go", (arguments, ack) -> {
            sendInTurns(socket, ack);
            onTheSpot.addAll(sent());
        });

        client.channel.receive("420[\"go\"]");
        loop.run();

        assertThat(onTheSpot).containsExactly(IN_ORDER);
    }

    @Test
    void sendsTheFarewellBehindTheEvents() {
        SocketIoSocket socket = connectInLoop();

        socket.emit("1");
        server.io.emit("2");
        socket.disconnect();
        socket.emit("3");
        server.io.emit("4");
        loop.run();

        assertThat(sent()).containsExactly("42[\"1\"", "42[\"2\"", "41");
    }

    @Test
    void sendsTheEventsBeforeTheConnectionIsClosed() {
        SocketIoSocket socket = connectInLoop();

        server.io.emit("1");
        socket.emit("2");
        socket.disconnect(true);
        loop.run();

        assertThat(sent()).containsExactly("42[\"1\"", "42[\"2\"", "41");
        assertThat(client.channel.isClosed()).isTrue();
    }

    @Test
    void sendsTheReplyBeforeWhatConnectHandlersAndOthersSend() {
        server.io.onConnect(socket -> socket.emit("2"));
        client.open(loop);

        loop.run();

        assertThat(client.channel.next().asText()).startsWith("0{");
        assertThat(client.channel.next().asText()).startsWith("40{");
        assertThat(sent()).containsExactly("42[\"2\"");
    }

    @Test
    void sendsWhatMiddlewaresEmitBeforeTheReply() {
        server.io.use(socket -> {
            socket.emit("1");
            return Mono.empty();
        });
        client.open(loop);

        loop.run();

        assertThat(client.channel.next().asText()).startsWith("0{");
        assertThat(client.channel.next().asText()).startsWith("42[\"1\"");
        assertThat(client.channel.next().asText()).startsWith("40{");
    }

    @Test
    void sendsWhatAMiddlewareEmitsBeforeItRefusesAlthoughItsLaneHasMuchToSend() {
        connectInLoop();
        server.io.of("/other").use(socket -> {
            socket.emit("1");
            return Mono.error(new ConnectRejectedException("no"));
        });

        loop.execute(() -> {
            loop.append(() -> {});
            client.channel.receive("40/other,");
        });
        loop.run();

        assertThat(client.channel.next().asText()).startsWith("42/other,[\"1\"");
        assertThat(client.channel.next().asText()).startsWith("44/other,");
    }

    @Test
    void sendsNothingOfAnEarlierSocketBehindItsFarewell() {
        SocketIoSocket socket = connectInLoop();
        client.channel.receive("41");
        loop.run();

        client.channel.receive("40");
        socket.emit("1");
        loop.run();

        assertThat(sent()).singleElement().asString().startsWith("40{");
    }

    @Test
    void recoversAClientThatWasTooSlow() {
        List<RecoveryAttempt> attempts = new ArrayList<>();
        TestServer small = new TestServer(builder -> builder.connectionStateRecovery(RecoveryOptions.defaults())
                .recoveryListener(attempts::add)
                .engine(EngineOptions.of(options -> options.maxOutboundBuffer(10_000))));
        RecoveringClient slow = new RecoveringClient(small).connect();
        slow.channel.setPendingBytes(10_001);
        small.io.emit("1");
        assertThat(slow.channel.isClosed()).isTrue();
        slow.cut();

        slow.connect();

        assertThat(slow.recovered).isTrue();
        assertThat(slow.events).containsExactly("[\"1\"]");
    }

    @Test
    void tellsOutgoingListenersTheArgumentsWithoutOffset() {
        SocketIoSocket socket = connectInLoop();
        List<String> told = new ArrayList<>();
        socket.onAnyOutgoing((event, arguments) -> told.add(event + arguments.size()));

        socket.emit("own", 1);
        server.io.emit("all");
        socket.emitWithAck("ask").subscribe(reply -> {}, gone -> {});

        assertThat(told).containsExactly("own1", "all0", "ask0");
    }

    @Test
    void refusesAnAdapterThatCannotBringClientsBack() {
        Assertions.assertThatIllegalStateException()
                .isThrownBy(() -> new TestServer(builder -> builder.connectionStateRecovery(RecoveryOptions.defaults())
                        .adapter((namespace, sockets) -> new InMemoryAdapter(sockets))))
                .withMessageContaining("has no support for it: io.pocketio.adapter.memory.InMemoryAdapter");
    }

    @Test
    void keepsOrderOverPollingAndThroughAnUpgrade() {
        String session = server.openPolling();
        server.post(session, "40");
        server.poll(session);
        SocketIoSocket socket = server.socket();
        TestFrameChannel upgraded = new TestFrameChannel(loop);
        server.upgrade(session, upgraded);
        loop.run();
        upgraded.receive("2probe");
        loop.run();
        upgraded.expect("3probe");

        socket.emit("1");
        server.io.emit("2");
        upgraded.receive("5");
        socket.emit("3");
        server.io.emit("4");
        loop.run();
        server.io.emit("5");
        socket.emit("6");
        loop.run();

        client.channel = upgraded;
        assertThat(sent()).containsExactly("42[\"1\"", "42[\"2\"", "42[\"3\"", "42[\"4\"", "42[\"5\"", "42[\"6\"");
    }

    @Test
    void encodesWithoutTheLock() throws Exception {
        connectInLoop();
        Thread other = new Thread(() -> server.io.emit("from the other"));

        server.io.emit("n", new Slow(() -> {
            other.start();
            try {
                other.join(5_000);
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
            assertThat(other.isAlive()).isFalse();
        }));

        loop.run();
        client.receive();
        assertThat(client.events).containsExactly("[\"from the other\"]", "[\"n\",{\"value\":1}]");
    }

    /** An argument whose writing does something of the application's. */
    public record Slow(Runnable task) {

        @JsonValue
        public Map<String, Integer> json() {
            task.run();
            return Map.of("value", 1);
        }
    }

    @Test
    void startsAnewInAChildNamespaceThatWasCleanedUp() {
        TestServer dynamic = new TestServer(builder ->
                builder.connectionStateRecovery(RecoveryOptions.defaults()).cleanupEmptyChildNamespaces(true));
        dynamic.io.of(Pattern.compile("/tenant"));
        RecoveringClient tenant = new RecoveringClient(dynamic, "/tenant");
        tenant.open(new SerialLane(Runnable::run));
        tenant.receive();
        assertThat(tenant.pid).isNotNull();
        assertThat(tenant.recovered).isFalse();
        tenant.cut();
        dynamic.advance(Duration.ofSeconds(1));

        tenant.connect();

        assertThat(tenant.recovered).isFalse();
    }
}
