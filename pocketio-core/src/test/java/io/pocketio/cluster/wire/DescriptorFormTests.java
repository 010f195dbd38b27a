package io.pocketio.cluster.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pocketio.adapter.SocketDescriptor;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.MalformedPacketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptorFormTests {

    private static final String ID = "JMkG_3JDHeQlcMsYAAAA";

    private static final SocketDescriptor SOCKET = new SocketDescriptor(
            ID,
            Set.of(ID),
            Map.of(),
            new SocketDescriptor.Details(
                    "/socket.io/?EIO=4&transport=websocket",
                    Map.of("host", List.of("localhost")),
                    Map.of("EIO", "4"),
                    Arguments.of(Map.of("t", 1)),
                    "::ffff:127.0.0.1",
                    false,
                    1795371739161L));

    private static SocketDescriptor read(String json) {
        return DescriptorForm.read(Wire.JSON.read(json.getBytes(StandardCharsets.UTF_8)), Wire.CODEC);
    }

    private static byte[] written(Wire wire, SocketDescriptor socket) {
        WireOutput out = wire.output();
        DescriptorForm.write(out, socket, Wire.CODEC);
        return out.toByteArray();
    }

    @Test
    void writesWhatNodeWrites() {
        String answer = Golden.text("classic/sockets.json");

        assertThat(written(Wire.JSON, SOCKET))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(answer.substring(answer.indexOf("[") + 1, answer.length() - 2));
    }

    @ParameterizedTest
    @EnumSource
    void readsWhatItHasWritten(Wire wire) {
        SocketDescriptor.Details handshake = new SocketDescriptor.Details(
                "/é",
                Map.of("cookie", List.of("a=1", "b=2"), "accept", List.of("x", "y")),
                Map.of("token", "é\n"),
                Arguments.of(),
                null,
                true,
                1);
        SocketDescriptor socket = new SocketDescriptor(
                "id", Set.of("id", "#", "line\nbreak"), Map.of("name", "Ann", "list", List.of(1, 2.5)), handshake);

        SocketDescriptor read = DescriptorForm.read(wire.read(written(wire, socket)), Wire.CODEC);

        assertThat(read.id()).isEqualTo("id");
        assertThat(read.rooms()).isEqualTo(socket.rooms());
        assertThat(read.data()).isEqualTo(socket.data());
        assertThat(read.handshake().headers())
                .isEqualTo(Map.of("cookie", List.of("a=1; b=2"), "accept", List.of("x, y")));
        assertThat(read.handshake())
                .usingRecursiveComparison()
                .ignoringFields("headers", "auth")
                .isEqualTo(handshake);
        assertThat(read.handshake().auth().get(0, Object.class)).isEqualTo(Map.of());
    }

    @Test
    void givesWhatItIsAskedForOfTheClientsSecrets() {
        SocketDescriptor read = read("{\"id\":\"a\",\"handshake\":{\"auth\":{\"t\":1}}}");

        assertThat(read.handshake().auth().get(0, Object.class)).isEqualTo(Map.of("t", 1));
    }

    @Test
    void takesWhatIsNotThereForNothing() {
        SocketDescriptor read = read("{\"id\":\"a\"}");

        assertThat(read.rooms()).isEmpty();
        assertThat(read.data()).isEmpty();
        assertThat(read.handshake())
                .usingRecursiveComparison()
                .ignoringFields("auth")
                .isEqualTo(new SocketDescriptor.Details("", Map.of(), Map.of(), Arguments.of(), null, false, 0));
        assertThat(read.handshake().auth().get(0, Object.class)).isEqualTo(Map.of());
    }

    @Test
    void readsSeveralValuesOfAHeaderOrAParameter() {
        SocketDescriptor.Details handshake =
                read("{\"id\":\"a\",\"rooms\":[\"a\",5],\"data\":{\"x\":null},\"handshake\":{\"headers\":{\"Set-Cookie\":[\"a\",\"b\"],\"n\":1},"
                                + "\"query\":{\"a\":[\"1\",\"2\"],\"b\":[],\"c\":null}}}")
                        .handshake();

        assertThat(handshake.headers()).isEqualTo(Map.of("set-cookie", List.of("a", "b"), "n", List.of("1")));
        assertThat(handshake.query()).isEqualTo(Map.of("a", "2", "b", "", "c", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "7", "null", "[]", "{\"id\":null}", "{\"id\":5}"})
    void refusesASocketWithoutAnId(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(MalformedPacketException.class);
    }
}
