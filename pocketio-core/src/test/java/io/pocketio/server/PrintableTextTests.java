package io.pocketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.pocketio.BlockedHandler;
import io.pocketio.EventRejectedException;
import io.pocketio.adapter.BroadcastFlags;
import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.adapter.SocketDescriptor;
import io.pocketio.engine.EngineRequest;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.engine.TestRequests;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.Packet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** What clients name is shown in one bounded line, wherever it is shown. */
class PrintableTextTests {

    /** Two bounded names, a class and a thread. */
    private static final int MAX_LINE = 800;

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\u0085\\u2028\\u2029\\u202a-\\u202e]");

    private static void assertPrintable(String shown) {
        assertThat(shown).hasSizeLessThan(MAX_LINE).doesNotContainPattern(UNPRINTABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil\\nERROR all is lost", "evil\\u001b[2J", "evil\\u2028", "evil\\u202e", "LONG"})
    void logsNamesOfEventsInOneLine(String name) {
        String event = name.equals("LONG") ? "evil" + "x".repeat(100_000) : name;
        TestServer server = new TestServer();
        server.io.sockets().use((socket, named, arguments) -> switch (arguments.size()) {
            case 0 -> Mono.error(new EventRejectedException("no " + named));
            case 1 -> Mono.error(new IllegalStateException());
            default -> Mono.empty();
        });
        server.io.sockets().handleAny((socket, named, arguments, ack) -> {
            if (arguments.size() == 2) {
                throw new IllegalStateException();
            }
            arguments.get(0, Integer.class);
            return Mono.empty();
        });

        try (LogCapture log = new LogCapture(Level.DEBUG)) {
            TestFrameChannel client = server.connect();
            client.receive("42[\"" + event + "\"]");
            client.receive("42[\"" + event + "\",1]");
            client.receive("42[\"" + event + "\",1,2]");
            client.receive("42[\"" + event + "\",\"a\",2,3]");

            assertThat(log.all()).filteredOn(line -> line.contains("evil")).hasSizeGreaterThanOrEqualTo(5);
            assertThat(log.all()).allSatisfy(PrintableTextTests::assertPrintable);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/evil\u2028", "/evil\u202e", "LONG"})
    void logsNamesOfNamespacesInOneLine(String name) {
        String namespace = name.equals("LONG") ? "/evil" + "x".repeat(1000) : name;
        TestServer server = new TestServer();
        server.io.of(Pattern.compile("(?s)/evil.*"));
        server.io.onNamespace(created -> {
            throw new IllegalStateException();
        });

        try (LogCapture log = new LogCapture(Level.DEBUG)) {
            TestFrameChannel client = server.open();
            TestServer.join(client, namespace);
            server.io.of(namespace).onConnect(socket -> {});
            server.io.of(namespace).to("evil\n").emit("evil\n");
            client.disconnect(null);

            assertThat(log.all()).filteredOn(line -> line.contains("evil")).hasSizeGreaterThanOrEqualTo(3);
            assertThat(log.all()).allSatisfy(PrintableTextTests::assertPrintable);
        }
    }

    @Test
    void logsWhatIsSentInOneLine() {
        TestServer server = new TestServer();
        TestFrameChannel client = server.connect();

        try (LogCapture log = new LogCapture(Level.DEBUG)) {
            server.socket().emit("evil\n");
            server.io.to("room\n", "r".repeat(100_000)).emit("evil\n");
            server.io.emitWithAck("evil\n").subscribe();

            assertThat(client.hasSent()).isTrue();
            assertThat(log.all()).filteredOn(line -> line.contains("evil")).hasSize(3);
            assertThat(log.all()).allSatisfy(PrintableTextTests::assertPrintable);
        }
    }

    @Test
    void describesABlockedHandlerInOneLine() {
        TestServer server = new TestServer();
        server.connect();

        assertPrintable(new BlockedHandler(
                        "handler",
                        "evil\n" + "x".repeat(100_000),
                        server.socket(),
                        "thread",
                        Duration.ofSeconds(1),
                        List.of())
                .toString());
    }

    @Test
    void describesARequestInOneLine() {
        EngineRequest plain = TestRequests.get("EIO=4");
        EngineRequest evil = new EngineRequest(
                "GET\n",
                "/evil\n" + "x".repeat(100_000),
                plain.query(),
                plain.headers(),
                false,
                false,
                null,
                null,
                plain.context(),
                plain.body());

        assertPrintable(evil.toString());
    }

    @Test
    void describesWhatTravelsInOneLine() {
        String evil = "evil\n" + "x".repeat(100_000);

        assertPrintable(Packet.event(evil, 1, evil, Arguments.of(1)).toString());
        assertPrintable(new BroadcastTarget(Set.of(evil, "a", "b", "c", "d", "e"), Set.of(evil), BroadcastFlags.NONE)
                .toString());
        assertPrintable(new SocketDescriptor(
                        "sid",
                        Set.of(evil),
                        Map.of(evil, evil),
                        new SocketDescriptor.Details(
                                evil, Map.of(evil, List.of(evil)), Map.of(evil, evil), Arguments.of(), null, false, 0))
                .toString());
    }

    @Test
    void refusesANameInOneLine() {
        TestServer server = new TestServer();

        assertThatThrownBy(() -> server.io.of("/evil,\n" + "x".repeat(100_000)))
                .satisfies(failure -> assertPrintable(String.valueOf(failure.getMessage())));
    }
}
