package io.pocketio.annotation.binding;

import static io.pocketio.annotation.discovery.TestApplication.call;
import static io.pocketio.annotation.discovery.TestApplication.callIn;
import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.SocketIoSocket;
import io.pocketio.annotation.OnConnect;
import io.pocketio.annotation.SocketController;
import io.pocketio.annotation.SocketEvent;
import io.pocketio.annotation.SocketExceptionHandler;
import io.pocketio.annotation.discovery.TestApplication;
import io.pocketio.annotation.support.ArgumentNotValidException;
import io.pocketio.engine.TestFrameChannel;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;
import org.springframework.validation.annotation.Validated;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

@ExtendWith(OutputCaptureExtension.class)
class ValidationTests {

    @Test
    void callsWithAValidArgument() {
        try (TestApplication application = TestApplication.of(LocalValidatorFactoryBean.class, Orders.class)) {
            assertThat(call(application.connect(), "\"order\"", "{\"name\":\"nut\",\"count\":1}"))
                    .isEqualTo("[\"nut\"]");
        }
    }

    @Test
    void doesNotCallWithAnInvalidArgument(CapturedOutput output) {
        try (TestApplication application = TestApplication.of(LocalValidatorFactoryBean.class, Orders.class)) {
            assertThat(call(application.connect(), "\"order\"", "{\"name\":\"\",\"count\":1}"))
                    .isEqualTo("[{\"error\":\"Invalid arguments\",\"fieldErrors\":[{\"argument\":0,\"field\":\"name\","
                            + "\"code\":\"NotBlank\",\"message\":\"must not be blank\"}]}]");
        }
        assertThat(output).doesNotContain("ERROR");
    }

    @Test
    void validatesElementsAndOptionals() {
        try (TestApplication application = TestApplication.of(LocalValidatorFactoryBean.class, Orders.class)) {
            TestFrameChannel client = application.connect();

            assertThat(call(client, "\"list\"", "[{\"name\":\"a\",\"count\":1}]"))
                    .isEqualTo("[1]");
            assertThat(call(client, "\"list\"", "[{\"name\":\"a\",\"count\":1},{\"name\":\"a\",\"count\":0}]"))
                    .contains("\"field\":\"[1].count\",\"code\":\"Min\"");
            assertThat(call(client, "\"map\"", "{\"x\":{\"name\":\"a\",\"count\":0}}"))
                    .contains("\"field\":\"[x].count\",\"code\":\"Min\"");
            assertThat(call(client, "\"optional\"", "{\"name\":\"a\",\"count\":0}"))
                    .contains("\"field\":\"count\",\"code\":\"Min\"");
            assertThat(call(client, "\"optional\"")).isEqualTo("[false]");
        }
    }

    @Test
    void validatesTheGroupsThatAreNamed() {
        try (TestApplication application = TestApplication.of(LocalValidatorFactoryBean.class, Orders.class)) {
            TestFrameChannel client = application.connect();

            assertThat(call(client, "\"strict\"", "{\"name\":\"\",\"count\":10}"))
                    .isEqualTo("[\"\"]");
            assertThat(call(client, "\"strict\"", "{\"name\":\"\",\"count\":9}"))
                    .contains("\"message\":\"must be greater than or equal to 10\"");
        }
    }

    @Test
    void validatesTheAuthPayload() {
        try (TestApplication application = TestApplication.of(LocalValidatorFactoryBean.class, Guarded.class)) {
            TestFrameChannel client = application.connect("/guarded", "{\"name\":\"\",\"count\":1}");

            client.expect("41/guarded,");
        }
    }

    @Test
    void letsAnExceptionHandlerAnswer() {
        try (TestApplication application = TestApplication.of(LocalValidatorFactoryBean.class, Answering.class)) {
            assertThat(callIn("/answering", application, "\"order\"", "{\"name\":\"\",\"count\":0}"))
                    .isEqualTo("[\"count,name\"]");
        }
    }

