package io.pocketio.jackson;

import io.pocketio.json.JsonCodec;
import io.pocketio.server.MisfitContractTests;
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
import tools.jackson.databind.json.JsonMapper;

class JacksonMisfitTests extends MisfitContractTests {

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
}
