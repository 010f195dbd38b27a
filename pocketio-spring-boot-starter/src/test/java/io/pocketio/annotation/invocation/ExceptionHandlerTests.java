package io.pocketio.annotation.invocation;

import static io.pocketio.annotation.discovery.TestApplication.call;
import static io.pocketio.annotation.discovery.TestApplication.callInVain;
import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.Ack;
import io.pocketio.Handshake;
import io.pocketio.SocketIoSocket;
import io.pocketio.annotation.SocketController;
import io.pocketio.annotation.SocketControllerAdvice;
import io.pocketio.annotation.SocketEvent;
import io.pocketio.annotation.SocketExceptionHandler;
import io.pocketio.annotation.discovery.TestApplication;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.json.CodecException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.publisher.Mono;

@ExtendWith(OutputCaptureExtension.class)
class ExceptionHandlerTests {

    private final TestApplication application = TestApplication.of(Failures.class, Unanswered.class);
    private final TestFrameChannel client = application.connect();

    @AfterEach
    void close() {
        application.close();
    }

    @Test
    void answersWithTheResultOfTheHandler(CapturedOutput output) {
        assertThat(call(client, "\"fail\"", "\"argument\"")).isEqualTo("[{\"problem\":\"argument\"}]");
        assertThat(output).doesNotContain("ERROR");
    }

    @Test
    void callsTheHandlerOfTheNearestSupertype() {
        assertThat(call(client, "\"failChecked\"")).isEqualTo("[\"runtime or io\"]");
        assertThat(call(client, "\"fail\"", "\"unchecked\"")).isEqualTo("[\"unchecked\"]");
    }

    @Test
    void answersTheErrorOfAMono() {
        assertThat(call(client, "\"failLater\"")).isEqualTo("[{\"problem\":\"later\"}]");
    }

    @Test
    void answersTheErrorOfAStage() {
        assertThat(call(client, "\"failStage\"")).isEqualTo("[{\"problem\":\"stage\"}]");
    }

    @Test
    void answersForAMethodThatAnswersItself() {
        assertThat(call(client, "\"failWithAck\"")).isEqualTo("[{\"problem\":\"with ack\"}]");
    }

    @Test
    void answersWithWhatComesLater() {
        assertThat(call(client, "\"fail\"", "\"null\"")).isEqualTo("[\"later: fail\"]");
    }

    @Test
    void answersABadArgument() {
        assertThat(call(client, "\"fail\"")).isEqualTo("[\"bad argument of fail\"]");
    }

    @Test
    void answersNothingWhenTheHandlerGivesNothing(CapturedOutput output) {
        callInVain(client, "\"fail\"", "\"arithmetic\"");
        assertThat(output).doesNotContain("ERROR");
    }

    @Test
    void answersNothingWhenNothingWasAskedFor() {
        client.receive("42[\"fail\",\"argument\"]");

        client.expectNothing();
    }

    @Test
    void logsTheFailureOfTheHandlerWithTheOneThatItShouldAnswer(CapturedOutput output) {
        callInVain(client, "\"fail\"", "\"cast\"");

        assertThat(output)
                .contains("ERROR")
                .contains("second failure")
                .contains("Suppressed")
                .contains("first failure");
    }

    @Test
    void logsWhatNoHandlerAnswers(CapturedOutput output) {
        TestFrameChannel other = application.connect("/unanswered", "");
        other.receive("42/unanswered,7[\"fail\"]");

        other.expectNothing();
        assertThat(output).contains("ERROR").contains("/unanswered").contains("secret");
    }

    @Test
    void leavesErrorsOfTheVirtualMachineAlone(CapturedOutput output) {
        callInVain(client, "\"failBadly\"");

        assertThat(output).contains("ERROR").contains("StackOverflowError");
    }

    @Test
    void answersTheCauseOfAnExceptionThatNoHandlerAnswers() {
        try (TestApplication wrapping = TestApplication.of(Wrapping.class)) {
            TestFrameChannel other = wrapping.connect();

            assertThat(call(other, "\"wrapped\"")).isEqualTo("[\"missing: file\"]");
            assertThat(call(other, "\"wrappedLater\"")).isEqualTo("[\"missing: later file\"]");
            assertThat(call(other, "\"answeredItself\"")).isEqualTo("[\"unsupported\"]");
        }
    }

    @Test
    void answersTheCauseBeforeAnAdviceAnswersTheException() {
        try (TestApplication wrapping = TestApplication.of(Wrapping.class, AnyFailure.class)) {
            assertThat(call(wrapping.connect(), "\"wrapped\"")).isEqualTo("[\"missing: file\"]");
            assertThat(call(wrapping.connect(), "\"circle\"")).isEqualTo("[\"advice\"]");
        }
    }

    @Test
    void looksForNoCauseOfABadArgument(CapturedOutput output) {
        try (TestApplication wrapping = TestApplication.of(Wrapping.class)) {
            assertThat(call(wrapping.connect(), "\"picky\"", "{\"name\":\"a\"}"))
                    .contains("Invalid arguments", "\"must be a valid value\"");
        }
        assertThat(output).doesNotContain("ERROR");
    }

