package io.pocketio.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.pocketio.Ack;
import io.pocketio.EventHandler;
import io.pocketio.SocketIoSocket;
import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.protocol.Arguments;
import io.pocketio.server.LogCapture;
import io.pocketio.server.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Events that wait for handlers when their client goes. */
class OrphanedEventTests {

    private static final int LARGEST = 1000;

    private final List<Runnable> tasks = new ArrayList<>();
    private final List<String> handled = new ArrayList<>();
    private final TestServer server =
            new TestServer(settings -> settings.engine(EngineOptions.of(engine -> engine.maxHttpBufferSize(LARGEST))));

    OrphanedEventTests() {
        server.io.sockets().handle("save", new BlockingHandler());
    }

    @Test
    void handlesWhatAClientSentBeforeItWent() {
        TestFrameChannel client = server.connect();
        save(client, "a", 10);
        save(client, "b", 10);

        client.disconnect(null);
        work();

        assertThat(handled).containsExactly("a", "b");
    }

    @Test
    void dropsWhatClientsLeaveWhenItIsTooMuch() {
        int clients = 60;
        try (LogCapture log = new LogCapture(Level.WARN)) {
            for (int i = 0; i < clients; i++) {
                leaveEvents(i);
            }

            assertThat(log.messages(Level.WARN)).hasSize(1);
        }
        work();

        assertThat(handled).contains("first0", "second0").doesNotContain("first59", "second59");
    }

    @Test
    void dropsWhatWasSentToNamespacesThatTheClientHasLeft() {
        for (int i = 0; i < 60; i++) {
            TestFrameChannel client = server.connect();
            save(client, "first" + i, 10);
            save(client, "second" + i, 900);
            client.receive("41");
            client.disconnect(null);
        }
        work();

        assertThat(handled).contains("first0", "second0").doesNotContain("first59", "second59");
    }

    @Test
    void handlesAgainWhatClientsLeaveOnceThereIsRoom() {
        for (int i = 0; i < 60; i++) {
            leaveEvents(i);
        }
        work();
        handled.clear();

        leaveEvents(60);
        work();

        assertThat(handled).containsExactly("first60", "second60");
    }

    private void leaveEvents(int number) {
        TestFrameChannel client = server.connect();
        save(client, "first" + number, 10);
        save(client, "second" + number, 900);
        client.disconnect(null);
    }

    private static void save(TestFrameChannel client, String name, int size) {
        client.receive("42[\"save\",\"" + name + "\",\"" + "x".repeat(size) + "\"]");
    }

    /** What the executor's threads would do. */
    private void work() {
        while (!tasks.isEmpty()) {
            tasks.remove(0).run();
        }
    }

    private final class BlockingHandler implements EventHandler {

        @Override
        public Mono<Void> handle(SocketIoSocket socket, Arguments arguments, Ack ack) {
            handled.add(arguments.get(0, String.class));
            return Mono.empty();
        }

        @Override
        public Executor executor() {
            return tasks::add;
        }
    }
}
