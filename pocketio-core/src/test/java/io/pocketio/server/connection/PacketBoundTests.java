package io.pocketio.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.server.LogCapture;
import io.pocketio.server.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What a connection may hold of a packet that has not come in full. */
class PacketBoundTests {

    private static final int LARGEST = 1000;
    private static final String TWO_ATTACHMENTS =
            "[\"save\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]";

    private final List<Integer> saved = new ArrayList<>();
    private final TestServer server =
            new TestServer(settings -> settings.engine(EngineOptions.of(engine -> engine.maxHttpBufferSize(LARGEST))));

    PacketBoundTests() {
        server.io.sockets().handle("save", (socket, arguments, ack) -> {
            byte[] first = Objects.requireNonNull(arguments.get(0, byte[].class));
            byte[] second = Objects.requireNonNull(arguments.get(1, byte[].class));
            saved.add(first.length + second.length);
            return Mono.empty();
        });
    }

    @Test
    void refusesThePacketOfANamespaceThatIsNotJoinedAtItsHead() {
        server.io.of("/other");
        try (LogCapture log = new LogCapture(Level.DEBUG)) {
            for (String namespace : List.of("", "/other,", "/unknown,")) {
                TestFrameChannel client = server.open();

                client.receive("452-" + namespace + TWO_ATTACHMENTS);

                assertThat(client.isClosed()).as(namespace).isTrue();
            }
            assertThat(log.messages(Level.DEBUG))
                    .filteredOn(line -> line.endsWith("invalid state (packet type: BINARY_EVENT)"))
                    .hasSize(3);
        }
    }

    @Test
    void refusesThePacketOfANamespaceThatIsBeingJoinedAtItsHead() {
        server.io.of("/slow").use(socket -> Mono.never());
        TestFrameChannel client = server.connect();
        client.receive("40/slow,");

        client.receive("452-/slow," + TWO_ATTACHMENTS);

        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void takesAPacketAndItsAttachmentsUpToFourTimesTheLargestMessage() {
        TestFrameChannel client = server.connect();
        String head = "452-" + TWO_ATTACHMENTS;

        for (int i = 0; i < 2; i++) {
            client.receive(head);
            client.receive(new byte[LARGEST]);
            client.receive(new byte[3 * LARGEST - (head.length() - 1)]);
        }

        assertThat(saved).hasSize(2);
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void closesWhenAPacketAndItsAttachmentsAreMoreTogether() {
        String head = "452-" + TWO_ATTACHMENTS;
        try (LogCapture log = new LogCapture(Level.DEBUG)) {
            TestFrameChannel byTheLast = server.connect();
            byTheLast.receive(head);
            byTheLast.receive(new byte[LARGEST]);
            byTheLast.receive(new byte[3 * LARGEST - (head.length() - 1) + 1]);

            TestFrameChannel byTheFirst = server.connect();
            byTheFirst.receive(head);
            byTheFirst.receive(new byte[4 * LARGEST]);

            assertThat(byTheLast.isClosed()).isTrue();
            assertThat(byTheFirst.isClosed()).isTrue();
            assertThat(log.messages(Level.DEBUG))
                    .filteredOn(line ->
                            line.endsWith("a packet and its attachments exceed four times max-http-buffer-size"))
                    .hasSize(2);
            assertThat(log.messages(Level.WARN))
                    .singleElement()
                    .asString()
                    .contains("exceed 4000 bytes, four times max-http-buffer-size (");
        }
        assertThat(saved).isEmpty();
    }

    @Test
    void closesWhoHasNotJoinedInTimeWhateverElseItDoes() {
        server.io.of("/slow").use(socket -> Mono.never());
        TestFrameChannel client = server.open();
        client.receive("40/slow,{\"token\":\"x\"}");

        server.advance(Duration.ofSeconds(25));
        client.expect("2");
        client.receive("3");
        assertThat(client.isClosed()).isFalse();
        server.advance(Duration.ofSeconds(20).plusMillis(100));

        assertThat(client.isClosed()).isTrue();
    }
}
