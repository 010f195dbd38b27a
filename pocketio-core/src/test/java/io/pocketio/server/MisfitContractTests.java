package io.pocketio.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.json.Jackson2JsonCodec;
import io.pocketio.json.JsonCodec;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.Packet;
import io.pocketio.protocol.msgpack.MsgpackPacketCodec;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

/** Values that a mapper fails at in ways of its own are the client's fault as others are, whichever mapper it is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class MisfitContractTests {

    private static final List<String> NUMBERS = List.of("1e2147483648", "-1e-2147483649");

    protected abstract JsonCodec codec();

    /** Of java.time: they can be read from numbers, or strings. */
    protected abstract List<Class<?>> times();

    /** Those of them that a number with a fraction can be read into. */
    protected abstract List<Class<?>> exactTimes();

    private List<Class<?>> exact() {
        return with(exactTimes(), BigDecimal.class, BigInteger.class);
    }

    private List<Class<?>> numbersAndTimes() {
        return with(times(), byte.class, short.class, int.class, long.class, Float.class, Double.class, Number.class);
    }

    private static List<Class<?>> with(List<Class<?>> some, Class<?>... others) {
        return Stream.concat(some.stream(), Arrays.stream(others)).toList();
    }

    private static void handle(TestServer server, Class<?> type) {
        server.io.sockets().handle("read", (socket, arguments, ack) -> {
            Object value = arguments.get(0, type);
            ack.send(value == null ? "null" : value.getClass().getName());
            return Mono.empty();
        });
    }

    private TestFrameChannel connect(Class<?> type) {
        TestServer server = new TestServer(settings -> settings.jsonCodec(codec()));
        handle(server, type);
        return server.connect();
    }

    private static void expect(String start, TestFrameChannel client) {
        assertThat(client.next().asText()).startsWith(start);
    }

    @ParameterizedTest
    @MethodSource("exact")
    void refusesNumbersThatTheTypeCannotHold(Class<?> type) {
        TestFrameChannel client = connect(type);

        try (LogCapture log = new LogCapture(Level.ERROR)) {
            for (String number : NUMBERS) {
                client.receive("421[\"read\"," + number + "]");
                expect("431[{\"error\":\"Invalid arguments\"", client);
            }
            assertThat(log.messages(Level.ERROR)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("numbersAndTimes")
    void answersWhateverTheNumber(Class<?> type) {
        TestFrameChannel client = connect(type);

        try (LogCapture log = new LogCapture(Level.ERROR)) {
            for (String number : NUMBERS) {
                client.receive("421[\"read\"," + number + "]");
                expect("431[", client);
            }
            assertThat(log.messages(Level.ERROR)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("times")
    void refusesAttachmentsForTypesThatAreNotBinary(Class<?> type) {
        TestFrameChannel client = connect(type);

        try (LogCapture log = new LogCapture(Level.ERROR)) {
            client.receive("451-8[\"read\",{\"_placeholder\":true,\"num\":0}]");
            client.receive(new byte[] {1});

            expect("438[{\"error\":\"Invalid arguments\"", client);
            assertThat(log.messages(Level.ERROR)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("times")
    void refusesBinaryOfMessagePackForTypesThatAreNot(Class<?> type) {
        TestServer server =
                new TestServer(settings -> settings.jsonCodec(codec()).parser(Parser.MSGPACK));
        handle(server, type);
        MsgpackPacketCodec parser = new MsgpackPacketCodec(new Jackson2JsonCodec());
        TestFrameChannel client = server.open();
        client.receive(HexFormat.of().parseHex("82a47479706500a36e7370a12f"));
        client.next();

        try (LogCapture log = new LogCapture(Level.ERROR)) {
            Packet event = Packet.event("/", 8, "read", Arguments.of((Object) new byte[] {1}));
            client.receive(parser.encode(event).packets().get(0).frame().toByteArray());

            Packet answer = Objects.requireNonNull(parser.decoder().decode(client.next()));
            assertThat(String.valueOf(answer.arguments().get(0, Object.class))).startsWith("{error=Invalid arguments");
            assertThat(log.messages(Level.ERROR)).isEmpty();
        }
    }

    @Test
    void refusesWhatACollectionThrowsAt() {
        TestFrameChannel client = connect(ArrayBlockingQueue.class);

        try (LogCapture log = new LogCapture(Level.ERROR)) {
            client.receive("421[\"read\",[null]]");

            expect("431[{\"error\":\"Invalid arguments\"", client);
            assertThat(log.messages(Level.ERROR)).isEmpty();
        }
    }

    @Test
    void blamesTheApplicationForTypesThatNoJsonFits() {
        TestFrameChannel client = connect(Unusable.class);

        try (LogCapture log = new LogCapture(Level.ERROR)) {
            client.receive("421[\"read\",{}]");

            client.expectNothing();
            assertThat(log.messages(Level.ERROR)).hasSize(1);
        }
    }

    public interface Unusable {

        Map<String, String> any();
    }
}
