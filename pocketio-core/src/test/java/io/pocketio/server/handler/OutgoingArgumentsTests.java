package io.pocketio.server.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Level;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.json.Attachments;
import io.pocketio.json.Jackson2JsonCodec;
import io.pocketio.protocol.ArgumentMismatchException;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.Packet;
import io.pocketio.server.LogCapture;
import io.pocketio.server.Parser;
import io.pocketio.server.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What is sent, as those see it who look at it on its way. */
class OutgoingArgumentsTests {

    private final TestServer server = new TestServer();
    private final List<Object> seen = new CopyOnWriteArrayList<>();

    record Point(int x, int y) {}

    record Pixel(int x, int y) {}

    @Test
    void areConvertedAsThoseOfClients() {
        TestFrameChannel client = server.connect();
        byte[] bytes = {1, 2};
        server.socket().onAnyOutgoing((event, arguments) -> {
            seen.add(arguments.get(0, Pixel.class));
            seen.add(arguments.get(0, Map.class));
            seen.add(arguments.get(1, long.class));
            seen.add(((byte[]) ((Map<?, ?>) arguments.get(2, (Type) Map.class)).get("b")).length);
        });

        server.socket().emit("a", new Point(1, 2), 7, Map.of("b", bytes));
        server.io.emit("a", new Point(1, 2), 7, Map.of("b", bytes));
        server.socket().emitWithAck("a", new Point(1, 2), 7, Map.of("b", bytes)).subscribe();

        List<Object> once = List.of(new Pixel(1, 2), Map.of("x", 1, "y", 2), 7L, 2);
        assertThat(seen.subList(0, 4)).isEqualTo(once);
        assertThat(seen.subList(4, 8)).isEqualTo(once);
        assertThat(seen.subList(8, 12)).isEqualTo(once);
        assertThat(client.hasSent()).isTrue();
    }

    @Test
    void areTheValuesThemselvesWhereTheyAreOfTheType() {
        Point point = new Point(1, 2);
        Arguments arguments = Arguments.ofValues(new Jackson2JsonCodec(), point, null);

        assertThat(arguments.get(0, Point.class)).isSameAs(point);
        assertThat(arguments.get(0, Object.class)).isSameAs(point);
        assertThat(arguments.get(1, Point.class)).isNull();
        assertThatExceptionOfType(ArgumentMismatchException.class)
                .isThrownBy(() -> arguments.get(0, List.class))
                .satisfies(misfit -> assertThat(misfit.expected()).isEqualTo("an array"));
    }

    @Test
    void leaveOutWhatIsAbsentInTheProtocolsOwnPackets() throws IOException {
        assertThat(write(Packet.connect("/", new Packet.ConnectReply("a", null))))
                .isEqualTo("{\"sid\":\"a\"}");
        assertThat(write(Packet.connect("/", new Packet.ConnectReply("a", "b"))))
                .isEqualTo("{\"sid\":\"a\",\"pid\":\"b\"}");
        assertThat(write(Packet.connectError("/", new Packet.ConnectRefusal("no", null))))
                .isEqualTo("{\"message\":\"no\"}");
        assertThat(write(Packet.connectError("/", new Packet.ConnectRefusal("no", 1))))
                .isEqualTo("{\"message\":\"no\",\"data\":1}");
    }

    private static String write(Packet packet) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        packet.arguments().write(0, new Jackson2JsonCodec(), out, new Attachments());
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void areWarnedOfWhenTheyHaveMoreAttachmentsThanClientsTake() {
        TestFrameChannel client = server.connect();
        Object[] ten = Collections.nCopies(10, new byte[] {1}).toArray();
        Object[] eleven = Arrays.copyOf(ten, 11);
        eleven[10] = Map.of("inside", new byte[] {1});

        try (LogCapture log = new LogCapture(Level.WARN)) {
            server.socket().emit("gallery\n", ten);
            assertThat(log.all()).isEmpty();

            server.socket().emit("gallery\n", eleven);
            server.io.emit("gallery\n", eleven);
            server.io.emit("album", eleven);

            assertThat(log.messages(Level.WARN)).hasSize(2).allMatch(line -> line.contains("11 attachments"));
            assertThat(log.messages(Level.WARN).get(0)).startsWith("'gallery\\n' is sent with 11");
        }
        assertThat(client.hasSent()).isTrue();
    }

    @Test
    void haveNoAttachmentsInMessagePack() {
        TestServer msgpack = new TestServer(settings -> settings.parser(Parser.MSGPACK));
        Object[] eleven = Collections.nCopies(11, new byte[] {1}).toArray();

        try (LogCapture log = new LogCapture(Level.WARN)) {
            msgpack.io.emit("gallery", eleven);

            assertThat(log.all()).isEmpty();
        }
    }
}
