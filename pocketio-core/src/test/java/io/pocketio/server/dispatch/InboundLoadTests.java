package io.pocketio.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.pocketio.Ack;
import io.pocketio.EventHandler;
import io.pocketio.SocketIoSocket;
import io.pocketio.engine.EngineSession;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.lane.ManualExecutor;
import io.pocketio.protocol.Arguments;
import io.pocketio.server.LogCapture;
import io.pocketio.server.TestServer;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class InboundLoadTests {

    private final TestServer server = new TestServer(settings -> settings.maxPendingEvents(4));
    private final List<Sinks.Empty<Void>> pending = new ArrayList<>();
    private final ManualExecutor executor = new ManualExecutor();

    @BeforeEach
    void addHandlers() {
        server.io.sockets().handle("wait", (socket, arguments, ack) -> {
            Sinks.Empty<Void> result = Sinks.empty();
            pending.add(result);
            return result.asMono();
        });
        server.io.sockets().handle("block", new EventHandler() {
            @Override
            public Mono<Void> handle(SocketIoSocket socket, Arguments arguments, Ack ack) {
                return Mono.empty();
            }

            @Override
            public Executor executor() {
                return executor;
            }
        });
        server.io.sockets().handle("done", (socket, arguments, ack) -> Mono.empty());
    }

    private static void receive(TestFrameChannel client, String packet, int times) {
        for (int i = 0; i < times; i++) {
            client.receive(packet);
        }
    }

    @Test
    void readsWhileHandlersKeepUp() {
        TestFrameChannel client = server.connect();

        receive(client, "42[\"done\"]", 20);
        receive(client, "42[\"wait\"]", 4);

        assertThat(client.isReading()).isTrue();
    }

    @Test
    void stopsReadingWhenTooManyResultsArePending() {
        TestFrameChannel client = server.connect();

        receive(client, "42[\"wait\"]", 5);

        assertThat(client.isReading()).isFalse();
    }

    @Test
    void stopsReadingWhenWhatHandlersHoldWeighsTooMuch() {
        TestFrameChannel client = server.connect();
        String large = "42[\"wait\",\"" + "x".repeat(999_000) + "\"]";

        receive(client, large, 4);
        assertThat(client.isReading()).isTrue();
        TestFrameChannel other = server.connect();
        receive(other, "42[\"done\"]", 1);
        client.receive(large);

        assertThat(client.isReading()).isFalse();
        pending.forEach(Sinks.Empty::tryEmitEmpty);
        assertThat(client.isReading()).isTrue();
    }

    @Test
    void tellsTheSessionOfNothingThatIsLittle() {
        List<Long> told = new ArrayList<>();
        InboundLoad load = new InboundLoad(sessionThatNotes(told), new InboundLoad.Limits(100, 1_000_000));

        for (int i = 0; i < 20; i++) {
            load.enter(500);
            load.exit(500);
        }

        assertThat(told).isEmpty();
    }

    @Test
    void tellsTheSessionOfMuchAndOfItsEnd() {
        List<Long> told = new ArrayList<>();
        InboundLoad load = new InboundLoad(sessionThatNotes(told), new InboundLoad.Limits(100, 1_000_000));

        load.enter(20_000);
        load.enter(40_000);
        assertThat(told).containsExactly(18_432L, 40_960L);
        load.exit(20_000);
        load.exit(40_000);

        assertThat(told.stream().mapToLong(Long::longValue).sum()).isZero();
    }

    private static EngineSession sessionThatNotes(List<Long> told) {
        InvocationHandler note = (session, method, arguments) -> {
            if (method.getName().equals("holdsInHand")) {
                told.add((Long) arguments[0]);
            }
            return method.getReturnType() == boolean.class ? false : null;
        };
        return (EngineSession) Proxy.newProxyInstance(
                EngineSession.class.getClassLoader(), new Class<?>[] {EngineSession.class}, note);
    }

    @Test
    void countsTheElementsOfALongArrayOfArguments() {
        TestFrameChannel client = server.connect();

        client.receive("42[\"wait\"" + ",1".repeat(490_000) + "]");

        assertThat(client.isReading()).isFalse();
    }

    @Test
    void readsAgainBelowHalfOfTheLimit() {
        TestFrameChannel client = server.connect();
        receive(client, "42[\"wait\"]", 5);

        pending.subList(0, 3).forEach(Sinks.Empty::tryEmitEmpty);
        assertThat(client.isReading()).isFalse();
        pending.get(3).tryEmitEmpty();

        assertThat(client.isReading()).isTrue();
    }

    @Test
    void countsResultsThatFail() {
        TestFrameChannel client = server.connect();
        receive(client, "42[\"wait\"]", 5);

        try (LogCapture log = new LogCapture(Level.INFO)) {
            pending.forEach(result -> result.tryEmitError(new IllegalStateException()));

            assertThat(log.messages(Level.ERROR)).hasSize(5);
        }
        assertThat(client.isReading()).isTrue();
    }

    @Test
    void armsNoMoreTimersHoweverOftenItPauses() {
        TestFrameChannel client = server.connect();
        int before = server.io.engine().timersCount();
        for (int i = 0; i < 100; i++) {
            receive(client, "42[\"wait\"]", 5);
            pending.forEach(Sinks.Empty::tryEmitEmpty);
            pending.clear();
        }

        assertThat(server.io.engine().timersCount() - before).isLessThanOrEqualTo(1);
    }

    @Test
    void countsWhatWaitsForAnExecutor() {
        TestFrameChannel client = server.connect();

        receive(client, "42[\"block\"]", 5);
        assertThat(client.isReading()).isFalse();
        executor.run();

        assertThat(client.isReading()).isTrue();
    }

    @Test
    void countsAllSocketsOfAConnectionTogether() {
        server.io.of("/other").handle("wait", (socket, arguments, ack) -> Mono.never());
        TestFrameChannel client = server.connect();
        TestServer.join(client, "/other");

        receive(client, "42[\"wait\"]", 3);
        receive(client, "42/other,[\"wait\"]", 2);

        assertThat(client.isReading()).isFalse();
    }

    @Test
    void leavesOtherConnectionsAlone() {
        TestFrameChannel busy = server.connect();
        TestFrameChannel other = server.connect();

        receive(busy, "42[\"wait\"]", 5);

        assertThat(other.isReading()).isTrue();
    }

    @Test
    void readsAgainWhenTheLimitIsOne() {
        TestServer strict = new TestServer(settings -> settings.maxPendingEvents(1));
        strict.io.sockets().handle("wait", (socket, arguments, ack) -> {
            Sinks.Empty<Void> result = Sinks.empty();
            pending.add(result);
            return result.asMono();
        });
        TestFrameChannel client = strict.connect();
        receive(client, "42[\"wait\"]", 2);
        assertThat(client.isReading()).isFalse();

        pending.forEach(Sinks.Empty::tryEmitEmpty);

        assertThat(client.isReading()).isTrue();
    }

    @Test
    void holdsBackTheAnswerToAPost() {
        String sid = server.connectPolling();

        TestServer.Poll post = server.post(
                sid, "42[\"wait\"]\u001e42[\"wait\"]\u001e42[\"wait\"]\u001e42[\"wait\"]\u001e42[\"wait\"]");
        assertThat(post.isParked()).isTrue();
        pending.forEach(Sinks.Empty::tryEmitEmpty);

        assertThat(post.body()).isEqualTo("ok");
    }
}
