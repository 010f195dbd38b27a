package io.pocketio.annotation.binding;

import static io.pocketio.annotation.discovery.TestApplication.call;
import static io.pocketio.annotation.discovery.TestApplication.callInVain;
import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.Ack;
import io.pocketio.annotation.SocketController;
import io.pocketio.annotation.SocketControllerAdvice;
import io.pocketio.annotation.SocketEvent;
import io.pocketio.annotation.SocketExceptionHandler;
import io.pocketio.annotation.discovery.TestApplication;
import io.pocketio.annotation.support.ArgumentNotValidException;
import io.pocketio.engine.TestFrameChannel;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;
import org.springframework.validation.beanvalidation.MethodValidationPostProcessor;
import org.springframework.validation.beanvalidation.OptionalValidatorFactoryBean;

/** Constraints on parameters themselves, and what the client is told of them. */
@ExtendWith(OutputCaptureExtension.class)
class ConstraintTests {

    private static TestApplication application() {
        return TestApplication.of(LocalValidatorFactoryBean.class, Rooms.class);
    }

    @Test
    void areHonouredOnPlainParameters() {
        try (TestApplication application = application()) {
            TestFrameChannel client = application.connect();

            assertThat(call(client, "\"join\"", "\"lobby\"", "3")).isEqualTo("[\"lobby 3\"]");
            assertThat(call(client, "\"join\"", "\" \"", "3"))
                    .isEqualTo("[{\"error\":\"Invalid arguments\",\"fieldErrors\":[{\"argument\":0,\"field\":\"room\","
                            + "\"code\":\"NotBlank\",\"message\":\"must not be blank\"}]}]");
        }
    }

    /** What Spring has as a validator when the API of Bean Validation is there and no implementation. */
    @Test
    void areLeftOutWithoutAnImplementationOfBeanValidation() {
        try (TestApplication application = TestApplication.of(NoImplementation.class, Greeter.class)) {
            assertThat(call(application.connect(), "\"greet\"", "\"Ann\"")).isEqualTo("[\"Hello, Ann\"]");
        }
    }

    static class NoImplementation extends OptionalValidatorFactoryBean {

        @Override
        public void afterPropertiesSet() {}
    }

    @SocketController
    static class Greeter {

        @SocketEvent("greet")
        String greet(String name) {
            return "Hello, " + name;
        }
    }

    @Test
    void areToldAllAtOnce() {
        try (TestApplication application = application()) {
            assertThat(call(application.connect(), "\"all\"", "{\"name\":\"\"}", "\"\"", "[\"a\",\"\"]"))
                    .isEqualTo(
                            "[{\"error\":\"Invalid arguments\",\"fieldErrors\":["
                                    + "{\"argument\":0,\"field\":\"name\",\"code\":\"NotBlank\",\"message\":\"must not be blank\"},"
                                    + "{\"argument\":1,\"field\":\"room\",\"code\":\"NotBlank\",\"message\":\"must not be blank\"},"
                                    + "{\"argument\":2,\"field\":\"[1]\",\"code\":\"NotBlank\",\"message\":\"must not be blank\"}]}]");
        }
    }

    @Test
    void sayWhatIsWrongWithAnAbsentArgument() {
        try (TestApplication application = application()) {
            TestFrameChannel client = application.connect();

            assertThat(call(client, "\"join\"")).contains("\"field\":\"room\",\"code\":\"NotBlank\"");
            assertThat(call(client, "\"nullable\"", "null")).contains("\"code\":\"NotNull\"");
            assertThat(call(client, "\"limited\"", "null")).contains("\"field\":\"number\",\"code\":\"required\"");
            assertThat(call(client, "\"optional\"")).isEqualTo("[\"Optional.empty\"]");
            assertThat(call(client, "\"optional\"", "\"abcd\"")).contains("\"code\":\"Size\"");
        }
    }

    @Test
    void judgeAValueOnceThoughItIsMarkedAsWell() {
        try (TestApplication application = application()) {
            assertThat(call(application.connect(), "\"both\"", "[{\"name\":\"\"},{\"name\":\"a\"},{\"name\":\"b\"}]"))
                    .isEqualTo(
                            "[{\"error\":\"Invalid arguments\",\"fieldErrors\":["
                                    + "{\"argument\":0,\"field\":\"[0].name\",\"code\":\"NotBlank\",\"message\":\"must not be blank\"},"
                                    + "{\"argument\":0,\"field\":\"items\",\"code\":\"Size\",\"message\":\"size must be between 0 and 2\"}]}]");
        }
    }

