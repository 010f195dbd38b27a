package io.pocketio.jackson;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.json.Attachments;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.ErrorReportConfiguration;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.io.ContentReference;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.json.UTF8JsonGenerator;
import tools.jackson.core.json.UTF8StreamJsonParser;
import tools.jackson.core.sym.ByteQuadsCanonicalizer;
import tools.jackson.core.util.BufferRecycler;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.core.util.RecyclerPool;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * What the subclasses of Jackson's own classes lean on, and no version number promises. Where one of these fails after an update of
 * Jackson, look at what has changed there before the test is changed.
 */
class JacksonInternalsTests {

    private static final byte[] JSON =
            "{\"name\":\"a text of more than sixteen bytes\",\"short\":\"b\",\"number\":-12.5e3}"
                    .getBytes(StandardCharsets.UTF_8);

    /** Long enough for the short way, with what some settings escape and others do not. */
    private static final List<String> TEXTS = List.of(
            "a/b ".repeat(40),
            "it's ".repeat(40),
            "\"quoted\" ".repeat(20),
            "déjà vu ".repeat(20),
            "\u2028".repeat(80));

    // PlainTextFactory

    /** What a factory or its builder has more than these, {@link PlainTextFactory} would not hand on. */
    @Test
    void knowsAllSettingsOfAFactory() {
        Set<String> own = Set.of("_characterEscapes", "_rootValueSeparator", "_maximumNonEscapedChar", "_quoteChar");

        assertThat(fieldsOf(JsonFactoryBuilder.class)).containsExactlyInAnyOrderElementsOf(own);
        assertThat(fieldsOf(JsonFactory.class))
                .containsExactlyInAnyOrderElementsOf(and(own, "_rootCharSymbols", "_byteSymbolCanonicalizer"));
        assertThat(fieldsOf(TokenStreamFactory.class))
                .containsExactlyInAnyOrder(
                        "_factoryFeatures",
                        "_streamReadFeatures",
                        "_streamWriteFeatures",
                        "_formatReadFeatures",
                        "_formatWriteFeatures",
                        "_recyclerPool",
                        "_streamReadConstraints",
                        "_streamWriteConstraints",
                        "_errorReportConfiguration");
    }

    /** {@link PlainTextFactory#of} takes the place of that one class, and of its pool. */
    @Test
    void takesThePlaceOfWhatAMapperHasUnlessTheApplicationHasChosen() {
        JsonMapper mapper = JsonMapper.builder().build();
        JsonMapper choosing = JsonMapper.builder(JsonFactory.builder()
                        .recyclerPool(JsonRecyclerPools.threadLocalPool())
                        .build())
                .build();

        assertThat(mapper.tokenStreamFactory().getClass()).isSameAs(JsonFactory.class);
        assertThat(poolOf(PlainTextFactory.of(mapper))).isInstanceOf(BufferSlots.class);
        assertThat(poolOf(PlainTextFactory.of(choosing))).isSameAs(JsonRecyclerPools.threadLocalPool());
    }

    private static RecyclerPool<?> poolOf(TokenStreamFactory factory) {
        assertThat(factory).isInstanceOf(PlainTextFactory.class);
        return ((JsonFactory) factory).rebuild().recyclerPool();
    }

