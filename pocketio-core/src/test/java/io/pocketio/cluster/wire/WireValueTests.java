package io.pocketio.cluster.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pocketio.protocol.MalformedPacketException;
import io.pocketio.protocol.RenderedArguments;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireValueTests {

    private static WireValue json(String text) {
        return Wire.JSON.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static WireValue msgpack(String hex) {
        return Wire.MSGPACK.read(HexFormat.of().parseHex(hex));
    }

    private static WireValue written(Wire wire, Object value) {
        WireOutput out = wire.output();
        RenderedArguments arguments = Wire.rendered(value);
        out.argument(arguments, 0);
        return wire.read(out.toByteArray());
    }

    @ParameterizedTest
    @EnumSource
    void findsMembersInAnyOrder(Wire wire) {
        WireValue[] members = written(
                        wire, Map.of("a", 1, "long", "x".repeat(70_000), "list", List.of(1, List.of(), "b"), "é", "ü"))
                .members("é", "nothing", "a", "list", "long");

        assertThat(members[0].text()).isEqualTo("ü");
        assertThat(members[1].isAbsent()).isTrue();
        assertThat(members[2].integer(-1)).isEqualTo(1);
        assertThat(members[3].elements(4)[2].text()).isEqualTo("b");
        assertThat(members[3].elements(4)[3].isAbsent()).isTrue();
        assertThat(members[4].text()).hasSize(70_000);
    }

    @ParameterizedTest
    @EnumSource
    void goesOverElements(Wire wire) {
        for (int size : new int[] {0, 1, 15, 16, 70_000}) {
            List<Long> elements = new ArrayList<>();
            written(wire, IntStream.range(0, size).boxed().toList())
                    .forEachElement(element -> elements.add(element.integer(-1)));

            assertThat(elements).hasSize(size).doesNotContain(-1L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void skipsWhateverIsInBetween(Wire wire) {
        List<Object> values = new ArrayList<>(List.of(
                "", "a", "x".repeat(300), 1, -1, 200, -200, 70_000, -70_000, 1L << 40, -(1L << 40), 1.5, true, false));
        values.addAll(List.of(Map.of(), Map.of("a", Map.of("b", List.of(1))), new byte[3], new byte[300]));
        values.add(null);
        values.add("last");

        WireValue[] elements = written(wire, values).elements(values.size());

        assertThat(elements[elements.length - 1].text()).isEqualTo("last");
        assertThat(elements[elements.length - 2].isNull()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void isNothingThatItIsNot(Wire wire) {
        for (Object value : Arrays.asList(null, true, 1, "a", List.of(), Map.of())) {
            WireValue read = written(wire, value);

            assertThat(read.isAbsent()).isFalse();
            assertThat(read.isNull()).isEqualTo(value == null);
            assertThat(read.isArray()).isEqualTo(value instanceof List);
            assertThat(read.isObject()).isEqualTo(value instanceof Map);
            assertThat(read.text()).isEqualTo(value instanceof String ? value : null);
            assertThat(read.integer(-1)).isEqualTo(value instanceof Integer ? 1 : -1);
            assertThat(read.members("a")[0].isAbsent()).isTrue();
            assertThat(read.elements(1)[0].isAbsent()).isTrue();
            assertThat(read.arguments(0) != null).isEqualTo(value instanceof List);
            assertThat(read.arguments(1)).isNull();
            assertThat(read.argument().isNull(0)).isEqualTo(value == null);
        }
    }

    @Test
    void isAbsentInAllRespects() {
        WireValue absent = json("{}").members("a")[0];

        assertThat(absent.isAbsent()).isTrue();
        assertThat(absent.isNull() || absent.isArray() || absent.isObject() || absent.isTrue())
                .isFalse();
        assertThat(absent.text()).isNull();
        assertThat(absent.name()).isNull();
        assertThat(absent.integer(7)).isEqualTo(7);
        assertThat(absent.names()).isEmpty();
        assertThat(absent.members("a")[0].isAbsent()).isTrue();
        assertThat(absent.elements(1)[0].isAbsent()).isTrue();
        assertThat(absent.arguments(0)).isNull();
        assertThat(absent.argument().size()).isZero();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            7f, 127
            e0, -32
            ccff, 255
            cdffff, 65535
            ceffffffff, 4294967295
            cfffffffffffffffff, 18446744073709551616
            d080, -128
            d18000, -32768
            d280000000, -2147483648
            d3ffffffffffffffff, -1
            d30000000000000005, 5
            ca3fc00000, 1.5
            ca40a00000, 5
            cb4014000000000000, 5
            cb8000000000000000, 0
            """)
    void readsNumbersOfAllWidths(String hex, String name) {
        assertThat(msgpack(hex).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            c0, false
            c2, false
            c3, true
            00, false
            01, true
            a0, false
            a161, true
            90, true
            80, true
            c400, true
            cb0000000000000000, false
            cb7ff8000000000000, false
            d40000, false
            """)
    void isTrueAsInJavaScript(String hex, boolean expected) {
        assertThat(msgpack(hex).isTrue()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            null; false
            false; false
            true; true
            0; false
            -0.0; false
            1; true
            ""; false
            "a"; true
            []; true
            {}; true
            """)
    void isTrueInJsonAsInJavaScript(String json, boolean expected) {
        assertThat(json(json).isTrue()).isEqualTo(expected);
    }

    @Test
    void takesWhatOldNodesWriteForUndefinedForNothing() {
        WireValue[] members = msgpack("83a161d40000a162c0a163d6ff00000001").members("a", "b", "c");

        assertThat(members[0].isAbsent()).isTrue();
        assertThat(members[1].isNull()).isTrue();
        assertThat(members[2].argument().get(0, String.class)).isEqualTo("1970-01-01T00:00:01.000Z");
    }

    @Test
    void takesTheLastOfSeveralMembers() {
        assertThat(json("{\"a\":1,\"a\":2}").members("a")[0].integer(0)).isEqualTo(2);
        assertThat(msgpack("82a16101a16102").members("a")[0].integer(0)).isEqualTo(2);
        assertThat(msgpack("820501a16102").members("a")[0].integer(0)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " {}", "{", "{}x", "[1,]", "nul", "\"", "{\"a\":}", "01"})
    void refusesWhatIsNoJson(String text) {
        assertThatThrownBy(() -> json(text)).isInstanceOf(MalformedPacketException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "c1",
                "9201",
                "a2c328",
                "a1ff",
                "8101",
                "0000",
                "dfffffffff",
                "ddffffffff",
                "dd00ffffff",
                "c6ffffffff",
                "dbffffffff",
                "c9ffffffff00",
                "d4",
                "cf00"
            })
    void refusesWhatIsNoMessagePack(String hex) {
        assertThatThrownBy(() -> msgpack(hex)).isInstanceOf(MalformedPacketException.class);
    }

    @Test
    void refusesWhatIsNotUtf8() {
        assertThatThrownBy(() -> Wire.JSON.read(new byte[] {'"', (byte) 0xff, '"'}))
                .isInstanceOf(MalformedPacketException.class);
    }

    @Test
    void readsWhatIsNestedAsDeepAsMayBeAndNoDeeper() {
        String fits = "[".repeat(1000) + "]".repeat(1000);
        assertThat(json(fits).elements(1)[0].isArray()).isTrue();
        assertThat(msgpack("91".repeat(999) + "90").elements(1)[0].isArray()).isTrue();
        assertThatThrownBy(() -> json("[" + fits + "]")).isInstanceOf(MalformedPacketException.class);
        assertThatThrownBy(() -> msgpack("91".repeat(1000) + "90")).isInstanceOf(MalformedPacketException.class);
    }

    @Test
    void readsNamesAroundWhichThereIsSpace() {
        assertThat(json("{ \"a\" : [ \"b\" , 1 ] } \n").members("a")[0].names()).containsExactly("b", "1");
        assertThat(Objects.requireNonNull(json("[ 1 ] ").arguments(0)).get(0, Integer.class))
                .isEqualTo(1);
    }
}
