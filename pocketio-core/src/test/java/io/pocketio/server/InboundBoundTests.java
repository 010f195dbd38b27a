package io.pocketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.pocketio.Ack;
import io.pocketio.DisconnectReason;
import io.pocketio.EventHandler;
import io.pocketio.SocketIoSocket;
import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.engine.TestRequests;
import io.pocketio.lane.ManualExecutor;
import io.pocketio.protocol.Arguments;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.publisher.TestPublisher;

/** What waits of the messages of all clients together. */
class InboundBoundTests {

    private static final int LIMIT = 1_000_000;
    private static final int LARGE = 100_000;
    private static final String TWO_ATTACHMENTS =
            "452-[\"save\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]";

    private final List<DisconnectReason> reasons = new ArrayList<>();
    private final List<Sinks.Empty<Void>> pending = new ArrayList<>();
    private final ManualExecutor executor = new ManualExecutor();
    private final TestServer server = serverWith(settings -> {});

    private TestServer serverWith(Consumer<SocketIoServerBuilder> more) {
        TestServer made = new TestServer(settings -> {
            settings.engine(EngineOptions.of(
                    engine -> engine.maxTotalInboundBuffer(LIMIT).maxHttpBufferSize(LARGE + 1000)));
            more.accept(settings);
        });
        made.io.sockets().handleDisconnect((socket, reason) -> {
            reasons.add(reason);
            return Mono.empty();
        });
        made.io.sockets().handle("wait", (socket, arguments, ack) -> {
            Sinks.Empty<Void> result = Sinks.empty();
            pending.add(result);
            return result.asMono();
        });
        made.io.sockets().handle("queue", new EventHandler() {
            @Override
            public Mono<Void> handle(SocketIoSocket socket, Arguments arguments, Ack ack) {
                return Mono.empty();
            }

            @Override
            public Executor executor() {
                return executor;
            }
        });
        return made;
    }

    /** Ways in which a client has the server keep what it has sent. */
    private enum Hoard {
        ATTACHMENT {
            @Override
            TestFrameChannel begin(TestServer server) {
                TestFrameChannel client = server.connect();
                client.receive(TWO_ATTACHMENTS);
                client.receive(new byte[LARGE]);
                return client;
            }
        },
        FRAGMENT {
            @Override
            TestFrameChannel begin(TestServer server) {
                TestFrameChannel client = server.connect();
                client.receivePart(LARGE / 2);
                if (!client.isClosed()) {
                    client.receivePart(LARGE);
                }
                return client;
            }
        },
        EVENT {
            @Override
            TestFrameChannel begin(TestServer server) {
                TestFrameChannel client = server.connect();
                client.receive("42[\"queue\",\"" + "x".repeat(LARGE) + "\"]");
                return client;
            }
        },
        AUTH {
            @Override
            TestFrameChannel begin(TestServer server) {
                TestFrameChannel client = server.open();
                client.receive("40{\"token\":\"" + "x".repeat(LARGE) + "\"}");
                return client;
            }
        };

        abstract TestFrameChannel begin(TestServer server);
    }

    @ParameterizedTest
    @EnumSource
    void disconnectsWhoWantsMoreThanThereIs(Hoard hoard) {
        TestFrameChannel honest = server.connect();
        List<TestFrameChannel> hoarders = new ArrayList<>();
        try (LogCapture log = new LogCapture(Level.WARN)) {
            for (int i = 0; i < 50; i++) {
                hoarders.add(hoard.begin(server));
                server.advance(Duration.ofMillis(100));
                assertThat(server.io.engine().statistics().inboundBytes()).isLessThanOrEqualTo(LIMIT);
            }

            assertThat(log.messages(Level.WARN))
                    .containsExactly("Clients are disconnected: too much of what clients have sent waits,"
                            + " see max-total-inbound-buffer");
        }
        assertThat(hoarders).filteredOn(client -> !client.isClosed()).hasSizeBetween(4, 10);
        assertThat(reasons).hasSizeGreaterThan(39).containsOnly(DisconnectReason.INBOUND_OVERFLOW);
        assertThat(hoarders).allMatch(client -> client.isClosed() == client.isAborted());
        assertThat(honest.isClosed()).isFalse();
        honest.receive("42[\"wait\",\"" + "x".repeat(10_000) + "\"]");
        server.advance(Duration.ofMillis(100));
        assertThat(honest.isClosed()).isFalse();
    }