    @Test
    void answerForMethodsThatAnswerThemselves() {
        try (TestApplication application = application()) {
            assertThat(call(application.connect(), "\"ack\"", "\"\"")).contains("\"field\":\"room\"");
        }
    }

    @Test
    void areNotAnsweredUnlessAsked(CapturedOutput output) {
        try (TestApplication application = application()) {
            TestFrameChannel client = application.connect();

            client.receive("42[\"join\",\"\"]");

            client.expectNothing();
            assertThat(client.isClosed()).isFalse();
        }
        assertThat(output).doesNotContain("ERROR");
    }

    @Test
    void listNoMoreThanAHundredErrors() {
        try (TestApplication application = application()) {
            String many = IntStream.range(0, 5000)
                    .mapToObj(i -> "{\"name\":\"\"}")
                    .collect(Collectors.joining(",", "[", "]"));

            String answer = call(application.connect(), "\"many\"", many);

            assertThat(answer.split("NotBlank", -1)).hasSize(101);
        }
    }

    @Test
    void letAnAdviceAnswer() {
        try (TestApplication application =
                TestApplication.of(LocalValidatorFactoryBean.class, Rooms.class, Advice.class)) {
            assertThat(call(application.connect(), "\"join\"", "\"\"", "11"))
                    .isEqualTo("[{\"status\":400,\"errors\":2}]");
        }
    }

    @Test
    void letAnAdviceKeepSilent() {
        try (TestApplication application =
                TestApplication.of(LocalValidatorFactoryBean.class, Rooms.class, Silent.class)) {
            callInVain(application.connect(), "\"join\"", "\"\"");
        }
    }

    @Test
    void holdForProxiedBeans() {
        try (TestApplication application = TestApplication.of(
                LocalValidatorFactoryBean.class, MethodValidationPostProcessor.class, Validated.class)) {
            assertThat(call(application.connect(), "\"validated\"", "\"\"")).contains("\"field\":\"room\"");
            assertThat(call(application.connect(), "\"validated\"", "\"a\"")).isEqualTo("[\"a\"]");
        }
    }

    @Test
    void warnWhenNothingCanValidate(CapturedOutput output) {
        try (TestApplication application = TestApplication.of(Rooms.class)) {
            assertThat(output).contains("'room' of " + Rooms.class.getName() + ".join(String, int) is not validated");
            assertThat(call(application.connect(), "\"join\"", "\"\"", "11")).isEqualTo("[\" 11\"]");
        }
    }

    record Item(@NotBlank String name) {}

    record Problem(int status, int errors) {}

    static class Rooms {

        @SocketEvent("join")
        String join(@NotBlank String room, @Max(10) int seats) {
            return room + " " + seats;
        }

        @SocketEvent("all")
        void all(@Valid Item item, @NotBlank String room, List<@NotBlank String> names) {}

        @SocketEvent("nullable")
        void nullable(@NotNull @Nullable String text) {}

        @SocketEvent("limited")
        void limited(@Min(1) Integer number) {}

        @SocketEvent("optional")
        String optional(Optional<@Size(max = 3) String> text) {
            return text.toString();
        }

        @SocketEvent("both")
        void both(@Valid @Size(max = 2) List<Item> items) {}

        @SocketEvent("many")
        void many(@Valid List<Item> items) {}

        @SocketEvent("ack")
        void ack(@NotBlank String room, Ack ack) {
            ack.send("joined");
        }
    }

    @org.springframework.validation.annotation.Validated
    static class Validated {

        @SocketEvent("validated")
        String validated(@NotBlank String room) {
            return room;
        }
    }

    @SocketControllerAdvice
    static class Advice {

        @SocketExceptionHandler
        Problem invalid(ArgumentNotValidException failure) {
            return new Problem(400, failure.errors().size());
        }
    }

    @SocketControllerAdvice
    static class Silent {

        @SocketExceptionHandler
        void invalid(ArgumentNotValidException failure) {}
    }
}
