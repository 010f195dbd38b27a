package io.pocketio.protocol.msgpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pocketio.engine.packet.Frame;
import io.pocketio.json.Jackson2JsonCodec;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.MalformedPacketException;
import io.pocketio.protocol.Packet;
import io.pocketio.protocol.PacketType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients may send and what not. In these tests a space in a message is there for the reader alone. */
class MsgpackPacketDecoderTests {

    private static final String TYPE = "a474797065";
    private static final String NSP = "a36e7370";
    private static final String ROOT = "a36e7370 a12f";
    private static final String DATA = "a464617461";
    private static final String ID = "a26964";

    private final MsgpackPacketCodec codec = new MsgpackPacketCodec(new Jackson2JsonCodec(), 5);

    private Packet decode(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        return codec.decoder().decode(Frame.binary(bytes));
    }

    /** An event with one argument. */
    private static String event(String argument) {
        return "83" + TYPE + "02" + ROOT + DATA + "92 a161" + argument;
    }

    private Object argument(String hex) {
        return decode(event(hex)).arguments().get(0, Object.class);
    }

    private void assertMalformed(String hex, String message) {
        assertThatExceptionOfType(MalformedPacketException.class)
                .as(hex)
                .isThrownBy(() -> decode(hex))
                .withMessage(message);
    }

    @Test
    void refusesMoreBinaryValuesThanAnybodyNeeds() {
        String binary = "c400";

        assertThat(decode(event("dc2710" + binary.repeat(10_000))).arguments().size())
                .isEqualTo(1);
        assertMalformed(event("dc2711" + binary.repeat(10_001)), "no MessagePack");
    }

    @Test
    void readsMembersInAnyOrderAndSkipsOthers() {
        Packet packet =
                decode("86 a178 82a161c3a162 92c0c4020102 05 c0" + ID + "07" + DATA + "91 a161" + ROOT + TYPE + "02");

        assertThat(packet.event()).isEqualTo("a");
        assertThat(packet.id()).isEqualTo(7);
        assertThat(packet.namespace()).isEqualTo("/");
    }

    @ParameterizedTest
    @CsvSource({"00, 0", "ccff, 255", "cd0100, 256", "cf001fffffffffffff, 9007199254740991", "d005, 5"})
    void readsIds(String hex, long id) {
        assertThat(decode("84" + TYPE + "03" + ROOT + DATA + "90" + ID + hex).id())
                .isEqualTo(id);
    }

    @Test
    void readsUndefinedMembersAsAbsentOnes() {
        Packet packet = decode("84" + TYPE + "01" + ROOT + DATA + "d40000" + ID + "d40000");

        assertThat(packet.type()).isEqualTo(PacketType.DISCONNECT);
        assertThat(packet.hasId()).isFalse();
    }

    @Test
    void ignoresIdOfWhatIsNotAcknowledged() {
        assertThat(decode("83" + TYPE + "00" + ROOT + ID + "05").hasId()).isFalse();
    }

    @Test
    void readsEventNames() {
        assertThat(decode("83" + TYPE + "02" + ROOT + DATA + "91 05").event()).isEqualTo("5");
        assertThat(decode("83" + TYPE + "02" + ROOT + DATA + "91 a0").event()).isEmpty();
        assertThat(decode("83" + TYPE + "02" + ROOT + DATA + "91 d903 e282ac").event())
                .isEqualTo("€");
    }

    @Test
    void readsConnectErrorOfAClient() {
        assertThat(decode("83" + TYPE + "04" + ROOT + DATA + "a161").type()).isEqualTo(PacketType.CONNECT_ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"05", "06", "ff", "a132", "c0", "cb4000000000000000", "cf0000000100000000", "c3", "90"})
    void refusesTypes(String type) {
        assertMalformed("83" + TYPE + type + ROOT + DATA + "91a161", "invalid packet type");
    }

