package io.pocketio.msgpack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pocketio.json.Attachments;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePackException;
import org.msgpack.value.ImmutableValue;

/** JSON to MessagePack and back, held against the library's own reading of it. */
class MsgpackTranscodingTests {

    private static final String PLACEHOLDER = "{\"_placeholder\":true,\"num\":0}";

    private final ObjectMapper mapper = new ObjectMapper();

    private static byte[] pack(String json, byte[]... binary) {
        Attachments attachments = new Attachments();
        for (byte[] each : binary) {
            attachments.add(each);
        }
        // among other bytes, as in the buffer of several arguments
        byte[] bytes = ("]}\"" + json + "[{\"").getBytes(StandardCharsets.UTF_8);
        try {
            return new MsgpackWriter(0)
                    .json(bytes, 3, bytes.length - 3, attachments)
                    .toByteArray();
        } catch (IOException never) {
            throw new AssertionError(never);
        }
    }

    private static String hex(String json, byte[]... binary) {
        return HexFormat.of().formatHex(pack(json, binary));
    }

    private static String unpack(byte[] msgpack, Attachments attachments) {
        JsonText json = new JsonText();
        MsgpackToJson.write(msgpack, 0, msgpack.length, json, attachments);
        return new String(json.array(), 0, json.length(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "null | c0",
                "true | c3",
                "false | c2",
                "0 | 00",
                "-0 | 00",
                "127 | 7f",
                "128 | cc80",
                "-33 | d0df",
                "65536 | ce00010000",
                "9223372036854775807 | cf7fffffffffffffff",
                "-9223372036854775808 | d38000000000000000",
                "18446744073709551615 | cfffffffffffffffff",
                "18446744073709551616 | cb43f0000000000000",
                "-9223372036854775809 | cbc3e0000000000000",
                "1.5 | cb3ff8000000000000",
                "1e2 | cb4059000000000000",
                "1E400 | cb7ff0000000000000",
                "5.0 | cb4014000000000000",
                "\"\" | a0",
                "\"a\" | a161",
                "\"€😀\" | a7e282acf09f9880",
                "\"a\\n\\\"\\\\\\/\\b\\f\\r\\t\\u0001\\u20ac\" | ad610a225c2f080c0d0901e282ac",
                "\"\\ud83d\\ude00\" | a4f09f9880",
                "\"\\ud83dx\" | a23f78",
                "[] | 90",
                "{} | 80",
                " [ ] | 90",
                "{ } | 80",
                "[[],{}] | 929080",
                "[ [ 1 , 2 ] , { \"a\" : [ ] , \"b\" : \"],{\" } ] | 929201028 2a16190a162a35d2c7b",
                "{\"a\":{\"b\":{\"c\":[1,[2,3]]}}} | 81a16181a16281a163920 1920203"
            })
    void writesJson(String json, String expected) {
        assertThat(hex(json)).isEqualTo(expected.replace(" ", ""));
    }

    @Test
    void writesAttachmentsInTheirPlaces() {
        byte[] bytes = {7, 8};

        assertThat(hex(PLACEHOLDER, bytes)).isEqualTo("c4020708");
        assertThat(hex("[" + PLACEHOLDER + ",[],{\"a\":" + PLACEHOLDER.replace('0', '1') + ",\"b\":{}}]", bytes, bytes))
                .isEqualTo("93c40207089082a161c4020708a16280");
        assertThat(hex("[{\"num\" : 1, \"_placeholder\" : true , \"more\":[{},[{}]]},[1]]", bytes, new byte[0]))
                .isEqualTo("92c4009101");
        assertThat(hex("[" + PLACEHOLDER + "]")).startsWith("9182");
    }

    @Test
    void leavesWhatOnlyLooksLikeAPlaceholder() {
        String other = "{\"_placeholder\":true,\"num\":1}";
        String negative = "{\"_placeholder\":true,\"num\":-1}";
        String object = "82ac5f706c616365686f6c646572c3a36e756d";

        assertThat(hex("[" + other + "," + PLACEHOLDER + "," + negative + "]", new byte[] {7}))
                .isEqualTo("93" + object + "01" + "c40107" + object + "ff");
    }

    @Test
    void writesAnAttachmentOnceHoweverOftenSomethingLooksLikeItsPlaceholder() {
        String json = "[" + PLACEHOLDER + ("," + PLACEHOLDER).repeat(999) + "]";

        assertThat(pack(json, new byte[10_000])).hasSizeLessThan(10_000 + 1000 * PLACEHOLDER.length());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 31, 32, 255, 256, 65_535, 65_536, 100_000})
    void writesAnyNumberOfElementsAndCharacters(int size) throws IOException {
        ArrayNode array = mapper.createArrayNode();
        ObjectNode object = mapper.createObjectNode();
        for (int i = 0; i < size; i++) {
            array.add(i);
            object.put("k" + i, "v");
        }

        for (JsonNode tree :
                new JsonNode[] {array, object, mapper.getNodeFactory().textNode("x".repeat(size))}) {
            byte[] packed = pack(tree.toString());
            assertThat(mapper.readTree(unpack(packed, new Attachments()))).isEqualTo(tree);
            assertThat(reference(packed)).isEqualTo(tree);
        }
        assertThat(pack(PLACEHOLDER, new byte[size])).hasSizeBetween(size + 2, size + 5);
    }

