package io.pocketio.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.pocketio.server.MisfitContractTests;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Jackson2MisfitTests extends MisfitContractTests {

    @Override
    protected JsonCodec codec() {
        return new Jackson2JsonCodec(JsonMapper.builder()
                .addModule(new SimpleModule()
                        .addDeserializer(Instant.class, new TimeDeserializer<>(Instant.class))
                        .addDeserializer(Duration.class, new TimeDeserializer<>(Duration.class)))
                .build());
    }

    @Override
    protected List<Class<?>> times() {
        return List.of(Instant.class, Duration.class);
    }

    @Override
    protected List<Class<?>> exactTimes() {
        return times();
    }

    @Test
    void refusesAttachmentsInACollectionOfWhatIsNotBinary() {
        Attachments attachments = new Attachments();
        attachments.add(new byte[] {1});
        byte[] json = "{\"a\":[{\"_placeholder\":true,\"num\":0}]}".getBytes(StandardCharsets.UTF_8);
        Type type = new TypeReference<Map<String, List<Instant>>>() {}.getType();

        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> codec().read(json, 0, json.length, type, attachments));
    }

    @Test
    void refusesAttachmentsInACollectionInsideOfARecord() {
        Attachments attachments = new Attachments();
        attachments.add(new byte[] {1});
        byte[] json = "{\"page\":{\"of\":[{\"_placeholder\":true,\"num\":0}]}}".getBytes(StandardCharsets.UTF_8);

        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> codec().read(json, 0, json.length, PageOfTimes.class, attachments));
        assertThat(codec().read(json, 0, json.length, PageOfBytes.class, attachments))
                .isInstanceOf(PageOfBytes.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"several\":[{\"_placeholder\":true,\"num\":0}]}",
                "{\"entry\":{\"a\":{\"_placeholder\":true,\"num\":0}}}",
                "{\"reference\":{\"_placeholder\":true,\"num\":0}}",
            })
    void refusesAttachmentsBehindWhateverHoldsOneOrSeveral(String text) {
        Attachments attachments = new Attachments();
        attachments.add(new byte[] {1});
        byte[] json = text.getBytes(StandardCharsets.UTF_8);
        Type times = new TypeReference<Holders<Instant>>() {}.getType();
        Type binary = new TypeReference<Holders<byte[]>>() {}.getType();

        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> codec().read(json, 0, json.length, times, attachments));
        assertThat(codec().read(json, 0, json.length, binary, attachments)).isInstanceOf(Holders.class);
    }

    record Holders<T>(
            @Nullable Iterable<T> several,
            Map.@Nullable Entry<String, T> entry,
            @Nullable AtomicReference<T> reference) {}

    record Page<T>(List<T> of) {}

    record PageOfTimes(Page<Instant> page) {}

    record PageOfBytes(Page<byte[]> page) {}

    /** As those of the module for java.time do, which is not here. */
    private static final class TimeDeserializer<T> extends StdDeserializer<T> {

        private static final long serialVersionUID = 1L;

        TimeDeserializer(Class<T> type) {
            super(type);
        }

        @Override
        @SuppressWarnings("unchecked")
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return (T) (parser.currentToken().isNumeric() ? parser.getDecimalValue() : parser.getEmbeddedObject());
        }
    }
}
