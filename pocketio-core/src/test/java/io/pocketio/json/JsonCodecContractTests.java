package io.pocketio.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayOutputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server relies on, whichever mapper is behind a codec. */
public abstract class JsonCodecContractTests {

    private static final byte[] BYTES = {1, 2, 3};
    private static final String FIRST = "{\"_placeholder\":true,\"num\":0}";
    private static final String SECOND = "{\"_placeholder\":true,\"num\":1}";

    /** A codec whose mapper has the settings that applications have unless they set others. */
    protected abstract JsonCodec codec();

    /** A codec whose mapper indents, wraps root values in their names and closes what it writes to. */
    protected abstract JsonCodec codecOfUnusualMapper();

    private final Attachments attachments = new Attachments();

    public record Point(int x, int y) {}

    public record Picture(
            String name, byte[] data, @Nullable ByteBuffer preview) {}

    public record Nested(List<Picture> pictures, Map<String, Object> more) {}

    public record Measured(byte[] data, BigDecimal exact, BigInteger big) {}

    /** Cannot be written to its end. */
    public record Broken(String text) {

        public String failure() {
            return getFailure();
        }

        public String getFailure() {
            throw new IllegalArgumentException("no such thing");
        }
    }

    public interface Unusable {}

    /** Calls itself what is no number in JSON. */
    public static final class Half extends Number {

        private static final long serialVersionUID = 1L;

        @Override
        public int intValue() {
            return 0;
        }

        @Override
        public long longValue() {
            return 0;
        }

        @Override
        public float floatValue() {
            return 0.5f;
        }

        @Override
        public double doubleValue() {
            return 0.5;
        }

        @Override
        public String toString() {
            return "1/2";
        }
    }

    @Test
    void writesScalars() {
        assertThat(write(null)).isEqualTo("null");
        assertThat(write(Optional.empty())).isEqualTo("null");
        assertThat(write(Optional.of("a"))).isEqualTo("\"a\"");
        assertThat(write("")).isEqualTo("\"\"");
        assertThat(write("null")).isEqualTo("\"null\"");
        assertThat(write(-7)).isEqualTo("-7");
        assertThat(write(Long.MAX_VALUE)).isEqualTo("9223372036854775807");
        assertThat(write(1.5)).isEqualTo("1.5");
        assertThat(write(true)).isEqualTo("true");
        assertThat(write('c')).isEqualTo("\"c\"");
    }

    @Test
    void writesNullForNumbersThatJsonHasNoFormFor() {
        assertThat(write(new Half())).isEqualTo("null");
        assertThat(write(Map.of("half", new Half()))).isEqualTo("{\"half\":null}");
    }

    @Test
    void writesStructures() {
        assertThat(write(new Point(1, 2))).isEqualTo("{\"x\":1,\"y\":2}");
        assertThat(write(List.of(new Point(1, 2), Map.of("k", List.of())))).isEqualTo("[{\"x\":1,\"y\":2},{\"k\":[]}]");
        assertThat(write(new int[] {1, 2})).isEqualTo("[1,2]");
        assertThat(write(Arrays.asList("a", null))).isEqualTo("[\"a\",null]");
    }

    @Test
    void writesTextAsUtf8() {
        assertThat(write("a\"\\\n\u0001é€😀")).isEqualTo("\"a\\\"\\\\\\n\\u0001é€😀\"");
        assertThat(write(Map.of("é€😀", 1))).isEqualTo("{\"é€😀\":1}");
    }

