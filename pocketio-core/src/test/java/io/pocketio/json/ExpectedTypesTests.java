package io.pocketio.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.lang.reflect.Field;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExpectedTypesTests {

    @Test
    void refusesWhatOneCannotLookInto() {
        refuses(List.of().iterator(), new TypeReference<Iterator<Instant>>() {});
        refuses(Stream.of(), new TypeReference<Stream<Instant>>() {});
        refuses(new Held<>(Stream.of()), new TypeReference<Held<Instant>>() {});
    }

    private static void refuses(Object value, TypeReference<?> type) {
        assertThatExceptionOfType(ClassCastException.class)
                .as(value.toString())
                .isThrownBy(() -> ExpectedTypes.check(value, typeOf(type)));
    }

    @Test
    void takesWhatOneCannotLookIntoWhenItMayHoldAttachments() {
        assertThatCode(() -> ExpectedTypes.check(Stream.of(), typeOf(new TypeReference<Stream<byte[]>>() {})))
                .doesNotThrowAnyException();
        assertThatCode(() -> ExpectedTypes.check(Stream.of(), typeOf(new TypeReference<Stream<Object>>() {})))
                .doesNotThrowAnyException();
        assertThatCode(() -> ExpectedTypes.check(IntStream.of(1), typeOf(new TypeReference<IntStream>() {})))
                .doesNotThrowAnyException();
    }

    /** Objects may name each other in JSON that is flat, and a reference is a level here that JSON does not have. */
    @Test
    void looksIntoWhatLiesDeeperThanAStackGets() {
        TypeReference<Link> type = new TypeReference<>() {};

        assertThatCode(() -> ExpectedTypes.check(chain(List.of("a")), typeOf(type)))
                .doesNotThrowAnyException();
        refuses(chain(List.of(new byte[1])), type);
    }

    @SuppressWarnings("unchecked") // as a mapper that was handed an attachment
    private static Link chain(List<?> last) {
        Link link = new Link(null, (List<String>) last);
        for (int i = 0; i < 5000; i++) {
            link = new Link(new AtomicReference<>(link), List.of());
        }
        return link;
    }

    @Test
    void looksIntoWhatHoldsItselfOnce() {
        List<Object> itself = new ArrayList<>();
        itself.add(itself);

        assertThatCode(() -> ExpectedTypes.check(itself, new Endless())).doesNotThrowAnyException();
    }

    @Test
    void findsTheTypesOfFieldsOnceForAllObjectsOfAType() {
        AtomicInteger found = new AtomicInteger();
        List<Items> all = Stream.generate(() -> new Items(List.of())).limit(100).toList();

        ExpectedTypes.check(all, new CountingType(typeOf(new TypeReference<List<Items>>() {}), found));

        assertThat(found).hasValue(1);
    }

    private static Jackson2Type typeOf(TypeReference<?> type) {
        TypeFactory types = TypeFactory.defaultInstance();
        return new Jackson2Type(types.constructType(type), types);
    }

    record Held<T>(Stream<T> value) {}

    record Link(@Nullable AtomicReference<Link> next, List<String> items) {

        @Override
        public String toString() {
            return "a chain"; // a long one
        }
    }

    /** Of a list of itself. */
    private record Endless() implements ExpectedType {

        @Override
        public Class<?> rawClass() {
            return List.class;
        }

        @Override
        public ExpectedType content() {
            return this;
        }

        @Override
        public ExpectedType of(Field field) {
            throw new IllegalStateException("Lists are not asked for their fields");
        }

        @Override
        public ExpectedType as(Class<?> subclass) {
            return this;
        }
    }

    record Items(List<String> items) {}

    /** Counts how often the type of a field is asked for. */
    private record CountingType(ExpectedType type, AtomicInteger found) implements ExpectedType {

        @Override
        public Class<?> rawClass() {
            return type.rawClass();
        }

        @Override
        public @Nullable ExpectedType content() {
            ExpectedType content = type.content();
            return content == null ? null : new CountingType(content, found);
        }

        @Override
        public ExpectedType of(Field field) {
            found.incrementAndGet();
            return new CountingType(type.of(field), found);
        }

        @Override
        public ExpectedType as(Class<?> subclass) {
            return new CountingType(type.as(subclass), found);
        }
    }
}
