package io.pocketio.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import java.lang.reflect.Type;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonTermsTests {

    record Point(int x, int y) {}

    record Delegating(String text) {

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        Delegating {}
    }

    record Made(String text) {

        @JsonCreator
        static Made of(String text) {
            return new Made(text);
        }
    }

    record Value(@JsonValue String text) {}

    @JsonDeserialize(using = StringDeserializer.class)
    record Deserialized(String text) {}

    static final class Money {

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        Money(String text) {}
    }

    abstract static class Names extends AbstractList<String> {}

    enum Level {
        LOW(1);

        private final int number;

        Level(int number) {
            this.number = number;
        }

        @JsonValue
        int number() {
            return number;
        }
    }

    static Stream<Arguments> types() {
        return Stream.of(
                Arguments.of(Point.class, "an object"),
                Arguments.of(Delegating.class, JsonTerms.VALID),
                Arguments.of(Made.class, JsonTerms.VALID),
                Arguments.of(Value.class, JsonTerms.VALID),
                Arguments.of(Deserialized.class, JsonTerms.VALID),
                Arguments.of(Money.class, JsonTerms.VALID),
                Arguments.of(Names.class, JsonTerms.VALID),
                Arguments.of(Level.class, "one of the values that are known"),
                Arguments.of(DayOfWeek.class, "one of the values that are known"),
                Arguments.of(int.class, "an integer of 32 bits"),
                Arguments.of(Double.class, "a number"),
                Arguments.of(String.class, "a string"),
                Arguments.of(char[].class, "a string"),
                Arguments.of(UUID.class, "a UUID"),
                Arguments.of(Instant.class, "a date or time"),
                Arguments.of(byte[].class, "binary"),
                Arguments.of(Money[].class, "an array"),
                Arguments.of(List.class, "an array"),
                Arguments.of(Map.class, "an object"),
                Arguments.of(Object.class, JsonTerms.VALID));
    }

    @ParameterizedTest
    @MethodSource("types")
    void saysOfATypeNoMoreThanHolds(Type type, String term) {
        assertThat(JsonTerms.of(type)).isEqualTo(term);
    }
}
