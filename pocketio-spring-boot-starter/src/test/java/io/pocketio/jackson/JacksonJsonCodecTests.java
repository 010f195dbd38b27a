package io.pocketio.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pocketio.json.Attachments;
import io.pocketio.json.CodecException;
import io.pocketio.json.JsonCodec;
import io.pocketio.json.JsonCodecContractTests;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.ser.std.StdSerializer;

class JacksonJsonCodecTests extends JsonCodecContractTests {

    private final JacksonJsonCodec codec =
            new JacksonJsonCodec(JsonMapper.builder().build());

    @Override
    protected JsonCodec codec() {
        return codec;
    }

    @Override
    protected JsonCodec codecOfUnusualMapper() {
        return new JacksonJsonCodec(JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT, SerializationFeature.WRAP_ROOT_VALUE)
                .enable(SerializationFeature.CLOSE_CLOSEABLE, SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
                .enable(DeserializationFeature.UNWRAP_ROOT_VALUE, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(StreamWriteFeature.AUTO_CLOSE_TARGET, StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
                .enable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                .build());
    }

    @Test
    void honoursSettingsOfTheMapper() {
        JsonCodec snakes = new JacksonJsonCodec(JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build());
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        snakes.write(new Named("a"), out, new Attachments());

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("{\"first_name\":\"a\"}");
        assertThat(snakes.read(out.toByteArray(), 0, out.size(), Named.class, new Attachments()))
                .isEqualTo(new Named("a"));
    }

    @Test
    void findsBinaryInTreesAndBehindCustomSerializers() {
        JsonCodec custom = new JacksonJsonCodec(JsonMapper.builder()
                .addModule(new SimpleModule().addSerializer(new NamedSerializer()))
                .build());
        Attachments attachments = new Attachments();
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        custom.write(
                JsonNodeFactory.instance.objectNode().put("a", new byte[] {1}).putPOJO("b", new Named("x")),
                out,
                attachments);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("{\"a\":{\"_placeholder\":true,\"num\":0},\"b\":[{\"_placeholder\":true,\"num\":1},"
                        + "{\"_placeholder\":true,\"num\":2}]}");
        assertThat(attachments.asList()).containsExactly(new byte[] {1}, new byte[] {7}, new byte[] {8});
    }

    @Test
    void readsAttachmentsIntoTrees() {
        Attachments attachments = new Attachments();
        attachments.add(new byte[] {1});
        byte[] json = "{\"a\":{\"_placeholder\":true,\"num\":0}}".getBytes(StandardCharsets.UTF_8);

        assertThat(codec.read(json, 0, json.length, JsonNode.class, attachments))
                .isEqualTo(JsonNodeFactory.instance.objectNode().put("a", new byte[] {1}));
    }

    @Test
    void honoursWhatTheApplicationMakesOfBinary() {
        JsonCodec custom = new JacksonJsonCodec(JsonMapper.builder()
                .addModule(new SimpleModule()
                        .addSerializer(byte[].class, new LengthSerializer())
                        .addDeserializer(byte[].class, new LengthDeserializer()))
                .build());
        Attachments attachments = new Attachments();
        attachments.add(new byte[] {1, 2, 3});
        byte[] json = "{\"_placeholder\":true,\"num\":0}".getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        custom.write(new byte[7], out, attachments);

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("7");
        assertThat(custom.read(json, 0, json.length, byte[].class, attachments)).isEqualTo(new byte[] {3});
    }

    @Test
    void honoursTheLengthOfTextThatTheMapperAllows() {
        JsonCodec strict = new JacksonJsonCodec(JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxStringLength(100)
                                .build())
                        .build())
                .build());
        byte[] allowed = ("\"" + "x".repeat(100) + "\"").getBytes(StandardCharsets.UTF_8);
        byte[] manyBytes = ("\"" + "€".repeat(60) + "\"").getBytes(StandardCharsets.UTF_8);
        byte[] tooLong = ("\"" + "x".repeat(101) + "\"").getBytes(StandardCharsets.UTF_8);

        assertThat(strict.read(allowed, 0, allowed.length, String.class, new Attachments()))
                .isEqualTo("x".repeat(100));
        assertThat(strict.read(manyBytes, 0, manyBytes.length, String.class, new Attachments()))
                .isEqualTo("€".repeat(60));
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> strict.read(tooLong, 0, tooLong.length, String.class, new Attachments()));
    }

    @Test
    void servesMappersWithAFactoryOfTheirOwn() {
        JsonCodec own =
                new JacksonJsonCodec(JsonMapper.builder(new JsonFactory() {}).build());
        Attachments attachments = new Attachments();
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        own.write(List.of("x".repeat(100), new byte[] {1}, Double.NaN, new double[] {Double.NaN, 2}), out, attachments);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("[\"" + "x".repeat(100) + "\",{\"_placeholder\":true,\"num\":0},null,[null,2.0]]");
        assertThat((List<?>) own.read(out.toByteArray(), 0, out.size(), List.class, attachments))
                .hasSize(4);
    }

    @Test
    void givesDeserializersTheSameTextTwice() {
        JsonCodec twice = new JacksonJsonCodec(JsonMapper.builder()
                .addModule(new SimpleModule().addDeserializer(Named.class, new TwiceDeserializer()))
                .build());
        byte[] json = ("\"" + "x".repeat(50) + "\"").getBytes(StandardCharsets.UTF_8);

        assertThat(twice.read(json, 0, json.length, Named.class, new Attachments()))
                .isEqualTo(new Named("x".repeat(150)));
    }

    record Named(String firstName) {}

    private static final class TwiceDeserializer extends StdDeserializer<Named> {

        TwiceDeserializer() {
            super(Named.class);
        }

        @Override
        public Named deserialize(JsonParser parser, DeserializationContext context) {
            String first = parser.getString();
            char[] characters = parser.getStringCharacters();
            String second = new String(characters, parser.getStringOffset(), parser.getStringLength());
            return new Named(first + parser.getString() + second);
        }
    }

    private static final class LengthSerializer extends StdSerializer<byte[]> {

        LengthSerializer() {
            super(byte[].class);
        }

        @Override
        public void serialize(byte[] value, JsonGenerator generator, SerializationContext provider) {
            generator.writeNumber(value.length);
        }
    }

    private static final class LengthDeserializer extends StdDeserializer<byte[]> {

        LengthDeserializer() {
            super(byte[].class);
        }

        @Override
        public byte[] deserialize(JsonParser parser, DeserializationContext context) {
            return new byte[] {(byte) ((byte[]) parser.getEmbeddedObject()).length};
        }
    }

    private static final class NamedSerializer extends StdSerializer<Named> {

        NamedSerializer() {
            super(Named.class);
        }

        @Override
        public void serialize(Named value, JsonGenerator generator, SerializationContext provider) {
            generator.writeStartArray();
            generator.writePOJO(new byte[] {7});
            generator.writeEmbeddedObject(new byte[] {8});
            generator.writeEndArray();
        }
    }
}
