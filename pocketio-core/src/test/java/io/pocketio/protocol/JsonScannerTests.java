package io.pocketio.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonScannerTests {

    private static final int MAX_DEPTH = 100;

    private static final JsonFactory STRICT = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(100_000)
                    .maxNumberLength(100_000)
                    .build())
            .build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[ ]",
                "[1]",
                " \t\r\n[ 1 , 2 ] \n",
                "[\"a\",{\"b\":[1,{}],\"c\":{\"d\":[]}},[[]],-0.5e-7,true,false,null,\"\"]",
                "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17]",
                "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\",\"é€😀\u007f\"]",
                "[{\"a\":1,\"a\":{\"a\":[{}]}},\"12345678\",\"1234567\\n\",\"123456789]\"]",
                "[0,-0,0.0,1E5,1e+5,1e-5,123.456E789]",
            })
    void findsElements(String json) throws IOException {
        assertThat(scan(json)).isNotNull().isEqualTo(parse(json));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[",
                "]",
                "[,]",
                "[1,]",
                "[,1]",
                "[1",
                "[1 2]",
                "[1]]",
                "[1],",
                "[1]x",
                "[[]",
                "[}",
                "[{]",
                "[{}",
                "{}",
                "1",
                "\"a\"",
                "null",
                "[{\"a\"}]",
                "[{\"a\":}]",
                "[{\"a\":1,}]",
                "[{,}]",
                "[{\"a\":1 \"b\":2}]",
                "[{a:1}]",
                "[{\"a\":1]}",
                "[{1:1}]",
                "[{\"a\"::1}]",
                "[:]",
                "[00]",
                "[01]",
                "[-]",
                "[+1]",
                "[.5]",
                "[1.]",
                "[1.e5]",
                "[1e]",
                "[1e+]",
                "[0x1]",
                "[1a]",
                "[--1]",
                "[1.5.5]",
                "[tru]",
                "[truE]",
                "[True]",
                "[nul]",
                "[nulll]",
                "[falsey]",
                "[NaN]",
                "[Infinity]",
                "[undefined]",
                "['a']",
                "[\"a]",
                "[\"\\a\"]",
                "[\"\\u12\"]",
                "[\"\\u123g\"]",
                "[\"\\\"]",
                "[\"\\",
                "[\"\\u",
                "[\"\n\"]",
                "[\"\t\"]",
                "[\"\u0000\"]",
                "[\"12345678\u001f\"]",
                "[1/**/]",
                "[1//\n]",
                "\ufeff[]",
                "[\u00a01]",
                "[\u000b1]",
                "[\f1]",
                "[1;2]",
                "[\"a\"\"b\"]",
                "[\"a\" \"b\"]",
                "[true false]",
                "[{}{}]",
                "[[][]]"
            })
    void refusesWhatIsNoArray(String json) throws IOException {
        assertThat(scan(json)).isNull();
    }

    @Test
    void takesBoundsFromTheMiddleOfBytes() {
        byte[] bytes = "x[1, \"a\"]y".getBytes(StandardCharsets.UTF_8);

        int[] bounds = JsonScanner.elements(bytes, 1, bytes.length - 1, MAX_DEPTH);

        assertThat(bounds).startsWith(2, 2, 3, 5, 8);
        assertThat(JsonScanner.elements(bytes, 1, bytes.length - 2, MAX_DEPTH)).isNull();
    }

    @Test
    void findsTheEndOfOneValue() {
        byte[] bytes = "{\"a\":[1]} \n".getBytes(StandardCharsets.UTF_8);

        assertThat(JsonScanner.end(bytes, 0, bytes.length, MAX_DEPTH)).isEqualTo(9);
        assertThat(JsonScanner.end(bytes, 0, 8, MAX_DEPTH)).isEqualTo(JsonScanner.INVALID);
        assertThat(JsonScanner.end(bytes, 5, 9, MAX_DEPTH)).isEqualTo(JsonScanner.INVALID);
        assertThat(JsonScanner.end(bytes, 5, 8, MAX_DEPTH)).isEqualTo(8);
    }

    @Test
    void tellsWhatIsTooDeepFromWhatIsNoJson() {
        for (String json : List.of("[[]]", "[[", "[[[[", "[{\"a\":[]}]")) {
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            assertThat(JsonScanner.end(bytes, 0, bytes.length, 1)).isEqualTo(JsonScanner.TOO_DEEP);
        }
        for (String json : List.of("[", "[}", "x", "[1,]")) {
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            assertThat(JsonScanner.end(bytes, 0, bytes.length, 1)).isEqualTo(JsonScanner.INVALID);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                        |         |",
                "{ }                                       |         |",
                "{\"c\":1}                                 |         |",
                "{\"a\":1}                                 | 1       |",
                "{ \"b\" : [ 1 ] , \"a\" : {} }            | {}      | [ 1 ]",
                "{\"a\":1,\"b\":2,\"a\":\"x\"}             | \"x\" | 2",
                "{\"c\":{\"a\":1,\"b\":[2]},\"b\":null}    |         | null",
                "{\"\\u0061\":\"}\",\"b\":\"\\\"\"}           | \"}\" | \"\\\"\"",
                "{\"aa\":1,\"\":2,\"b\":-1.5e3}             |         | -1.5e3",
            })
    void findsMembers(String json, @Nullable String a, @Nullable String b) {
        byte[] bytes = ("x" + json + "x").getBytes(StandardCharsets.UTF_8);

        int[] bounds = JsonScanner.members(bytes, 1, bytes.length - 1, "a", "b");

        assertThat(new String(bytes, bounds[0], bounds[1] - bounds[0], StandardCharsets.UTF_8))
                .isEqualTo(a == null ? "" : a);
        assertThat(new String(bytes, bounds[2], bounds[3] - bounds[2], StandardCharsets.UTF_8))
                .isEqualTo(b == null ? "" : b);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 63, 64, 65, 66, 127, 128, 129, 130, 1000})
    void remembersAsManyLevelsAsAllowed(int depth) throws IOException {
        StringBuilder open = new StringBuilder("[");
        StringBuilder close = new StringBuilder("]");
        Random kinds = new Random(depth);
        for (int level = 1; level < depth; level++) {
            boolean object = kinds.nextBoolean();
            open.append(object ? "{\"a\":0,\"b\":" : "[1,");
            close.insert(0, object ? ",\"c\":2}" : ",3]");
        }
        String json = open + "4" + close;

        assertThat(scan(json, depth)).isEqualTo(parse(json));
        assertThat(scan(json, depth - 1)).isNull();
        assertThat(scan(open + "4" + close.toString().replaceFirst("[]}]", "!"), depth))
                .isNull();
    }

    @Test
    void agreesWithJacksonOnMutilatedJson() throws IOException {
        Random random = new Random(42);
        int valid = 0;
        for (int i = 0; i < 60_000; i++) {
            StringBuilder json = new StringBuilder();
            new Generator(random, json).array(0);
            for (int mutations = random.nextInt(3); mutations > 0; mutations--) {
                mutate(json, random);
            }
            List<String> expected = parse(json.toString());
            valid += expected == null ? 0 : 1;
            assertThat(scan(json.toString())).as(json.toString()).isEqualTo(expected);
        }
        assertThat(valid).isBetween(15_000, 50_000);
    }

    @Test
    void agreesWithJacksonOnShortTextsOfJsonCharacters() throws IOException {
        String alphabet = "[]{},:\"\\ 01-.eE+atrufn\n";
        Random random = new Random(7);
        int valid = 0;
        for (int i = 0; i < 150_000; i++) {
            StringBuilder json = new StringBuilder("[");
            for (int length = random.nextInt(7); length > 0; length--) {
                json.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            json.append(']');
            List<String> expected = parse(json.toString());
            valid += expected == null ? 0 : 1;
            assertThat(scan(json.toString())).as(json.toString()).isEqualTo(expected);
        }
        assertThat(valid).isGreaterThan(10_000);
    }

    private static void mutate(StringBuilder json, Random random) {
        String characters = "[]{},:\"\\ 01-.eEtfnu/\u0001é";
        int at = random.nextInt(json.length());
        switch (random.nextInt(4)) {
            case 0 -> json.deleteCharAt(at);
            case 1 -> json.insert(at, characters.charAt(random.nextInt(characters.length())));
            case 2 -> json.setCharAt(at, characters.charAt(random.nextInt(characters.length())));
            default -> json.setLength(Math.max(1, at));
        }
        if (json.isEmpty()) {
            json.append(' ');
        }
    }

    private static @Nullable List<String> scan(String json) {
        return scan(json, MAX_DEPTH);
    }

    private static @Nullable List<String> scan(String json, int maxDepth) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        int[] bounds = JsonScanner.elements(bytes, 0, bytes.length, maxDepth);
        if (bounds == null) {
            return null;
        }
        List<String> elements = new ArrayList<>();
        for (int i = 0; i < bounds[0]; i++) {
            int start = bounds[2 * i + 1];
            elements.add(new String(bytes, start, bounds[2 * i + 2] - start, StandardCharsets.UTF_8));
        }
        return elements;
    }

    /** What Jackson makes of it: the text of each element, {@code null} when it is not one array. */
    private static @Nullable List<String> parse(String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        try (JsonParser parser = STRICT.createParser(bytes)) {
            if (parser.nextToken() != JsonToken.START_ARRAY || bytes[0] == (byte) 0xef) {
                return null;
            }
            List<String> elements = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                int start = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                parser.finishToken();
                int end = end(parser, bytes);
                elements.add(new String(bytes, start, end - start, StandardCharsets.UTF_8));
            }
            return parser.nextToken() == null ? elements : null;
        } catch (JsonParseException invalid) {
            return null;
        }
    }

    /** Behind a number Jackson has read one byte more. */
    private static int end(JsonParser parser, byte[] bytes) {
        int end = (int) parser.currentLocation().getByteOffset();
        if (parser.currentToken().isNumeric()) {
            int start = (int) parser.currentTokenLocation().getByteOffset();
            end = start;
            while (end < bytes.length && "+-.0123456789eE".indexOf(bytes[end]) >= 0) {
                end++;
            }
        }
        return end;
    }

    /** Makes JSON with whitespace where it is allowed. */
    private record Generator(Random random, StringBuilder out) {

        private static final String[] SCALARS = {
            "null",
            "true",
            "false",
            "0",
            "-0",
            "12",
            "-1.5",
            "1e5",
            "2.5E-3",
            "\"\"",
            "\"a\"",
            "\"\\n\\\\\"",
            "\"\\u00E9é\"",
            "\"longer than eight\"",
            "\"]},:\"",
            "\"😀\""
        };

        void array(int depth) {
            out.append('[');
            for (int i = random.nextInt(4); i > 0; i--) {
                value(depth + 1);
                out.append(i > 1 ? "," : "");
            }
            out.append(']');
        }

        private void object(int depth) {
            out.append('{');
            for (int i = random.nextInt(3); i > 0; i--) {
                space();
                out.append("\"k").append(i).append('"');
                space();
                out.append(':');
                value(depth + 1);
                out.append(i > 1 ? "," : "");
            }
            out.append('}');
        }

        private void value(int depth) {
            space();
            int kind = random.nextInt(4);
            if (depth > 6 || kind > 1) {
                out.append(SCALARS[random.nextInt(SCALARS.length)]);
            } else if (kind == 0) {
                array(depth);
            } else {
                object(depth);
            }
            space();
        }

        private void space() {
            if (random.nextInt(6) == 0) {
                out.append(" \n\t\r".charAt(random.nextInt(4)));
            }
        }
    }
}
