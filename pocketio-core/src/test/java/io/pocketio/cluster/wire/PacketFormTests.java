package io.pocketio.cluster.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.MalformedPacketException;
import io.pocketio.protocol.Packet;
import io.pocketio.protocol.RenderedArguments;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PacketFormTests {

    private static final byte[] BINARY = {1, 2, 3};

    private static Packet event(RenderedArguments arguments) {
        return Packet.event("/", Packet.NO_ID, "hello", arguments);
    }

    private static byte[] written(Wire wire, RenderedArguments arguments) {
        WireOutput out = wire.output();
        PacketForm.write(out, event(arguments), arguments);
        return out.toByteArray();
    }

    private static Packet read(String json) {
        return PacketForm.read(Wire.JSON.read(json.getBytes(StandardCharsets.UTF_8)), "/chat");
    }

    @Test
    void writesWhatNodeWrites() {
        byte[] golden = Golden.bytes("classic/broadcast.hex");
        RenderedArguments arguments = Wire.rendered(1, "é", null, Map.of("a", List.of(true, 1.5)));

        assertThat(written(Wire.MSGPACK, arguments)).isEqualTo(Arrays.copyOfRange(golden, 8, golden.length - 23));
        assertThat(written(Wire.JSON, arguments))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"type\":2,\"data\":[\"hello\",1,\"é\",null,{\"a\":[true,1.5]}],\"nsp\":\"/\"}");
    }

    @Test
    void leavesTheNamespaceOutWhereTheMessageHasIt() {
        WireOutput out = new WireJson();
        PacketForm.writeWithoutNamespace(out, event(Wire.rendered(1)), Wire.rendered(1));

        assertThat(out.toByteArray()).asString(StandardCharsets.UTF_8).isEqualTo("{\"type\":2,\"data\":[\"hello\",1]}");
    }

    @ParameterizedTest
    @EnumSource
    void readsWhatItHasWritten(Wire wire) {
        WireValue message = wire.read(written(wire, Wire.rendered(1, "é", null, Map.of("a", List.of(true, 1.5)))));

        Packet packet = PacketForm.read(message, "/chat");

        assertThat(packet.namespace()).isEqualTo("/chat");
        assertThat(packet.event()).isEqualTo("hello");
        assertThat(packet.hasId()).isFalse();
        Arguments arguments = packet.arguments();
        assertThat(arguments.size()).isEqualTo(4);
        assertThat(arguments.get(0, Integer.class)).isEqualTo(1);
        assertThat(arguments.get(1, String.class)).isEqualTo("é");
        assertThat(arguments.isNull(2)).isTrue();
        assertThat(arguments.get(3, Object.class)).isEqualTo(Map.of("a", List.of(true, 1.5)));
        assertThat(PacketForm.namespace(message)).isEqualTo("/");
    }

    @Test
    void hasBinaryValuesInPlace() {
        byte[] message = written(Wire.MSGPACK, Wire.rendered(Map.of("b", BINARY), BINARY));

        assertThat(HexFormat.of().formatHex(message)).contains("81a162c403010203c403010203");
        Arguments arguments = PacketForm.read(Wire.MSGPACK.read(message), "/").arguments();
        assertThat(arguments.get(1, byte[].class)).isEqualTo(BINARY);
    }

    @Test
    void makesObjectsOfBinaryValuesInJson() {
        assertThat(written(Wire.JSON, Wire.rendered(Map.of("b", BINARY), new byte[0], "end")))
                .asString(StandardCharsets.UTF_8)
                .contains(
                        "[\"hello\",{\"b\":{\"type\":\"Buffer\",\"data\":[1,2,3]}},{\"type\":\"Buffer\",\"data\":[]},\"end\"]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            {"type":2,"data":["a"]}                       ; / ; it counts as the main one
            {"data":["a"],"nsp":"/x","type":5}            ; /x; whatever the order, and whatever an old node calls it
            {"type":2,"data":["a",7],"nsp":"","id":9}     ; ''; it is named so
            {"type":2,"data":[ 5 ],"nsp":"/"}             ; / ; a name may be a number
            """)
    void readsWhatOthersWrite(String json, String namespace, String because) {
        assertThat(PacketForm.namespace(Wire.JSON.read(json.getBytes(StandardCharsets.UTF_8))))
                .as(because)
                .isEqualTo(namespace);
        assertThat(read(json).hasId()).isFalse();
    }

    @Test
    void hasNoNamespaceThatIsNull() {
        assertThat(PacketForm.namespace(Wire.JSON.read("{\"nsp\":null}".getBytes(StandardCharsets.UTF_8))))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "7",
                "{}",
                "{\"type\":2}",
                "{\"type\":2,\"data\":{}}",
                "{\"type\":2,\"data\":[]}",
                "{\"type\":2,\"data\":[null]}",
                "{\"type\":2,\"data\":[[]]}",
                "{\"type\":0,\"data\":[\"a\"]}",
                "{\"type\":3,\"data\":[\"a\"]}",
                "{\"type\":\"2\",\"data\":[\"a\"]}"
            })
    void refusesWhatIsNoEvent(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(MalformedPacketException.class);
    }
}