    @Test
    void refusesTypeThatIsGreaterThanAnyNumberOfOurs() {
        assertMalformed("82" + TYPE + "cfffffffffffffffff" + ROOT, "no MessagePack");
    }

    @ParameterizedTest
    @ValueSource(strings = {"c0", "05", "a0", "a161", "c4012f", "91a12f"})
    void refusesNamespaces(String namespace) {
        assertMalformed("82" + TYPE + "00" + NSP + namespace, "invalid namespace");
    }

    @Test
    void refusesPacketsThatLackSomething() {
        assertMalformed("80", "invalid packet type");
        assertMalformed("81" + ROOT, "invalid packet type");
        assertMalformed("81" + TYPE + "00", "invalid namespace");
        assertMalformed("82" + TYPE + "02" + ROOT, "invalid payload");
        assertMalformed("82" + TYPE + "03" + ROOT, "invalid payload");
        assertMalformed("82" + TYPE + "04" + ROOT, "invalid payload");
    }

    @ParameterizedTest
    @CsvSource({
        "00, c0",
        "00, 90",
        "00, a161",
        "00, 01",
        "00, c3",
        "00, c40101",
        "00, d6ff00000000",
        "01, c0",
        "01, 80",
        "01, 90",
        "02, c0",
        "02, 80",
        "02, 90",
        "02, a161",
        "02, d40000",
        "02, 91c0",
        "02, 9190",
        "02, 9180",
        "02, 91c3",
        "02, 91c40161",
        "02, 91cb3ff8000000000000",
        "03, c0",
        "03, 80",
        "03, 01",
        "04, c0",
        "04, 90"
    })
    void refusesInvalidPayload(String type, String data) {
        assertMalformed("83" + TYPE + type + ROOT + DATA + data, "invalid payload");
    }

    @ParameterizedTest
    @ValueSource(strings = {"c0", "ff", "a130", "cf0020000000000000", "cb3ff0000000000000", "c2", "90"})
    void refusesIds(String id) {
        assertMalformed("84" + TYPE + "03" + ROOT + DATA + "90" + ID + id, "invalid packet id");
    }

