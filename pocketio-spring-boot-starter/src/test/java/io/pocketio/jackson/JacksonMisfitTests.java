package io.pocketio.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pocketio.json.Attachments;
import io.pocketio.json.CodecException;
import io.pocketio.json.JsonCodec;
import io.pocketio.server.MisfitContractTests;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

class JacksonMisfitTests extends MisfitContractTests {

    private static final String ATTACHMENT = "{\"_placeholder\":true,\"num\":0}";

    private static final byte[] BYTES = {1};

    @Override
    protected JsonCodec codec() {
        return new JacksonJsonCodec(JsonMapper.builder().build());
    }

    @Override
    protected List<Class<?>> times() {
        return List.of(
                Instant.class,
                Duration.class,
                OffsetDateTime.class,
                ZonedDateTime.class,
                LocalDate.class,
                LocalDateTime.class,
                LocalTime.class,
                OffsetTime.class,
                MonthDay.class,
                Period.class,
                Year.class,
                YearMonth.class,
                ZoneId.class,
                ZoneOffset.class,
                Date.class);
    }

    @Override
    protected List<Class<?>> exactTimes() {
        return List.of(Instant.class, Duration.class, OffsetDateTime.class, ZonedDateTime.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"_placeholder\":true,\"num\":0}]",
                "[\"Z\",{\"_placeholder\":true,\"num\":0}]",
            })
    void refusesAttachmentsInACollectionOfWhatIsNotBinary(String json) {
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> read(json, new TypeReference<List<ZoneId>>() {}));
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() ->
                        read("{\"a\":" + json + "}", new TypeReference<Map<String, Optional<List<ZoneId>>>>() {}));
    }

    @Test
    void takesAttachmentsInACollectionOfWhatIsBinary() {
        assertThat(read(
                        "[{\"_placeholder\":true,\"num\":0},{\"a\":{\"_placeholder\":true,\"num\":0}}]",
                        new TypeReference<List<Object>>() {}))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(2);
        assertThat(read(
                        "{\"a\":[{\"_placeholder\":true,\"num\":0}]}",
                        new TypeReference<Map<String, List<byte[]>>>() {}))
                .isEqualTo(Map.of("a", List.of(BYTES)));
    }

    @Test
    void refusesAttachmentsInRecordsAndBeansThatAreNotOfBinary() {
        String list = "[" + ATTACHMENT + "]";

        refuses("{\"zones\":" + list + "}", new TypeReference<Page>() {});
        refuses("[{\"a\":{\"zones\":" + list + "}}]", new TypeReference<List<Map<String, Page>>>() {});
        refuses("{\"value\":" + ATTACHMENT + "}", new TypeReference<Box<ZoneId>>() {});
        refuses("{\"value\":{\"value\":" + list + "}}", new TypeReference<Box<Box<List<ZoneId>>>>() {});
        refuses("{\"items\":" + list + "}", new TypeReference<Zones>() {});
        refuses("{\"items\":[" + list + "]}", new TypeReference<Items<List<ZoneId>[]>>() {});
        refuses("{\"parent\":{\"items\":" + list + "}}", new TypeReference<Zones>() {});
    }

    @Test
    void refusesAttachmentsBehindWhateverHoldsOneOrSeveral() {
        String list = "[" + ATTACHMENT + "]";
        String entry = "{\"a\":" + ATTACHMENT + "}";

        refuses(list, new TypeReference<Iterable<ZoneId>>() {});
        refuses(entry, new TypeReference<Map.Entry<String, ZoneId>>() {});
        refuses(ATTACHMENT, new TypeReference<AtomicReference<ZoneId>>() {});
        refuses("{\"several\":" + list + "}", new TypeReference<Holders<ZoneId>>() {});
        refuses("{\"entry\":" + entry + "}", new TypeReference<Holders<ZoneId>>() {});
        refuses("{\"reference\":" + ATTACHMENT + "}", new TypeReference<Holders<ZoneId>>() {});
    }

    @Test
    void takesAttachmentsBehindWhatHoldsOneOrSeveralThatAreBinary() {
        String json = "{\"several\":[" + ATTACHMENT + "],\"entry\":{\"a\":" + ATTACHMENT + "},\"reference\":"
                + ATTACHMENT + "}";

        assertThat(read(json, new TypeReference<Holders<byte[]>>() {})).isInstanceOf(Holders.class);
    }

    private void refuses(String json, TypeReference<?> type) {
        assertThatExceptionOfType(CodecException.class).as(json).isThrownBy(() -> read(json, type));
    }

    @Test
    void takesAttachmentsInRecordsAndBeansOfBinary() {
        String list = "[" + ATTACHMENT + "]";

        assertThat(read("{\"value\":" + ATTACHMENT + "}", new TypeReference<Box<byte[]>>() {}))
                .isEqualTo(new Box<>(BYTES));
        assertThat(read("{\"value\":" + list + "}", new TypeReference<Box<Object>>() {}))
                .isInstanceOf(Box.class);
        assertThat(read("{\"value\":{\"zones\":[\"Z\"]},\"of\":" + ATTACHMENT + "}", new TypeReference<Cover>() {}))
                .isInstanceOf(Cover.class);
        assertThat(read("{\"items\":" + list + "}", new TypeReference<Items<byte[]>>() {}))
                .isInstanceOf(Items.class);
    }

    @Test
    void looksIntoEachObjectOnce() {
        Object read = read("{\"self\":{},\"of\":" + ATTACHMENT + "}", new TypeReference<Looped>() {});

        assertThat(read)
                .isInstanceOfSatisfying(
                        Looped.class, looped -> assertThat(looped.self).isSameAs(looped));
    }

    record Page(List<ZoneId> zones) {}

    record Box<T>(T value) {}

    record Holders<T>(
            @Nullable Iterable<T> several,
            Map.@Nullable Entry<String, T> entry,
            @Nullable AtomicReference<T> reference) {}

    record Cover(Page value, byte[] of) {}

    static class Items<T> {

        public @Nullable List<T> items;
        public @Nullable Zones parent;
    }

    static final class Zones extends Items<ZoneId> {}

    static final class Looped {

        public byte @Nullable [] of;
        private @Nullable Looped self;

        public void setSelf(Object ignored) {
            self = this;
        }
    }

    private @Nullable Object read(String json, TypeReference<?> type) {
        Attachments attachments = new Attachments();
        attachments.add(BYTES);
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return codec().read(bytes, 0, bytes.length, type.getType(), attachments);
    }
}
