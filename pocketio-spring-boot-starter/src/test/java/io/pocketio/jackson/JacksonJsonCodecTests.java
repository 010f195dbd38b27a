package io.pocketio.jackson;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.json.Attachments;
import io.pocketio.json.JsonCodec;
import io.pocketio.json.JsonCodecContractTests;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
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

    record Named(String firstName) {}

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