    @Test
    void quotesNothingOfTheClientInItsMessage() {
        try (TestApplication application = TestApplication.of(LocalValidatorFactoryBean.class, Answering.class)) {
            callIn("/answering", application, "\"order\"", "{\"name\":\"secret\",\"count\":-7}");

            assertThat(application.bean(Answering.class).message)
                    .isEqualTo("Argument 'order' is not valid: count (Min)");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"map", "constrainedMap", "bag"})
    void showsKeysOfMapsInOneLine(String event) {
        try (TestApplication application = TestApplication.of(LocalValidatorFactoryBean.class, Maps.class)) {
            for (String key : List.of("evil\\n\\u2028ERROR", "evil" + "x".repeat(40_000))) {
                String map = "{\"" + key + "\":{\"name\":\"\",\"count\":1}}";
                String answer = callIn(
                        "/maps",
                        application,
                        "\"" + event + "\"",
                        event.equals("bag") ? "{\"orders\":" + map + "}" : map);

                assertThat(answer).contains("[evil").hasSizeLessThan(800);
                assertThat(answer).doesNotContain("\u2028").doesNotContain("l\\n");
                assertThat(application.bean(Maps.class).message)
                        .isNotEmpty()
                        .doesNotContain("\n", "\u2028")
                        .hasSizeLessThan(800);
            }
        }
    }

    @Test
    void usesValidatorsOfSpring() {
        try (TestApplication application = TestApplication.of(EvenCount.class, Orders.class)) {
            TestFrameChannel client = application.connect();

            assertThat(call(client, "\"order\"", "{\"name\":\"\",\"count\":2}")).isEqualTo("[\"\"]");
            assertThat(call(client, "\"order\"", "{\"name\":\"\",\"count\":1}"))
                    .isEqualTo("[{\"error\":\"Invalid arguments\",\"fieldErrors\":[{\"argument\":0,\"field\":\"order\","
                            + "\"code\":\"odd\",\"message\":\"is not valid\"}]}]");
        }
    }

    @Test
    void warnsWhenNothingCanValidate(CapturedOutput output) {
        try (TestApplication application = TestApplication.of(Guarded.class)) {
            assertThat(output)
                    .contains("WARN")
                    .contains(
                            "'auth' of " + Guarded.class.getName() + ".joined(SocketIoSocket, Order) is not validated");

            application.connect("/guarded", "{\"name\":\"\",\"count\":1}").expect("42/guarded,[\"welcome\"]");
        }
    }

    interface Strict {}

    record Order(
            @NotBlank String name,
            @Min(1) @Min(value = 10, groups = Strict.class) int count) {}

    static class Orders {

        @SocketEvent("order")
        String order(@Valid Order order) {
            return order.name();
        }

        @SocketEvent("list")
        int list(@Valid List<Order> orders) {
            return orders.size();
        }

        @SocketEvent("map")
        int map(@Valid Map<String, Order> orders) {
            return orders.size();
        }

        @SocketEvent("optional")
        boolean optional(@Valid Optional<Order> order) {
            return order.isPresent();
        }

        @SocketEvent("strict")
        String strict(@Validated(Strict.class) Order order) {
            return order.name();
        }
    }

    @SocketController("/guarded")
    static class Guarded {

        @OnConnect
        void joined(SocketIoSocket socket, @Valid Order auth) {
            socket.emit("welcome");
        }
    }

    @SocketController("/answering")
    static class Answering {

        String message = "";

        @SocketEvent("order")
        String order(@Valid Order order) {
            return order.name();
        }

        @SocketExceptionHandler
        String invalid(ArgumentNotValidException failure) {
            message = String.valueOf(failure.getMessage());
            return String.join(
                    ",",
                    failure.errors().get(0).getFieldErrors().stream()
                            .map(error -> error.getField())
                            .sorted()
                            .toList());
        }
    }

    record Bag(Map<String, @Valid Order> orders) {}

    @SocketController("/maps")
    static class Maps {

        String message = "";

        @SocketEvent("map")
        void map(@Valid Map<String, Order> orders) {}

        @SocketEvent("constrainedMap")
        void constrainedMap(Map<String, @Valid Order> orders) {}

        @SocketEvent("bag")
        void bag(@Valid Bag bag) {}

        @SocketExceptionHandler
        Map<String, Object> invalid(ArgumentNotValidException failure) {
            message = String.valueOf(failure.getMessage());
            return failure.answer();
        }
    }

    static class EvenCount implements Validator {

        @Override
        public boolean supports(Class<?> type) {
            return type == Order.class;
        }

        @Override
        public void validate(Object target, Errors errors) {
            if (((Order) target).count() % 2 != 0) {
                errors.reject("odd");
            }
        }
    }
}