    static Stream<JsonMapper> mappers() {
        return Stream.of(
                JsonMapper.builder().build(),
                JsonMapper.builder()
                        .enable(JsonWriteFeature.ESCAPE_NON_ASCII, JsonWriteFeature.WRITE_HEX_UPPER_CASE)
                        .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES, JsonReadFeature.ALLOW_TRAILING_COMMA)
                        .build(),
                JsonMapper.builder()
                        .enable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
                        .disable(JsonWriteFeature.QUOTE_PROPERTY_NAMES, JsonWriteFeature.WRITE_NAN_AS_STRINGS)
                        .enable(StreamWriteFeature.STRICT_DUPLICATE_DETECTION)
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build(),
                JsonMapper.builder(JsonFactory.builder()
                                .rootValueSeparator("; ")
                                .highestNonEscapedChar(200)
                                .streamReadConstraints(StreamReadConstraints.builder()
                                        .maxStringLength(1000)
                                        .maxTokenCount(500)
                                        .build())
                                .streamWriteConstraints(StreamWriteConstraints.builder()
                                        .maxNestingDepth(5)
                                        .build())
                                .build())
                        .build());
    }

    @ParameterizedTest
    @MethodSource("mappers")
    void makesParsersAsJacksonDoes(JsonMapper mapper) {
        try (JsonParser theirs = mapper.tokenStreamFactory().createParser(mapper._deserializationContext(), JSON);
                JsonParser ours = PlainTextFactory.of(mapper).createParser(mapper._deserializationContext(), JSON)) {
            assertThat(theirs.getClass()).isSameAs(UTF8StreamJsonParser.class);
            assertThat(ours).isInstanceOf(PlainTextParser.class);
            assertThat(stateOf(ours)).isEqualTo(stateOf(theirs));

            while (theirs.nextToken() != null) {
                assertThat(ours.nextToken()).isSameAs(theirs.currentToken());
                assertThat(ours.getString()).isEqualTo(theirs.getString());
                assertThat(positionOf(ours)).isEqualTo(positionOf(theirs));
            }
            assertThat(ours.nextToken()).isNull();
        }
    }

    @ParameterizedTest
    @MethodSource("mappers")
    void makesGeneratorsAsJacksonDoes(JsonMapper mapper) {
        OutputStream out = OutputStream.nullOutputStream();
        try (JsonGenerator theirs = mapper.tokenStreamFactory().createGenerator(mapper._serializationContext(), out);
                JsonGenerator ours = PlainTextFactory.of(mapper).createGenerator(mapper._serializationContext(), out)) {
            assertThat(theirs.getClass()).isSameAs(UTF8JsonGenerator.class);
            assertThat(ours).isInstanceOf(PlainTextGenerator.class);
            assertThat(stateOf(ours)).isEqualTo(stateOf(theirs));
        }
    }

    // PlainTextParser

    @Test
    void isAskedForTextOnceAndJustBehindItsQuotationMark() {
        try (Probe probe = new Probe(JSON)) {
            probe.nextToken();
            probe.nextToken();
            assertThat(probe.nextToken()).isSameAs(JsonToken.VALUE_STRING);
            assertThat(probe.asked).isEmpty();

            assertThat(probe.getString()).isEqualTo("a text of more than sixteen bytes");
            assertThat(probe.getString()).isEqualTo("a text of more than sixteen bytes");

            assertThat(probe.asked).containsExactly("{\"name\":\"");
            assertThat(probe.nextToken()).isSameAs(JsonToken.PROPERTY_NAME);
        }
    }

    /** What is skipped or taken otherwise is none of its business. */
    @Test
    void isNotAskedForTextThatIsSkipped() {
        try (Probe probe = new Probe(JSON)) {
            while (probe.nextToken() != null) {
                assertThat(probe.currentToken()).isNotNull();
            }
            assertThat(probe.asked).isEmpty();
        }
    }

    /** As {@link PlainTextParser}, but says what it is asked for, and leaves all to Jackson. */
    private static final class Probe extends UTF8StreamJsonParser {

        private final List<String> asked = new ArrayList<>();

        Probe(byte[] json) {
            super(
                    ObjectReadContext.empty(),
                    contextOf(new BufferRecycler()),
                    StreamReadFeature.collectDefaults(),
                    JsonReadFeature.collectDefaults(),
                    null,
                    ByteQuadsCanonicalizer.createRoot().makeChild(TokenStreamFactory.Feature.collectDefaults()),
                    json,
                    0,
                    json.length,
                    0,
                    false);
        }

        @Override
        protected String _finishAndReturnString() {
            assertThat(_tokenIncomplete).isFalse();
            asked.add(new String(_inputBuffer, 0, _inputPtr, StandardCharsets.UTF_8));
            String text = super._finishAndReturnString();
            assertThat(_inputBuffer[_inputPtr - 1]).isEqualTo((byte) '"');
            assertThat(_textBuffer.contentsAsString()).isEqualTo(text);
            return text;
        }
    }

    private static IOContext contextOf(BufferRecycler recycler) {
        return new IOContext(
                StreamReadConstraints.defaults(),
                StreamWriteConstraints.defaults(),
                ErrorReportConfiguration.defaults(),
                recycler,
                ContentReference.unknown(),
                true,
                JsonEncoding.UTF8);
    }

    // PlainTextGenerator

    @ParameterizedTest
    @MethodSource("mappers")
    void writesTextAsJacksonDoes(JsonMapper mapper) {
        for (String text : TEXTS) {
            assertThat(written(text, PlainTextFactory.of(mapper), mapper))
                    .isEqualTo(written(text, mapper.tokenStreamFactory(), mapper));
        }
    }

    @ParameterizedTest
    @MethodSource("mappers")
    void writesTextAsTheFactoryOfTheApplicationDoes(JsonMapper mapper) {
        for (String text : TEXTS) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (JsonGenerator generator = new AttachmentGenerator(
                    mapper.tokenStreamFactory().createGenerator(mapper._serializationContext(), out),
                    new Attachments())) {
                generator.writeString(text);
            }
            assertThat(out.toString(StandardCharsets.UTF_8))
                    .isEqualTo(written(text, mapper.tokenStreamFactory(), mapper));
        }
    }

    private static String written(String text, TokenStreamFactory factory, JsonMapper mapper) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator generator = factory.createGenerator(mapper._serializationContext(), out)) {
            generator.writeString(text);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** All the ways in which a value can be binary end in the overridden methods. */
    @Test
    void isAskedForAllThatIsBinary() {
        JsonMapper mapper = JsonMapper.builder().build();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Attachments attachments = new Attachments();
        try (JsonGenerator generator =
                PlainTextFactory.of(mapper).createGenerator(mapper._serializationContext(), out)) {
            ((PlainTextGenerator) generator).attachTo(attachments);
            generator.writeStartArray();
            generator.writeBinary(new byte[] {1});
            generator.writeBinary(new byte[] {1, 2, 3}, 1, 1);
            generator.writeBinary(new ByteArrayInputStream(new byte[] {3}), 1);
            generator.writeEmbeddedObject(new byte[] {4});
            generator.writePOJO(new byte[] {5});
            generator.writeEndArray();
        }

        assertThat(List.of(
                        attachments.get(0),
                        attachments.get(1),
                        attachments.get(2),
                        attachments.get(3),
                        attachments.get(4)))
                .containsExactly(new byte[] {1}, new byte[] {2}, new byte[] {3}, new byte[] {4}, new byte[] {5});
        assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("AQ==", "Ag==", "Aw==", "BA==", "BQ==");
    }

    // BufferSlots

    @Test
    void getsBuffersBackThatCanBeGivenAgain() {
        BufferSlots slots = new BufferSlots();
        BufferRecycler given = slots.acquireAndLinkPooled();

        given.releaseToPool();

        assertThat(slots.acquireAndLinkPooled()).isSameAs(given);
        assertThat(slots.acquireAndLinkPooled()).isNotSameAs(given);
    }

    /** Given back twice, they would be two threads' at a time. */
    @Test
    void getsBuffersBackOnce() {
        CountingPool pool = new CountingPool();
        JsonMapper mapper = JsonMapper.builder(
                        JsonFactory.builder().recyclerPool(pool).build())
                .build();
        TokenStreamFactory factory = PlainTextFactory.of(mapper);

        JsonParser parser = factory.createParser(mapper._deserializationContext(), JSON);
        JsonGenerator generator =
                factory.createGenerator(mapper._serializationContext(), OutputStream.nullOutputStream());
        while (parser.nextToken() != null) {
            parser.getString(); // at the end of its input it closes itself
        }
        parser.close();
        parser.close();
        generator.writeString("text");
        generator.close();
        generator.close();

        assertThat(pool.given).isEqualTo(2);
        assertThat(pool.back).isEqualTo(2);
    }

    private static final class CountingPool implements RecyclerPool<BufferRecycler> {

        private static final long serialVersionUID = 1L;

        private int given;
        private int back;

        @Override
        public BufferRecycler acquirePooled() {
            given++;
            return new BufferRecycler();
        }

        @Override
        public void releasePooled(BufferRecycler recycler) {
            back++;
        }
    }

    // ArgumentReader

    @Test
    void readsInTheContextThatTheParserWasMadeWith() {
        List<Boolean> same = new ArrayList<>();
        JsonMapper mapper = JsonMapper.builder()
                .addModule(new SimpleModule().addDeserializer(Probed.class, new ProbedDeserializer(same)))
                .build();
        ArgumentReader reader = new ArgumentReader(mapper.readerFor(Probed.class), PlainTextFactory.of(mapper));

        try (JsonParser parser = reader.createParser(JSON, 0, JSON.length)) {
            assertThat(parser).isInstanceOf(PlainTextParser.class);
            Probed read = reader.readValue(parser);
            assertThat(read).isEqualTo(new Probed());
        }

        assertThat(same).containsExactly(true);
    }

    private record Probed() {}

    private static final class ProbedDeserializer extends StdDeserializer<Probed> {

        private final transient List<Boolean> same;

        ProbedDeserializer(List<Boolean> same) {
            super(Probed.class);
            this.same = same;
        }

        @Override
        public Probed deserialize(JsonParser parser, DeserializationContext context) {
            same.add(parser.objectReadContext() == context && context.getParser() == parser);
            parser.skipChildren();
            return new Probed();
        }
    }

    private static Set<String> fieldsOf(Class<?> type) {
        Set<String> names = new TreeSet<>();
        for (Field field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                names.add(field.getName());
            }
        }
        return names;
    }

    private static Set<String> and(Set<String> names, String... more) {
        Set<String> all = new TreeSet<>(names);
        all.addAll(List.of(more));
        return all;
    }

    private static String positionOf(JsonParser parser) {
        return parser.currentTokenLocation().getByteOffset() + " "
                + parser.currentLocation().getByteOffset();
    }

    /** What Jackson's own classes keep of what they were made with: values as they are, of other objects what they are. */
    private static Map<String, Object> stateOf(Object made) {
        Map<String, Object> state = new TreeMap<>();
        for (Class<?> type = made.getClass(); type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (type.getName().startsWith("tools.jackson.") && !Modifier.isStatic(field.getModifiers())) {
                    state.put(type.getSimpleName() + '.' + field.getName(), described(field, made));
                }
            }
        }
        return state;
    }

    private static Object described(Field field, Object owner) {
        try {
            field.setAccessible(true);
            Object value = field.get(owner);
            boolean isValue = field.getType().isPrimitive() || value instanceof String || value instanceof Enum;
            return isValue ? value : value == null ? "null" : value.getClass().getName();
        } catch (IllegalAccessException unexpected) {
            throw new AssertionError(unexpected);
        }
    }
}
