package io.pocketio.annotation.invocation;

import static io.pocketio.annotation.discovery.TestApplication.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.Ack;
import io.pocketio.SocketIoSocket;
import io.pocketio.annotation.OnConnect;
import io.pocketio.annotation.OnDisconnect;
import io.pocketio.annotation.SocketController;
import io.pocketio.annotation.SocketEvent;
import io.pocketio.annotation.SocketExceptionHandler;
import io.pocketio.annotation.discovery.TestApplication;
import io.pocketio.engine.TestFrameChannel;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class ExecutorTests {

    private final ManualExecutor executor = new ManualExecutor();
    private final TestApplication application = TestApplication.of(executor, Handlers.class, Connections.class);
    private final TestFrameChannel client = application.connect();

    @AfterEach
    void close() {
        application.close();
    }

    @Test
    void runsBlockingSignaturesInTheExecutor() {
        client.receive("421[\"value\"]");
        client.expectNothing();
        executor.runNext();
        client.expect("431[\"value\"]");

        client.receive("422[\"void\"]");
        client.expectNothing();
        executor.runNext();
        client.expect("432[]");
    }

    @Test
    void runsReactiveSignaturesInTheLane() {
        assertThat(call(client, "\"mono\"")).isEqualTo("[\"mono\"]");
        assertThat(call(client, "\"stage\"")).isEqualTo("[\"stage\"]");
        assertThat(call(client, "\"later\"")).isEqualTo("[\"later\"]");
    }

    @Test
    void keepsTheOrderOfASocket() {
        client.receive("421[\"value\"]");
        client.receive("422[\"mono\"]");
        client.receive("423[\"value\"]");
        client.expectNothing();

        executor.runNext();
        client.expect("431[\"value\"]");
        client.expect("432[\"mono\"]");
        client.expectNothing();

        executor.runNext();
        client.expect("433[\"value\"]");
    }

    @Test
    void runsExceptionHandlersWhereTheFailureWas() {
        client.receive("421[\"fail\"]");
        client.expectNothing();

        executor.runNext();

        client.expect("431[\"failed\"]");
    }

    @Test
    void runsConnectAndDisconnectHandlersInTheExecutor() {
        TestFrameChannel other = application.connect("/connections", "");
        other.expectNothing();
        executor.runNext();
        other.expect("42/connections,[\"joined\"]");

        other.receive("41/connections,");
        assertThat(application.bean(Connections.class).left).isZero();
        executor.runNext();
        assertThat(application.bean(Connections.class).left).isOne();
    }

    /** Runs what it got when it is told to. */
    static final class ManualExecutor implements Executor {

        private final Queue<Runnable> tasks = new ArrayDeque<>();
        private boolean tried;

        @Override
        public void execute(Runnable task) {
            if (tried) { // the first task is to see what the executor does
                tasks.add(task);
            }
            tried = true;
        }

        void runNext() {
            assertThat(tasks).hasSize(1);
            tasks.remove().run();
        }
    }

    static class Handlers {

        @SocketEvent("value")
        String value() {
            return "value";
        }

        @SocketEvent("void")
        void nothing() {}

        @SocketEvent("mono")
        Mono<String> mono() {
            return Mono.just("mono");
        }

        @SocketEvent("stage")
        CompletionStage<String> stage() {
            return CompletableFuture.completedFuture("stage");
        }

        @SocketEvent("later")
        Mono<Void> later(Ack ack) {
            return Mono.fromRunnable(() -> ack.send("later"));
        }

        @SocketEvent("fail")
        void fail() {
            throw new IllegalStateException();
        }

        @SocketExceptionHandler
        String failed(IllegalStateException failure) {
            return "failed";
        }
    }

    @SocketController("/connections")
    static class Connections {

        int left;

        @OnConnect
        void joined(SocketIoSocket socket) {
            socket.emit("joined");
        }

        @OnDisconnect
        void left() {
            left++;
        }
    }
}