    @Test
    void pausesAboveItsShareWhoeverHasHandlersWork() {
        String event = "42[\"wait\",\"" + "x".repeat(20_000) + "\"]";
        List<TestFrameChannel> clients = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            clients.add(server.connect());
        }

        for (int round = 0; round < 4; round++) {
            clients.stream().filter(TestFrameChannel::isReading).forEach(client -> client.receive(event));
        }

        assertThat(reasons).isEmpty();
        assertThat(clients).filteredOn(client -> !client.isReading()).isNotEmpty();
        assertThat(server.io.engine().statistics().inboundBytes()).isBetween(LIMIT / 2L, (long) LIMIT);
        pending.forEach(Sinks.Empty::tryEmitEmpty);
        assertThat(clients).allMatch(TestFrameChannel::isReading);
        assertThat(clients).noneMatch(TestFrameChannel::isClosed);
    }

    @Test
    void readsAgainWhenOthersHaveLeftRoom() {
        holdMoreThanHalf();
        List<Sinks.Empty<Void>> ofOthers = List.copyOf(pending);
        TestFrameChannel client = server.connect();
        receive(client, LARGE / 2, 2);
        assertThat(client.isReading()).isFalse();

        ofOthers.forEach(Sinks.Empty::tryEmitEmpty);
        assertThat(client.isReading()).isFalse();
        server.advance(Duration.ofMillis(1100));

        assertThat(client.isReading()).isTrue();
    }

    @Test
    void readsOnAboveItsShareWithOneHandlerAtWork() {
        holdMoreThanHalf();
        TestFrameChannel client = server.connect();
        receive(client, LARGE / 2, 1);
        assertThat(client.isReading()).isTrue();

        receive(client, 1, 1);
        assertThat(client.isReading()).isFalse();
        pending.get(pending.size() - 1).tryEmitEmpty();

        assertThat(client.isReading()).isTrue();
    }

    private void holdMoreThanHalf() {
        for (int i = 0; i < 12; i++) {
            receive(server.connect(), LARGE / 2, 1);
        }
        assertThat(server.io.engine().statistics().inboundBytes()).isGreaterThan(LIMIT / 2);
    }

    private static void receive(TestFrameChannel client, int length, int times) {
        for (int i = 0; i < times; i++) {
            client.receive("42[\"wait\",\"" + "x".repeat(length) + "\"]");
        }
    }

    @ParameterizedTest
    @EnumSource
    void countsNothingAnyMoreWhenClientsHaveGone(Hoard hoard) {
        TestFrameChannel first = hoard.begin(server);
        TestFrameChannel second = hoard.begin(server);
        assertThat(server.io.engine().statistics().inboundBytes())
                .isBetween(2L * LARGE - 16 * 1024 * 2, 2L * LARGE + 5000);

        first.disconnect(null);
        second.disconnect(null);
        executor.run();

        assertThat(server.io.engine().statistics().inboundBytes()).isZero();
    }

    @Test
    void countsAPacketNoLongerThanItLacksAttachments() {
        TestFrameChannel client = Hoard.ATTACHMENT.begin(server);

        client.receive(new byte[LARGE]);

        assertThat(server.io.engine().statistics().inboundBytes()).isZero();
    }

    @Test
    void countsTheBodyOfAPostWhileItComes() {
        String sid = server.connectPolling();
        TestPublisher<byte[]> body = TestPublisher.create();
        server.io
                .engine()
                .handle(TestRequests.post("EIO=4&transport=polling&sid=" + sid, body))
                .subscribe();

        body.next(new byte[LARGE]);
        assertThat(server.io.engine().statistics().inboundBytes()).isBetween(LARGE - 16L * 1024, (long) LARGE);
        body.error(new IllegalStateException("cut off"));

        assertThat(server.io.engine().statistics().inboundBytes()).isZero();
    }

    @Test
    void countsWhatIsLeftOfAPostWhileReadingIsPaused() {
        TestServer careful = serverWith(settings -> settings.maxPendingEvents(1));
        String sid = careful.connectPolling();
        String event = "42[\"wait\"]";

        careful.post(sid, String.join("\u001e", event, event, "42[\"last\",\"" + "x".repeat(LARGE) + "\"]"));
        assertThat(careful.io.engine().statistics().inboundBytes()).isBetween(LARGE - 16L * 1024, LARGE + 1000L);
        pending.forEach(Sinks.Empty::tryEmitEmpty);

        assertThat(careful.io.engine().statistics().inboundBytes()).isZero();
    }

    @Test
    void countsEventsOfAPostOnce() {
        TestServer careful = serverWith(settings -> settings.maxPendingEvents(1));
        String sid = careful.connectPolling();
        String event = "42[\"wait\",\"" + "x".repeat(40_000) + "\"]";

        careful.post(sid, String.join("\u001e", event, event, "42[\"last\"]"));

        assertThat(pending).hasSize(2);
        assertThat(careful.io.engine().statistics().inboundBytes()).isBetween(80_000L - 16 * 1024, 82_000L);
    }

    @Test
    void countsWhatIsLeftOfAPostUntilTheSessionEnds() {
        TestServer careful = serverWith(settings -> settings.maxPendingEvents(1));
        String sid = careful.connectPolling();
        String event = "42[\"wait\"]";
        careful.post(sid, String.join("\u001e", event, event, "42[\"last\",\"" + "x".repeat(LARGE) + "\"]"));

        careful.io.sockets().disconnectSockets(true);
        careful.advance(Duration.ofMinutes(2));
        pending.forEach(Sinks.Empty::tryEmitEmpty);

        assertThat(careful.io.engine().statistics().inboundBytes()).isZero();
    }

    @Test
    void countsEventsOfClientsThatHaveGone() {
        TestFrameChannel client = Hoard.EVENT.begin(server);

        client.disconnect(null);

        assertThat(server.io.engine().statistics().inboundBytes()).isGreaterThan(LARGE - 16L * 1024);
    }

    @Test
    void warnsOnceAMinute() {
        try (LogCapture log = new LogCapture(Level.WARN)) {
            for (int i = 0; i < 20; i++) {
                Hoard.FRAGMENT.begin(server);
            }
            server.advance(Duration.ofMinutes(1));
            for (int i = 0; i < 20; i++) {
                Hoard.FRAGMENT.begin(server);
            }

            assertThat(log.messages(Level.WARN)).hasSize(2);
        }
    }

    @Test
    void takesNoMoreMessagesFromAClientThatIsToGo() {
        for (int i = 0; i < 10; i++) {
            Hoard.FRAGMENT.begin(server);
        }
        TestFrameChannel client = Objects.requireNonNull(Hoard.FRAGMENT.begin(server));

        client.receive("42[\"wait\"]");

        assertThat(pending).isEmpty();
    }

    @Test
    void hasAPositiveBound() {
        assertThatThrownBy(() -> EngineOptions.of(options -> options.maxTotalInboundBuffer(0)))
                .hasMessage("maxTotalInboundBuffer must be positive, not 0");
    }

    @Test
    void hasABoundThatFitsTheLargestMessage() {
        int large = 500_000_000;

        assertThat(EngineOptions.of(options -> options.maxHttpBufferSize(large)).maxTotalInboundBuffer())
                .isGreaterThanOrEqualTo(4L * large);
        assertThatThrownBy(() -> EngineOptions.of(
                        options -> options.maxHttpBufferSize(1000).maxTotalInboundBuffer(1999)))
                .hasMessage("maxTotalInboundBuffer must be at least twice maxHttpBufferSize, 2000, not 1999");
    }
}