    @Test
    void refusesMembersThatAreThereTwice() {
        assertMalformed("84" + TYPE + "02" + TYPE + "02" + ROOT + DATA + "91a161", "invalid payload");
        assertMalformed("83" + TYPE + "00" + ROOT + ROOT, "invalid payload");
        assertMalformed("84" + TYPE + "02" + ROOT + DATA + "91a161" + DATA + "91a162", "invalid payload");
        assertMalformed("85" + TYPE + "03" + ROOT + DATA + "90" + ID + "01" + ID + "01", "invalid packet id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"c0", "01", "a161", "90", "c1", "d40000"})
    void refusesWhatIsNoMap(String hex) {
        assertMalformed(hex, "no MessagePack");
    }

    @Test
    void refusesTrailingBytes() {
        assertMalformed("82" + TYPE + "01" + ROOT + "c0", "trailing bytes");
    }

    @Test
    void refusesText() {
        assertThatExceptionOfType(MalformedPacketException.class)
                .isThrownBy(() -> codec.decoder().decode(Frame.text("0")));
    }

    /** Each byte less leaves no packet. */
    @Test
    void refusesPacketsThatAreCutOff() {
        String whole = event("86 a161 cb3ff8000000000000 a162 c4020102 a163 d700ffffffffffffffff"
                + " a164 9305cdffffce00010000 a165 d9027878 a166 c70300010203");

        assertThat(decode(whole).event()).isEqualTo("a");
        byte[] bytes = HexFormat.of().parseHex(whole.replace(" ", ""));
        for (int length = 0; length < bytes.length; length++) {
            Frame frame = Frame.binary(bytes, 0, length);
            assertThatExceptionOfType(MalformedPacketException.class)
                    .isThrownBy(() -> codec.decoder().decode(frame));
        }
    }

    /** Arrays, maps, strings, binary values and extensions of two thousand million elements, and of a little too many. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "dd7fffffff", "ddffffffff", "dcffff", "df7fffffff", "dfffffffff", "deffff", "81", "91", "dbffffffff",
                "db7fffffff", "daffff", "d9ff", "a5", "c67fffffff", "c6ffffffff", "c5ffff", "c405", "c97fffffff00",
                "c9ffffffff00", "c8ffff00", "c70500", "d800", "c1"
            })
    void refusesSizesThatAreAnnouncedOnly(String value) {
        assertMalformed(event(value), "no MessagePack");
        assertMalformed("83" + TYPE + "02" + ROOT + DATA + value, "no MessagePack");
        assertMalformed("83" + TYPE + "02" + ROOT + "a178" + value, "no MessagePack");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a1ff", "a2c080", "a3eda080", "a4f4908080", "a1c3", "81a1ffc0", "d901fe"})
    void refusesTextThatIsNoUtf8(String value) {
        assertMalformed(event(value), "no MessagePack");
    }

    @ParameterizedTest
    @ValueSource(strings = {"c0", "c3", "cb3ff8000000000000", "c40161", "9161", "80", "d40000"})
    void refusesKeysThatAreNoNames(String key) {
        assertMalformed(event("81" + key + "c0"), "no MessagePack");
    }

    @Test
    void takesNumbersAsNamesOfMembers() {
        assertThat(argument("84 05c0 ffc3 ccff01 cfffffffffffffffff02"))
                .isEqualTo(map("5", null, "-1", true, "255", 1, "18446744073709551615", 2));
    }

    private static Map<String, Object> map(Object... entries) {
        Map<String, Object> map = new HashMap<>();
        for (int i = 0; i < entries.length; i += 2) {
            map.put((String) entries[i], entries[i + 1]);
        }
        return map;
    }

    @Test
    void boundsNesting() {
        // the array of the arguments is the first of five
        assertThat(argument("91 81a161 91 90")).isEqualTo(List.of(Map.of("a", List.of(List.of()))));
        assertMalformed(event("91 81a161 91 91 90"), "no MessagePack");
        assertMalformed(event("91".repeat(100_000) + "90"), "no MessagePack");
        assertMalformed("82 a178" + "81a161".repeat(100_000) + "c0", "no MessagePack");
        assertMalformed("83" + TYPE + "00" + ROOT + DATA + "81a161".repeat(6) + "c0", "no MessagePack");
    }

    @Test
    void refusesWhatWouldBeAPlaceholderInJson() {
        String name = "ac5f706c616365686f6c646572";

        assertMalformed(event("82" + name + "c3 a36e756d 00"), "no MessagePack");
        assertMalformed(event("92 c40101 91 81" + name + "c3"), "no MessagePack");
        assertThat(argument("81" + name + "c2")).isEqualTo(Map.of("_placeholder", false));
        assertThat(argument(name)).isEqualTo("_placeholder");
    }

    @Test
    void readsDatesOfJavaScript() {
        assertThat(argument("d700 0000000000000000")).isEqualTo("1970-01-01T00:00:00.000Z");
        assertThat(argument("d700 0000e677d21fdbff")).isEqualTo("9999-12-31T23:59:59.999Z");
        assertThat(argument("d700 7fffffffffffffff")).isNull();
        assertThat(argument("d700 8000000000000000")).isNull();
    }

    @Test
    void readsTimestamps() {
        assertThat(argument("d6ff 6553f100")).isEqualTo("2023-11-14T22:13:20.000Z");
        assertThat(argument("d7ff 1d5353006553f100")).isEqualTo("2023-11-14T22:13:20.123Z");
        assertThat(argument("c70cff 00000001 ffffffffffffffff")).isEqualTo("1969-12-31T23:59:59.000000001Z");
        assertThat(argument("c70cff 00000000 7fffffffffffffff")).isNull();
        assertThat(argument("c70cff ffffffff 7fffffffffffffff")).isNull();
    }

    @Test
    void readsUnknownExtensionsAsTypeAndData() {
        for (String extension : List.of("d4050a", "d5050a0b", "c701050a", "d6fe01020304", "c702ff0102")) {
            List<?> list = (List<?>) argument(extension);
            assertThat(list).hasSize(2);
            assertThat(list.get(1)).isInstanceOf(byte[].class);
        }
        assertThat(((List<?>) argument("d5000102")).get(0)).isEqualTo(0);
        assertThat(((List<?>) argument("d4800a")).get(0)).isEqualTo(-128);
    }

    @Test
    void readsNumbersThatJsonDoesNotHave() {
        assertThat(argument("ca7fc00000")).isNull();
        assertThat(argument("caff800000")).isNull();
        assertThat(argument("cbfff0000000000000")).isNull();
        assertThat(decode(event("ca7f800000")).arguments().isNull(0)).isTrue();
        assertThat(decode(event("cb7fefffffffffffff")).arguments().isNull(0)).isFalse();
        assertThat(decode(event("ca7f7fffff")).arguments().isNull(0)).isFalse();
    }

    @Test
    void readsNumbersExactly() {
        assertThat(argument("cfffffffffffffffff")).isEqualTo(new BigInteger("18446744073709551615"));
        assertThat(argument("cf8000000000000000")).isEqualTo(new BigInteger("9223372036854775808"));
        assertThat(argument("d38000000000000000")).isEqualTo(Long.MIN_VALUE);
        assertThat(argument("ca3dcccccd")).isEqualTo((double) 0.1f);
        assertThat(argument("cb4014000000000000")).isEqualTo(5);
        assertThat(argument("cb8000000000000000")).isEqualTo(0);
        assertThat(argument("cb7fefffffffffffff")).isEqualTo(Double.MAX_VALUE);
        assertThat(argument("cb0000000000000001")).isEqualTo(Double.MIN_VALUE);
        assertThat(argument("cb444b1ae4d6e2ef50")).isEqualTo(1e21);
    }

    /** There is no limit for their number but the size of the message, and what they weigh is counted. */
    @Test
    void readsAnyNumberOfBinaryValues() {
        Arguments arguments = decode(event("dc0400" + "c40107".repeat(1024))).arguments();
        List<?> values = (List<?>) arguments.get(0, Object.class);

        assertThat(values).hasSize(1024).allSatisfy(value -> assertThat(value).isEqualTo(new byte[] {7}));
        assertThat(arguments.weight()).isGreaterThan(3 * 1024);
    }

    @Test
    void countsTheElementsOfALongArrayOfArguments() {
        byte[] bytes = new byte[100_020];
        Arrays.fill(bytes, (byte) 0xc0);
        byte[] head = HexFormat.of().parseHex(("83" + TYPE + "02" + ROOT + DATA + "dd000186a1 a161").replace(" ", ""));
        System.arraycopy(head, 0, bytes, 0, head.length);
        Arguments arguments = codec.decoder()
                .decode(Frame.binary(bytes, 0, head.length + 100_000))
                .arguments();

        assertThat(arguments.size()).isEqualTo(100_000);
        assertThat(arguments.weight()).isGreaterThan(500_000);
    }

    @Test
    void leavesOutMembersThatAreUndefined() {
        assertThat(argument("83 a161d40000 a16201 a163d40000")).isEqualTo(Map.of("b", 1));
        assertThat(argument("81 a161d40000")).isEqualTo(Map.of());
        assertThat(argument("93 d40000 01 d400ff")).isEqualTo(new ArrayList<>(Arrays.asList(null, 1, null)));
    }

    @Test
    void leavesRoomForArgumentsAtLeast() {
        assertThatIllegalArgumentException().isThrownBy(() -> new MsgpackPacketCodec(new Jackson2JsonCodec(), 0));
    }
}