    @Test
    void writesNestingOfAnyDepth() {
        String json = "[".repeat(10_000) + "]".repeat(10_000);

        byte[] packed = pack(json);

        assertThat(packed).hasSize(10_000);
        assertThat(unpack(packed, new Attachments())).isEqualTo(json);
    }

    @Test
    void keepsWhateverIsInATree() throws IOException {
        Random random = new Random(4_711);
        for (int i = 0; i < 3_000; i++) {
            // read once, so that each number has the type that Jackson chooses
            JsonNode tree = mapper.readTree(tree(random, 0).toString());
            String json = random.nextBoolean() ? tree.toString() : tree.toPrettyString();

            byte[] packed = pack(json);

            assertThat(reference(packed)).as(json).isEqualTo(tree);
            assertThat(mapper.readTree(unpack(packed, new Attachments())))
                    .as(json)
                    .isEqualTo(tree);
            MsgpackReader reader = new MsgpackReader(packed, 0, packed.length);
            reader.skip(100);
            assertThat(reader.isAtEnd()).isTrue();
        }
    }

    /** What the library reads, in the types that Jackson has for the same JSON. */
    private JsonNode reference(byte[] packed) throws IOException {
        ImmutableValue value = MessagePack.newDefaultUnpacker(packed).unpackValue();
        return mapper.readTree(value.toJson());
    }

    private JsonNode tree(Random random, int depth) {
        int kind = random.nextInt(depth < 6 ? 9 : 7);
        int size = random.nextInt(10) == 0 ? random.nextInt(40) : random.nextInt(4);
        return switch (kind) {
            case 0 -> mapper.getNodeFactory().nullNode();
            case 1 -> mapper.getNodeFactory().booleanNode(random.nextBoolean());
            case 2 -> mapper.valueToTree(random.nextInt() >> random.nextInt(32));
            case 3 -> mapper.valueToTree(integer(random));
            case 4 -> mapper.valueToTree(random.nextInt(1_000) + 0.5);
            case 5, 6 -> mapper.getNodeFactory().textNode(text(random, size));
            case 7 -> {
                ArrayNode array = mapper.createArrayNode();
                for (int i = 0; i < size; i++) {
                    array.add(tree(random, depth + 1));
                }
                yield array;
            }
            default -> {
                ObjectNode object = mapper.createObjectNode();
                for (int i = 0; i < size; i++) {
                    object.set(text(random, random.nextInt(12)), tree(random, depth + 1));
                }
                yield object;
            }
        };
    }

    /** Beyond the range of {@code int}, where Jackson has a type of its own. */
    private static Object integer(Random random) {
        long number = random.nextLong() >> random.nextInt(30);
        boolean isUnsigned = random.nextInt(4) == 0;
        return isUnsigned ? BigInteger.ONE.shiftLeft(63).add(BigInteger.valueOf(number & Long.MAX_VALUE)) : number;
    }

    private static String text(Random random, int length) {
        String characters = "abcdefghij \"\\/\n\r\t\b\f\u0000\u001f\u007fé€\u2028";
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(characters.charAt(random.nextInt(characters.length())));
        }
        return random.nextInt(3) == 0 ? text.append("😀").toString() : text.toString();
    }

    /** Whatever the bytes are: a reader that gets to the end has seen what can be made JSON. */
    @Test
    void makesValidJsonOfAnyBytesThatAReaderPasses() throws IOException {
        Random random = new Random(99);
        int passed = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[1 + random.nextInt(24)];
            random.nextBytes(bytes);
            if (isReadable(bytes)) {
                passed++;
                Attachments attachments = new Attachments();
                JsonNode tree = mapper.readTree(unpack(bytes, attachments));
                assertThat(tree.isMissingNode()).isFalse();
                assertThat(tree.isNull() || !MsgpackToJson.isNull(bytes, 0, bytes.length))
                        .isTrue();
            }
        }
        assertThat(passed).isGreaterThan(1_000);
    }

    private static boolean isReadable(byte[] bytes) {
        MsgpackReader reader = new MsgpackReader(bytes, 0, bytes.length);
        try {
            reader.skip(4);
            return reader.isAtEnd();
        } catch (IOException | MessagePackException malformed) {
            return false;
        }
    }

    /** Dates beyond what JavaScript holds, and times beyond what Java does, have no text. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "d7007fffffffffffffff",
                "d7008000000000000000",
                "c70cff000000007fffffffffffffff",
                "c70cffffffffff7fffffffffffffff"
            })
    void isNullWhereATimeCannotBeHeld(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertThat(MsgpackToJson.isNull(bytes, 0, bytes.length)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "d7000000000000000000",
                "d6ff00000000",
                "d7ff0000000000000000",
                "c70cff000000000000000000000000",
                "c708000000000000000000",
                "d701ffffffffffffffff",
                "00",
                "90",
                "a0"
            })
    void isNotNullWhereThereIsAValue(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertThat(MsgpackToJson.isNull(bytes, 0, bytes.length)).isFalse();
    }
}