    @Test
    void looksForNoCauseOfAResultThatIsNoJson(CapturedOutput output) {
        try (TestApplication wrapping = TestApplication.of(Wrapping.class)) {
            callInVain(wrapping.connect(), "\"unwritable\"");
        }
        assertThat(output).contains("ERROR").contains("unwritable() cannot be written as JSON");
    }

    @Test
    void leavesCausesAloneThatGoInACircleOrAreErrorsOfTheVirtualMachine(CapturedOutput output) {
        try (TestApplication wrapping = TestApplication.of(Wrapping.class)) {
            callInVain(wrapping.connect(), "\"circle\"");
            callInVain(wrapping.connect(), "\"exhausted\"");
        }
        assertThat(output).contains("in a circle").contains("StackOverflowError");
    }

    record Problem(String problem) {}

    record Picky(String name) {

        Picky {
            throw new UnsupportedOperationException("no names");
        }
    }

    record Unwritable(String text) {

        @Override
        public String text() {
            throw new UnsupportedOperationException("no text");
        }
    }

    static class Wrapping {

        @SocketEvent("wrapped")
        void wrapped() {
            throw new UncheckedIOException(new FileNotFoundException("file"));
        }

        @SocketEvent("wrappedLater")
        Mono<String> wrappedLater() {
            return Mono.error(
                    new IllegalStateException(new UncheckedIOException(new FileNotFoundException("later file"))));
        }

        @SocketEvent("answeredItself")
        void answeredItself() {
            throw new UnsupportedOperationException(new FileNotFoundException());
        }

        @SocketEvent("picky")
        void picky(Picky argument) {}

        @SocketEvent("unwritable")
        Unwritable unwritable() {
            return new Unwritable("text");
        }

        @SocketEvent("circle")
        void circle() {
            IllegalStateException first = new IllegalStateException("in a circle");
            first.initCause(new IllegalStateException(first));
            throw first;
        }

        @SocketEvent("exhausted")
        void exhausted() {
            throw new IllegalStateException(new StackOverflowError());
        }

        @SocketExceptionHandler
        String missing(FileNotFoundException failure) {
            return "missing: " + failure.getMessage();
        }

        @SocketExceptionHandler
        String unsupported(UnsupportedOperationException failure) {
            return "unsupported";
        }

        @SocketExceptionHandler
        String exhausted(Error failure) {
            return "exhausted";
        }
    }

    @SocketControllerAdvice
    static class AnyFailure {

        @SocketExceptionHandler
        String any(Exception failure) {
            return "advice";
        }
    }

    static class Failures {

        @SocketEvent("fail")
        void fail(String how) {
            throw switch (how) {
                case "argument" -> new IllegalArgumentException("argument");
                case "arithmetic" -> new ArithmeticException("arithmetic");
                case "null" -> new NullPointerException("null");
                case "cast" -> new ClassCastException("first failure");
                default -> new UnsupportedOperationException(how);
            };
        }

        @SocketEvent("failChecked")
        void failChecked() throws IOException {
            throw new FileNotFoundException();
        }

        @SocketEvent("failLater")
        Mono<String> failLater() {
            return Mono.error(new IllegalArgumentException("later"));
        }

        @SocketEvent("failStage")
        CompletableFuture<String> failStage() {
            return CompletableFuture.supplyAsync(
                    () -> {
                        throw new IllegalArgumentException("stage");
                    },
                    Runnable::run);
        }

        @SocketEvent("failWithAck")
        void failWithAck(Ack ack) {
            throw new IllegalArgumentException("with ack");
        }

        @SocketEvent("failBadly")
        void failBadly() {
            throw new StackOverflowError();
        }

        @SocketExceptionHandler
        Problem argument(IllegalArgumentException failure) {
            return new Problem(String.valueOf(failure.getMessage()));
        }

        @SocketExceptionHandler
        String any(Exception failure) {
            return "runtime or io";
        }

        @SocketExceptionHandler
        String unchecked(RuntimeException failure, SocketIoSocket socket, Handshake handshake) {
            return "unchecked";
        }

        @SocketExceptionHandler
        String io(UncheckedIOException failure) {
            return "unchecked io";
        }

        @SocketExceptionHandler
        Mono<String> later(NullPointerException failure, String event) {
            return Mono.just("later: " + event);
        }

        @SocketExceptionHandler
        void nothing(ArithmeticException failure) {}

        @SocketExceptionHandler
        String failsToo(ClassCastException failure) {
            throw new IllegalStateException("second failure");
        }

        @SocketExceptionHandler
        String badArgument(CodecException failure, String event) {
            return "bad argument of " + event;
        }
    }

    @SocketController("/unanswered")
    static class Unanswered {

        @SocketEvent("fail")
        void fail() {
            throw new IllegalStateException("secret");
        }

        @SocketExceptionHandler
        String other(IOException failure) {
            return "other";
        }
    }
}