    @Test
    void writesLoneSurrogatesAsEscapes() {
        assertThat(write("\ud800")).isEqualToIgnoringCase("\"\\ud800\"");
        assertThat(write("a\udc00b")).isEqualToIgnoringCase("\"a\\udc00b\"");
        assertThat(write("\ud800\ud800\udc00")).isEqualToIgnoringCase("\"\\ud800𐀀\"");
        assertThat(write(Map.of("\ud800", List.of("\udfff")))).isEqualToIgnoringCase("{\"\\ud800\":[\"\\udfff\"]}");
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 7_999, 8_000, 8_001, 100_000})
    void writesLongText(int length) {
        String text = "é".repeat(length);

        assertThat(write(text)).isEqualToIgnoringCase("\"" + text + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"", "\\", "\n", "\u001f", "?", "\u007f", "é", "€", "😀", "/"})
    void writesLongTextWithOneCharacterOfAnotherKind(String character) {
        String text = "x".repeat(70) + character + "?".repeat(30);

        assertThat(read(write(text), String.class)).isEqualTo(text);
    }

    @Test
    void writesLongTextWithLoneSurrogates() {
        assertThat(write("x".repeat(100) + "\ud800")).isEqualToIgnoringCase("\"" + "x".repeat(100) + "\\ud800\"");
        assertThat(write("\udc00" + "?".repeat(100))).isEqualToIgnoringCase("\"\\udc00" + "?".repeat(100) + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\\\"", "\\\\", "\\n", "\\u001f", "\\u00e9", "\u007f", "é", "€", "😀", "\\/"})
    void readsTextOfAnyLengthWithOneCharacterOfAnotherKind(String character) {
        String meant = character.equals("\\u001f")
                ? "\u001f"
                : character.replace("\\n", "\n").replace("\\u00e9", "é").replaceAll("\\\\(.)", "$1");
        for (int length = 0; length < 40; length++) {
            String start = "x".repeat(length);

            assertThat(read("\"" + start + character + "\"", String.class)).isEqualTo(start + meant);
            assertThat(read("{\"a\":\"" + start + character + "yz\",\"b\":\"" + start + "\"}", Map.class))
                    .isEqualTo(Map.of("a", start + meant + "yz", "b", start));
        }
    }

    @Test
    void writesBinaryAsPlaceholder() {
        assertThat(write(BYTES)).isEqualTo(FIRST);
        assertThat(write(ByteBuffer.wrap(new byte[] {0, 4, 5, 0}, 1, 2))).isEqualTo(SECOND);
        assertThat(attachments.asList()).containsExactly(BYTES, new byte[] {4, 5});
    }

    @Test
    void writesDirectBufferFromItsPosition() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(4);
        buffer.put(new byte[] {0, 4, 5, 0}).position(1).limit(3);

        assertThat(write(buffer)).isEqualTo(FIRST);
        assertThat(attachments.asList()).containsExactly(new byte[] {4, 5});
        assertThat(buffer.remaining()).isEqualTo(2);
    }

    @Test
    void numbersPlaceholdersInTheOrderOfWriting() {
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("b", new byte[] {3});
        more.put("a", 1);
        Nested value = new Nested(List.of(new Picture("p", new byte[] {1}, ByteBuffer.wrap(new byte[] {2}))), more);

        assertThat(write(value))
                .isEqualTo("{\"pictures\":[{\"name\":\"p\",\"data\":" + FIRST + ",\"preview\":" + SECOND
                        + "}],\"more\":{\"b\":{\"_placeholder\":true,\"num\":2},\"a\":1}}");
        assertThat(attachments.asList()).containsExactly(new byte[] {1}, new byte[] {2}, new byte[] {3});
    }

    @Test
    void leavesTargetOpenAndPutsNothingBetweenValues() {
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public void close() {
                throw new AssertionError("closed");
            }
        };

        codec().write(1, out, attachments);
        codec().write(List.of(), out, attachments);
        codecOfUnusualMapper().write("a", out, attachments);

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("1[]\"a\"");
    }

    @Test
    void isNotDisturbedByUnusualMappers() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        codecOfUnusualMapper().write(List.of(new Point(1, 2), BYTES), out, attachments);

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("[{\"x\":1,\"y\":2}," + FIRST + "]");
        byte[] json = bytes("{\"x\":1,\"y\":2}");
        assertThat(codecOfUnusualMapper().read(json, 0, json.length, Point.class, attachments))
                .isEqualTo(new Point(1, 2));
    }

    @Test
    void tellsTypeButNotContentOfWhatCannotBeWritten() {
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> write(new Broken("secret")))
                .withMessage("Cannot write " + Broken.class.getTypeName() + " as JSON");
    }

    @Test
    void readsScalars() {
        assertThat(read("1", int.class)).isEqualTo(1);
        assertThat(read("1", Long.class)).isEqualTo(1L);
        assertThat(read("-1.5e3", double.class)).isEqualTo(-1500.0);
        assertThat(read("true", boolean.class)).isEqualTo(true);
        assertThat(read("\"a\\\"\\u00e9é€😀\"", String.class)).isEqualTo("a\"éé€😀");
        assertThat(read("null", String.class)).isNull();
        assertThat(read("null", Integer.class)).isNull();
        assertThat(read("null", Object.class)).isNull();
    }

    @Test
    void readsStructures() throws Exception {
        assertThat(read("{\"x\":1,\"y\":2}", Point.class)).isEqualTo(new Point(1, 2));
        assertThat(read("[{\"x\":1,\"y\":2}]", listOf(Point.class))).isEqualTo(List.of(new Point(1, 2)));
        assertThat(read("[1,\"a\",null,{\"b\":[true]}]", Object.class))
                .isEqualTo(Arrays.asList(1, "a", null, Map.of("b", List.of(true))));
        assertThat(read("{\"a\":1}", Map.class)).isEqualTo(Map.of("a", 1));
        assertThat(read("{ \"x\" : 1 ,\n\"y\":2 }", Point.class)).isEqualTo(new Point(1, 2));
    }

    @Test
    void toleratesUnknownProperties() {
        assertThat(read("{\"x\":1,\"z\":{},\"y\":2}", Point.class)).isEqualTo(new Point(1, 2));
    }

    @Test
    void readsFromTheMiddleOfAnArray() {
        byte[] json = bytes("[1,{\"x\":1,\"y\":2},3]");

        assertThat(codec().read(json, 3, 13, Point.class, attachments)).isEqualTo(new Point(1, 2));
        assertThat(codec().read(json, 1, 1, int.class, attachments)).isEqualTo(1);
    }

    @Test
    void readsLoneSurrogates() {
        assertThat(read("\"\\ud800\"", String.class)).isEqualTo("\ud800");
        assertThat(read("{\"\\udfff\":\"x\\ud800\"}", Object.class)).isEqualTo(Map.of("\udfff", "x\ud800"));
        assertThat(read("[{\"a\":{\"\\ud800\":1}}]", Object.class))
                .isEqualTo(List.of(Map.of("a", Map.of("\ud800", 1))));
    }

    @Test
    void readsAttachments() throws Exception {
        attachments.add(new byte[] {9});
        attachments.add(BYTES);

        assertThat(read(SECOND, byte[].class)).isEqualTo(BYTES);
        assertThat(read("{\"num\": 1, \"_placeholder\": true}", byte[].class)).isEqualTo(BYTES);
        assertThat(read("\"AQID\"", byte[].class)).isEqualTo(BYTES);
        assertThat(read(SECOND, ByteBuffer.class)).isEqualTo(ByteBuffer.wrap(BYTES));
        assertThat(read(SECOND, Object.class)).isEqualTo(BYTES);
        assertThat((List<?>) read("[" + FIRST + "," + SECOND + "]", listOf(byte[].class)))
                .hasSize(2)
                .satisfies(list -> assertThat(list.get(1)).isEqualTo(BYTES));
        assertThat((Map<?, ?>) read("{\"a\":1,\"b\":" + SECOND + "}", Map.class))
                .satisfies(map -> assertThat(map.get("b")).isEqualTo(BYTES))
                .satisfies(map -> assertThat(map.get("a")).isEqualTo(1));
        assertThat(read("{\"x\":1,\"y\":2}", Point.class)).isEqualTo(new Point(1, 2));
    }

    @Test
    void readsAttachmentsIntoMembers() {
        attachments.add(new byte[] {9});
        attachments.add(BYTES);

        Nested nested = (Nested) read(
                "{\"pictures\":[{\"name\":\"p\",\"data\":{\"num\":0,\"_placeholder\":true},\"preview\":" + SECOND
                        + "}],\"more\":{\"deep\":[{\"er\":" + SECOND + "}]}}",
                Nested.class);

        assertThat(nested).isNotNull();
        Picture picture = nested.pictures().get(0);
        assertThat(picture.name()).isEqualTo("p");
        assertThat(picture.data()).containsExactly(9);
        assertThat(picture.preview()).isEqualTo(ByteBuffer.wrap(BYTES));
        assertThat(nested.more().get("deep"))
                .isInstanceOfSatisfying(
                        List.class,
                        deep -> assertThat(((Map<?, ?>) deep.get(0)).get("er")).isEqualTo(BYTES));
    }

    @Test
    void keepsNumbersBesideAttachmentsExact() {
        attachments.add(BYTES);

        Measured measured = (Measured)
                read("{\"data\":" + FIRST + ",\"exact\":1.10,\"big\":123456789012345678901234567890}", Measured.class);

        assertThat(measured).isNotNull();
        assertThat(measured.exact()).isEqualTo(new BigDecimal("1.10"));
        assertThat(measured.big()).isEqualTo("123456789012345678901234567890");
    }

    @Test
    void countsObjectsInsideOfPlaceholders() {
        attachments.add(new byte[] {9});
        attachments.add(BYTES);

        List<?> list = (List<?>) read(
                "[{},{\"x\":{\"y\":{}},\"_placeholder\":true,\"z\":[{}," + SECOND + "],\"num\":0},{\"a\":{}}," + SECOND
                        + ",{\"_placeholder\":false,\"num\":0}]",
                Object.class);

        assertThat(list).hasSize(5);
        assertThat(list.get(1)).isEqualTo(new byte[] {9});
        assertThat(list.get(2)).isEqualTo(Map.of("a", Map.of()));
        assertThat(list.get(3)).isEqualTo(BYTES);
        assertThat(list.get(4)).isEqualTo(Map.of("_placeholder", false, "num", 0));
    }

    @Test
    void readsLoneSurrogatesBesideAttachments() {
        attachments.add(BYTES);

        assertThat((Map<?, ?>) read("{\"\\ud800\":1,\"\\udc00\":" + FIRST + "}", Object.class))
                .satisfies(map -> assertThat(map.get("\ud800")).isEqualTo(1))
                .satisfies(map -> assertThat(map.get("\udc00")).isEqualTo(BYTES));
    }

    @Test
    void readsPlaceholdersAsTheyAreWhenThereAreNoAttachments() {
        assertThat(read(FIRST, Object.class)).isEqualTo(Map.of("_placeholder", true, "num", 0));
    }

    @Test
    void refusesPlaceholderOfNoAttachment() {
        attachments.add(BYTES);

        assertThatExceptionOfType(CodecException.class).isThrownBy(() -> read(SECOND, byte[].class));
    }

    @Test
    void tellsTypeButNotContentOfWhatDoesNotFit() {
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> read("\"secret\"", int.class))
                .withMessage("JSON does not fit int");
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> read("{\"x\":{\"secret\":1}}", Point.class))
                .withMessageNotContaining("secret");
        assertThatExceptionOfType(CodecException.class).isThrownBy(() -> read("[1]", Point.class));
        assertThatExceptionOfType(CodecException.class).isThrownBy(() -> read("1e400", long.class));
    }

    @Test
    void blamesTypeThatNoJsonFits() {
        assertThatIllegalStateException()
                .isThrownBy(() -> read("{\"a\":1}", Unusable.class))
                .withMessageContaining(Unusable.class.getTypeName());
    }

    @Test
    void boundsNumbers() {
        String long1 = "9".repeat(200_000);
        for (Type type : List.of(BigInteger.class, BigDecimal.class, Object.class, long.class)) {
            assertThatExceptionOfType(CodecException.class).isThrownBy(() -> read(long1, type));
        }
        for (Type type : List.of(BigInteger.class, long.class, int.class)) {
            assertThatExceptionOfType(CodecException.class).isThrownBy(() -> read("1e999999999", type));
        }
    }

    @Test
    void readsDeepNesting() {
        String json = "[".repeat(99) + "]".repeat(99);

        assertThat(write(read(json, Object.class))).isEqualTo(json);
    }

    private String write(@Nullable Object value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        codec().write(value, out, attachments);
        return out.toString(StandardCharsets.UTF_8);
    }

    private @Nullable Object read(String json, Type type) {
        byte[] bytes = bytes(json);
        return codec().read(bytes, 0, bytes.length, type, attachments);
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private static Type listOf(Class<?> element) {
        return new ParameterizedType() {
            @Override
            public Type[] getActualTypeArguments() {
                return new Type[] {element};
            }

            @Override
            public Type getRawType() {
                return List.class;
            }

            @Override
            public @Nullable Type getOwnerType() {
                return null;
            }
        };
    }
}
