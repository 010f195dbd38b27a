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
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

class JacksonMisfitTests extends MisfitContractTests {

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

    private @Nullable Object read(String json, TypeReference<?> type) {
        Attachments attachments = new Attachments();
        attachments.add(BYTES);
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return codec().read(bytes, 0, bytes.length, type.getType(), attachments);
    }
}
