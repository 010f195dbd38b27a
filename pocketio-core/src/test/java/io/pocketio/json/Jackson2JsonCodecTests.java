package io.pocketio.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Jackson2JsonCodecTests extends JsonCodecContractTests {

    private final Jackson2JsonCodec codec = new Jackson2JsonCodec();

    @Override
    protected JsonCodec codec() {
        return codec;
    }

    @Override
    protected JsonCodec codecOfUnusualMapper() {
        return new Jackson2JsonCodec(JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT, SerializationFeature.WRAP_ROOT_VALUE)
                .enable(SerializationFeature.CLOSE_CLOSEABLE, SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
                .enable(DeserializationFeature.UNWRAP_ROOT_VALUE, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(JsonGenerator.Feature.AUTO_CLOSE_TARGET, JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM)
                .enable(JsonParser.Feature.AUTO_CLOSE_SOURCE)
                .build());
    }

    @Test
    void honoursSettingsOfTheMapper() {
        JsonCodec snakes = new Jackson2JsonCodec(JsonMapper.builder()
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
        JsonCodec custom = new Jackson2JsonCodec(JsonMapper.builder()
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

        private static final long serialVersionUID = 1L;

        NamedSerializer() {
            super(Named.class);
        }

        @Override
        public void serialize(Named value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeStartArray();
            generator.writeObject(new byte[] {7});
            generator.writeEmbeddedObject(new byte[] {8});
            generator.writeEndArray();
        }
    }
}
