package io.pocketio.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.DoubleAdder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What values of Java become in JSON, row by row as the guide's table has it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class JavaValuesContractTests {

    private static final Path GUIDE = Path.of("../docs/guide/events.md");
    private static final String HEAD = "| value | ";
    private static final String REFUSED = "refused";

    private final Map<String, @Nullable Object> values = values();

    /** With the settings of the mapper that applications have unless they set others. */
    protected abstract JsonCodec codec();

    /** Of the table. */
    protected abstract String column();

    public enum Colour {
        RED
    }

    public record Note(@Nullable String text) {}

    public record Maybe(Optional<String> text) {}

    private static Map<String, @Nullable Object> values() {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("`null`, `Optional.empty()`", Optional.empty());
        values.put("`1.0`", 1.0);
        values.put("`-0.0`", -0.0);
        values.put("`Double.NaN`", Double.NaN);
        values.put("`Float.NEGATIVE_INFINITY`", Float.NEGATIVE_INFINITY);
        values.put("`double[]` of 1 and NaN", new double[] {1, Double.NaN});
        values.put("`9007199254740993L`", 9007199254740993L);
        values.put("`BigInteger` of 2^64", BigInteger.ONE.shiftLeft(64));
        values.put("`BigDecimal` of 1.10", new BigDecimal("1.10"));
        values.put("`'c'`", 'c');
        values.put("`char[]` of a and b", new char[] {'a', 'b'});
        values.put("an enum's `RED`", Colour.RED);
        values.put("`UUID`", new UUID(0, 1));
        values.put("`java.util.Date`", new Date(0));
        values.put("`Instant`", Instant.EPOCH);
        values.put("`LocalDate`", LocalDate.EPOCH);
        values.put("`Duration` of 90 seconds", Duration.ofSeconds(90));
        values.put("`byte[]`", new byte[] {1});
        values.put("an empty array or list", List.of());
        values.put("a list with `null`", Arrays.asList(1, null));
        values.put("a record whose `text` is `null`", new Note(null));
        values.put("a record whose `text` is `Optional.empty()`", new Maybe(Optional.empty()));
        values.put("a map with a number as key", Map.of(1, 2));
        values.put("a map with an enum as key", Map.of(Colour.RED, 2));
        values.put("a map with `null` as key", Collections.singletonMap(null, 2));
        return values;
    }

    /** Cells of each row, by the table's head. */
    final List<Map<String, String>> rows() throws IOException {
        List<String> lines = Files.readAllLines(GUIDE);
        int head = 0;
        while (!lines.get(head).startsWith(HEAD)) {
            head++;
        }
        String[] names = cells(lines.get(head));
        return lines.subList(head + 2, lines.size()).stream()
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> row(names, cells(line)))
                .toList();
    }

    private static String[] cells(String line) {
        return line.substring(2, line.length() - 2).split(" \\| ", -1);
    }

    private static Map<String, String> row(String[] names, String[] cells) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
            row.put(names[i], cells[i]);
        }
        return row;
    }

    @Test
    void hasARowForEachValue() throws IOException {
        assertThat(rows().stream().map(row -> row.get("value"))).containsExactlyElementsOf(values.keySet());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isWrittenAsTheTableSays(Map<String, String> row) {
        assertThat(written(values.get(row.get("value")))).isEqualTo(row.get(column()));
    }

    private String written(@Nullable Object value) {
        Attachments attachments = new Attachments();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            codec().write(value, out, attachments);
        } catch (CodecException unwritable) {
            return REFUSED;
        }
        return attachments.isEmpty() ? "`" + out.toString(StandardCharsets.UTF_8) + "`" : "binary";
    }

    @Test
    void writesNoNumberThatIsNoneInside() {
        Map<String, Object> inside = new LinkedHashMap<>();
        inside.put("f", new float[] {Float.NaN, 1});
        inside.put("o", new Object[] {Double.NEGATIVE_INFINITY, List.of(Float.NaN)});
        DoubleAdder adder = new DoubleAdder();
        adder.add(Double.NaN);
        inside.put("n", adder);
        inside.put("b", new byte[] {1});

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        codec().write(inside, out, new Attachments());

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("{\"f\":[null,1.0],\"o\":[null,[null]],\"n\":null,\"b\":{\"_placeholder\":true,\"num\":0}}");
    }

    @Test
    void readsNumbersOfAnySizeAsNodeDoes() {
        byte[] attachment = {1};
        for (boolean withAttachments : new boolean[] {false, true}) {
            Attachments attachments = new Attachments();
            if (withAttachments) {
                attachments.add(attachment);
            }
            assertThat(read("1e400", Double.class, attachments)).isEqualTo(Double.POSITIVE_INFINITY);
            assertThat(read("-1e400", double.class, attachments)).isEqualTo(Double.NEGATIVE_INFINITY);
            assertThat(read("-1e400", Object.class, attachments)).isEqualTo(Double.NEGATIVE_INFINITY);
            assertThat(read("1e400", float.class, attachments)).isEqualTo(Float.POSITIVE_INFINITY);
            assertThat(read("1e-400", Object.class, attachments)).isEqualTo(0.0);
            assertThat(read("[1e400]", double[].class, attachments)).isEqualTo(new double[] {Double.POSITIVE_INFINITY});
            assertThat(read("{\"a\":1e400}", Map.class, attachments)).isEqualTo(Map.of("a", Double.POSITIVE_INFINITY));
            assertThat(read("1e400", BigDecimal.class, attachments)).isEqualTo(new BigDecimal("1e400"));
            assertThat(read("0.1e-399", BigDecimal.class, attachments)).isEqualTo(new BigDecimal("1e-400"));
            assertThat(read("18446744073709551616", Object.class, attachments)).isEqualTo(BigInteger.ONE.shiftLeft(64));
        }
        Attachments attachments = new Attachments();
        attachments.add(attachment);
        assertThat((List<?>) read("[1e400,{\"_placeholder\":true,\"num\":0}]", List.class, attachments))
                .first()
                .isEqualTo(Double.POSITIVE_INFINITY);
        assertThat((BigDecimal[]) read("[1e400]", BigDecimal[].class, attachments))
                .containsExactly(new BigDecimal("1e400"));
    }

    private @Nullable Object read(String json, Class<?> type, Attachments attachments) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return codec().read(bytes, 0, bytes.length, type, attachments);
    }
}
