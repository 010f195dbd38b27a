package io.pocketio.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.pocketio.jackson.JacksonJsonCodec;
import io.pocketio.json.Attachments;
import io.pocketio.json.CodecException;
import io.pocketio.json.Jackson2JsonCodec;
import io.pocketio.json.JsonCodec;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.json.JsonMapper;

class PocketIoJsonAutoConfigurationTests {

    private final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(PocketIoJsonAutoConfiguration.class));

    /** As Spring Boot starts: the mapper's configuration comes first only because ours says so. */
    private final ReactiveWebApplicationContextRunner bootRunner = new ReactiveWebApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(PocketIoJsonAutoConfiguration.class, JacksonAutoConfiguration.class));

    @Test
    void usesTheJsonMapperOfTheApplication() {
        bootRunner
                .withPropertyValues("spring.jackson.property-naming-strategy=SNAKE_CASE")
                .run(context -> {
                    assertThat(context).getBean(JsonCodec.class).isInstanceOf(JacksonJsonCodec.class);
                    assertThat(json(context.getBean(JsonCodec.class))).isEqualTo("{\"given_name\":\"a\"}");
                });
    }

    /** What is said about it in {@code docs/guide/troubleshooting.md}. */
    @Test
    void keepsTheLimitsOfJacksonAsTheApplicationSetsThem() {
        String number = "1".repeat(1001);
        String text = '"' + "a".repeat(200) + '"';
        bootRunner.run(context -> {
            assertThat(read(context.getBean(JsonCodec.class), text)).isEqualTo("a".repeat(200));
            assertThatExceptionOfType(CodecException.class)
                    .isThrownBy(() -> read(context.getBean(JsonCodec.class), number))
                    .withCauseInstanceOf(StreamConstraintsException.class);
        });
        bootRunner
                .withPropertyValues("spring.jackson.factory.constraints.read.max-number-length=2000")
                .run(context -> assertThat(read(context.getBean(JsonCodec.class), number))
                        .isEqualTo(new BigInteger(number)));
        bootRunner
                .withPropertyValues("spring.jackson.factory.constraints.read.max-string-length=100")
                .run(context -> assertThatExceptionOfType(CodecException.class)
                        .isThrownBy(() -> read(context.getBean(JsonCodec.class), text))
                        .withCauseInstanceOf(StreamConstraintsException.class));
    }

    private static @Nullable Object read(JsonCodec codec, String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return codec.read(bytes, 0, bytes.length, Object.class, new Attachments());
    }

    @Test
    void prefersTheJsonMapperToAnObjectMapper() {
        bootRunner
                .withBean(ObjectMapper.class, PocketIoJsonAutoConfigurationTests::snakeCase)
                .run(context -> assertThat(context).getBean(JsonCodec.class).isInstanceOf(JacksonJsonCodec.class));
    }

    @Test
    void usesTheObjectMapperWhenItIsPreferred() {
        bootRunner
                .withBean(ObjectMapper.class, PocketIoJsonAutoConfigurationTests::snakeCase)
                .withPropertyValues("pocketio.json.preferred-mapper=jackson2")
                .run(context -> {
                    assertThat(context).getBean(JsonCodec.class).isInstanceOf(Jackson2JsonCodec.class);
                    assertThat(json(context.getBean(JsonCodec.class))).isEqualTo("{\"given_name\":\"a\"}");
                });
    }

    @Test
    void usesItsOwnMapperOfJackson2WhenThatIsPreferredAndThereIsNone() {
        bootRunner.withPropertyValues("pocketio.json.preferred-mapper=jackson2").run(context -> {
            assertThat(context).getBean(JsonCodec.class).isInstanceOf(Jackson2JsonCodec.class);
            assertThat(json(context.getBean(JsonCodec.class))).isEqualTo("{\"givenName\":\"a\"}");
        });
    }

    @Test
    void usesTheObjectMapperWhenThereIsNoJsonMapper() {
        runner.withBean(ObjectMapper.class, PocketIoJsonAutoConfigurationTests::snakeCase)
                .run(context -> {
                    assertThat(context).getBean(JsonCodec.class).isInstanceOf(Jackson2JsonCodec.class);
                    assertThat(json(context.getBean(JsonCodec.class))).isEqualTo("{\"given_name\":\"a\"}");
                });
    }

    @Test
    void usesItsOwnMapperWhenThereIsNone() {
        runner.run(context -> assertThat(context).getBean(JsonCodec.class).isInstanceOf(Jackson2JsonCodec.class));
    }

    @Test
    void worksWithoutJackson3() {
        runner.withClassLoader(new FilteredClassLoader(JsonMapper.class))
                .run(context -> assertThat(context).getBean(JsonCodec.class).isInstanceOf(Jackson2JsonCodec.class));
    }

    @Test
    void refusesAPreferenceThatCannotBeHonoured() {
        runner.withPropertyValues("pocketio.json.preferred-mapper=jackson")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("pocketio.json.preferred-mapper")
                        .hasMessageContaining("no JsonMapper"));
    }

    @Test
    void refusesAnUnknownPreference() {
        runner.withPropertyValues("pocketio.json.preferred-mapper=gson")
                .run(context ->
                        assertThat(context).getFailure().hasStackTraceContaining("pocketio.json.preferred-mapper"));
    }

    @Test
    void backsOffFromTheApplicationsCodec() {
        bootRunner
                .withBean(JsonCodec.class, OwnCodec::new)
                .run(context -> assertThat(context).getBean(JsonCodec.class).isInstanceOf(OwnCodec.class));
    }

    @Test
    void backsOffWhenDisabled() {
        bootRunner
                .withPropertyValues("pocketio.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(JsonCodec.class));
    }

    @Test
    void writesDatesAsTheApplicationDoes() {
        bootRunner.run(context -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();

            context.getBean(JsonCodec.class).write(LocalDate.of(2026, 1, 2), out, new Attachments());

            assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("\"2026-01-02\"");
        });
    }

    private static ObjectMapper snakeCase() {
        return new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
    }

    private static String json(JsonCodec codec) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        codec.write(new Person("a"), out, new Attachments());
        return out.toString(StandardCharsets.UTF_8);
    }

    record Person(String givenName) {}

    static class OwnCodec implements JsonCodec {

        @Override
        public void write(@Nullable Object value, OutputStream out, Attachments attachments) {}

        @Override
        public @Nullable Object read(byte[] json, int offset, int length, Type type, Attachments attachments) {
            return null;
        }
    }
}
