package io.pocketio.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pocketio.SocketIoServer;
import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.engine.TestRequests;
import io.pocketio.json.Attachments;
import io.pocketio.json.CodecException;
import io.pocketio.json.Jackson2JsonCodec;
import io.pocketio.json.JsonCodec;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.MalformedPacketException;
import io.pocketio.server.SocketIoServerBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

class CustomParserTests {

    private final JsonCodec json = new Jackson2JsonCodec();

    record Point(int x, int y) {}

    private static TestFrameChannel open(SocketIoServer io) {
        return open(io, "4");
    }

    private static TestFrameChannel open(SocketIoServer io, String revision) {
        TestFrameChannel client = new TestFrameChannel();
        client.connect(
                io.engine(),
                Objects.requireNonNull(io.engine()
                        .admit(TestRequests.webSocket("EIO=" + revision + "&transport=websocket"))
                        .block()));
        assertThat(client.next().asText()).startsWith("0{");
        return client;
    }

    @Test
    void servesClientsOfAnyParser() {
        SocketIoServer io = SocketIoServerBuilder.create()
                .packetCodec(LinesPacketCodec::new)
                .build();
        io.sockets().handle("add", (socket, arguments, ack) -> {
            socket.emit("sum", arguments.get(0, int.class) + arguments.get(1, int.class));
            return Mono.empty();
        });
        TestFrameChannel client = open(io);

        client.receive("4hello");
        client.expect("4hello");
        client.receive("4add\n1\n2");

        client.expect("4sum\n3");
    }

    @Test
    void servesOlderClientsOfAParserThatDoesNotKnowThem() {
        SocketIoServer io = SocketIoServerBuilder.create()
                .engine(EngineOptions.of(engine -> engine.allowOlderClients(true)))
                .packetCodec(LinesPacketCodec::new)
                .build();
        io.onConnect(
                socket -> socket.emit("hello again", socket.handshake().query().get("EIO")));
        TestFrameChannel client = open(io, "3");

        client.expect("4hello");
        client.expect("4hello again\n3");
    }

    @Test
    void closesConnectionsWhosePacketsTheParserRefuses() {
        SocketIoServer io = SocketIoServerBuilder.create()
                .packetCodec(LinesPacketCodec::new)
                .build();
        TestFrameChannel client = open(io);

        client.receive("4");

        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void convertsDecodedValues() {
        byte[] bytes = {1, 2};
        Arguments arguments =
                Arguments.ofDecoded(json, 40, "7", Map.of("x", 1, "y", 2), null, bytes, Map.of("b", bytes));

        assertThat(arguments.size()).isEqualTo(5);
        assertThat(arguments.weight()).isEqualTo(40);
        assertThat(arguments.get(0, String.class)).isEqualTo("7");
        assertThat(arguments.get(0, int.class)).isEqualTo(7);
        assertThat(arguments.get(1, Point.class)).isEqualTo(new Point(1, 2));
        assertThat(arguments.get(1, Object.class)).isEqualTo(Map.of("x", 1, "y", 2));
        assertThat(arguments.get(2, Point.class)).isNull();
        assertThat(arguments.isNull(1)).isFalse();
        assertThat(arguments.isNull(2)).isTrue();
        assertThat(arguments.isNull(5)).isTrue();
        assertThat(arguments.get(3, byte[].class)).isSameAs(bytes);
        assertThat(Objects.requireNonNull(arguments.get(4, Map.class)).get("b")).isSameAs(bytes);
        assertThatExceptionOfType(CodecException.class).isThrownBy(() -> arguments.get(0, Point.class));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> arguments.get(5, Object.class));
    }

    @Test
    void writesDecodedValuesAsJson() throws IOException {
        Arguments arguments = Arguments.ofDecoded(json, 0, Arrays.asList(1, null), new byte[] {1});
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Attachments attachments = new Attachments();

        arguments.write(0, json, out, attachments);
        arguments.write(1, json, out, attachments);

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("[1,null]{\"_placeholder\":true,\"num\":0}");
        assertThat(attachments.asList()).containsExactly(new byte[] {1});
    }

    @Test
    void readsArgumentsFromJson() {
        Attachments attachments = new Attachments();
        attachments.add(new byte[] {9});

        Arguments arguments = ofJson(" [1, {\"x\":1,\"y\":2}, {\"_placeholder\":true,\"num\":0}] ", attachments);

        assertThat(arguments.size()).isEqualTo(3);
        assertThat(arguments.get(0, int.class)).isEqualTo(1);
        assertThat(arguments.get(1, Point.class)).isEqualTo(new Point(1, 2));
        assertThat(arguments.get(2, byte[].class)).isEqualTo(new byte[] {9});
        assertThat(ofJson("[]", new Attachments()).size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "1", "[1", "[1]]", "[[[[]]]]", "[{\"_placeholder\":true,\"num\":1}]"})
    void refusesWhatIsNoJsonOfArguments(String text) {
        Attachments attachments = new Attachments();
        attachments.add(new byte[0]);

        assertThatExceptionOfType(MalformedPacketException.class).isThrownBy(() -> ofJson(text, attachments));
    }

    private Arguments ofJson(String text, Attachments attachments) {
        return Arguments.ofJson(json, text.getBytes(StandardCharsets.UTF_8), attachments, 3);
    }

    @Test
    void asksForTheCodecOfValuesThatItIsToldOf() {
        List<JsonCodec> given = new ArrayList<>();

        SocketIoServerBuilder.create()
                .jsonCodec(json)
                .packetCodec(codec -> {
                    given.add(codec);
                    return new LinesPacketCodec(codec);
                })
                .build();

        assertThat(given).containsExactly(json);
    }
}
