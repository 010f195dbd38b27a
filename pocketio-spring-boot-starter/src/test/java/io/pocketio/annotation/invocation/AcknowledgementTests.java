package io.pocketio.annotation.invocation;

import static io.pocketio.annotation.discovery.TestApplication.call;
import static io.pocketio.annotation.discovery.TestApplication.callInVain;
import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.Ack;
import io.pocketio.SocketIoSocket;
import io.pocketio.annotation.SocketEvent;
import io.pocketio.annotation.discovery.TestApplication;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.protocol.Arguments;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.context.Context;

@ExtendWith(OutputCaptureExtension.class)
class AcknowledgementTests {

    private final TestApplication application = TestApplication.of(Answers.class);
    private final Answers answers = application.bean(Answers.class);
    private final TestFrameChannel client = application.connect();

    @AfterEach
    void close() {
        application.close();
    }

    @Test
    void answersWithTheValue() {
        assertThat(call(client, "\"value\"", "\"a\"")).isEqualTo("[{\"text\":\"a\"}]");
    }

    @Test
    void answersWithoutArgumentsForVoid() {
        assertThat(call(client, "\"void\"")).isEqualTo("[]");
    }

    @Test
    void answersWithNullForNull() {
        assertThat(call(client, "\"null\"")).isEqualTo("[null]");
    }

    @Test
    void unwrapsOptional() {
        assertThat(call(client, "\"optional\"", "\"a\"")).isEqualTo("[\"a\"]");
        assertThat(call(client, "\"optional\"")).isEqualTo("[null]");
    }

    @Test
    void answersWithOneArgumentForAnArray() {
        assertThat(call(client, "\"array\"")).isEqualTo("[[\"a\",\"b\"]]");
    }

    @Test
    void answersWithSeveralArguments() {
        assertThat(call(client, "\"several\"")).isEqualTo("[\"a\",1,null]");
    }

    @Test
    void answersWithTheArgumentsThatItGot() {
        assertThat(call(client, "\"echo\"", "12345678901234567890", "{\"a\": 1.50}"))
                .isEqualTo("[12345678901234567890,{\"a\": 1.50}]");
    }

    @Test
    void answersWithBytes() {
        client.receive("427[\"bytes\"]");

        client.expect("461-7[{\"_placeholder\":true,\"num\":0}]");
        client.expect(new byte[] {1, 2});
    }

    @Test
    void answersWhenTheMonoHasItsValue() {
        client.receive("427[\"mono\"]");
        client.expectNothing();

        answers.later.tryEmitValue("now");

        client.expect("437[\"now\"]");
    }

    @Test
    void answersWithoutArgumentsForAnEmptyMono() {
        client.receive("427[\"mono\"]");

        answers.later.tryEmitEmpty();

        client.expect("437[]");
    }

    @Test
    void answersWithoutArgumentsWhenAMonoOfNothingCompletes() {
        assertThat(call(client, "\"monoVoid\"")).isEqualTo("[]");
    }

    @Test
    void unwrapsTheOptionalOfAMono() {
        assertThat(call(client, "\"monoOptional\"")).isEqualTo("[\"a\"]");
    }

    @Test
    void answersWithTheSeveralArgumentsOfAMono() {
        assertThat(call(client, "\"monoSeveral\"")).isEqualTo("[1,2]");
    }

    @Test
    void answersWhenTheStageCompletes() {
        client.receive("427[\"stage\"]");
        client.expectNothing();

        answers.stage.complete("done");

        client.expect("437[\"done\"]");
    }

    @Test
    void answersWithTheFuture() {
        assertThat(call(client, "\"future\"")).isEqualTo("[[1,2]]");
    }

    @Test
    void subscribesWithTheContextOfTheRequest() {
        TestFrameChannel alice = application.connect(Context.of("user", "alice"));

        assertThat(call(alice, "\"context\"")).isEqualTo("[\"alice\"]");
    }

    @Test
    void doesNotWaitForTheHandlerBefore() {
        client.receive("421[\"mono\"]");

        assertThat(call(client, "\"void\"")).isEqualTo("[]");
        answers.later.tryEmitValue("late");
        client.expect("431[\"late\"]");
    }

    @Test
    void leavesTheAnswerToAMethodWithAnAck() {
        assertThat(call(client, "\"ack\"")).isEqualTo("[\"stored\",2]");
    }

    @Test
    void leavesTheAnswerToAReactiveMethodWithAnAck() {
        callInVain(client, "\"ackLater\"");

        answers.kept.send("kept");

        client.expect("437[\"kept\"]");
    }

    @Test
    void sendsNothingWhenNothingWasAskedFor() {
        client.receive("42[\"value\",\"a\"]");
        client.receive("42[\"void\"]");
        client.receive("42[\"monoVoid\"]");
        client.receive("42[\"ack\"]");

        client.expectNothing();
    }

    @Test
    void runsTheMonoWhenNothingWasAskedFor() {
        client.receive("42[\"emitLater\"]");

        client.expect("42[\"emitted\"]");
    }

    @Test
    void logsAResultThatIsNoJson(CapturedOutput output) {
        callInVain(client, "\"unwritable\"");

        assertThat(output)
                .contains("ERROR")
                .contains("The result of " + Answers.class.getName() + ".unwritable() cannot be written as JSON");
    }

    @Test
    void logsALaterResultThatIsNoJson(CapturedOutput output) {
        callInVain(client, "\"unwritableLater\"");

        assertThat(output).contains("ERROR").contains("unwritableLater() cannot be written as JSON");
    }

    record Text(String text) {}

    static final class Unwritable {

        public String getText() {
            throw new UnsupportedOperationException();
        }
    }

    static class Answers {

        final Sinks.One<String> later = Sinks.one();
        final CompletableFuture<String> stage = new CompletableFuture<>();

        Ack kept = Acknowledgement.NONE;

        @SocketEvent("value")
        Text value(String text) {
            return new Text(text);
        }

        @SocketEvent("void")
        void nothing() {}

        @SocketEvent("null")
        @Nullable
        String absent() {
            return null;
        }

        @SocketEvent("optional")
        Optional<String> optional(Optional<String> text) {
            return text;
        }

        @SocketEvent("array")
        String[] array() {
            return new String[] {"a", "b"};
        }

        @SocketEvent("several")
        Arguments several() {
            return Arguments.of("a", 1, null);
        }

        @SocketEvent("echo")
        Arguments echo(Arguments arguments) {
            return arguments;
        }

        @SocketEvent("bytes")
        byte[] bytes() {
            return new byte[] {1, 2};
        }

        @SocketEvent("mono")
        Mono<String> mono() {
            return later.asMono();
        }

        @SocketEvent("monoVoid")
        Mono<Void> monoVoid() {
            return Mono.empty();
        }

        @SocketEvent("monoOptional")
        Mono<Optional<String>> monoOptional() {
            return Mono.just(Optional.of("a"));
        }

        @SocketEvent("monoSeveral")
        Mono<Arguments> monoSeveral() {
            return Mono.just(Arguments.of(1, 2));
        }

        @SocketEvent("stage")
        CompletionStage<String> stage() {
            return stage;
        }

        @SocketEvent("future")
        CompletableFuture<List<Integer>> future() {
            return CompletableFuture.completedFuture(List.of(1, 2));
        }

        @SocketEvent("context")
        Mono<String> context() {
            return Mono.deferContextual(context -> Mono.just(context.get("user")));
        }

        @SocketEvent("ack")
        void ack(Ack ack) {
            ack.send("stored", 2);
        }

        @SocketEvent("ackLater")
        Mono<Void> ackLater(Ack ack) {
            kept = ack;
            return Mono.empty();
        }

        @SocketEvent("emitLater")
        Mono<String> emitLater(SocketIoSocket socket) {
            return Mono.fromCallable(() -> {
                socket.emit("emitted");
                return "unused";
            });
        }

        @SocketEvent("unwritable")
        Unwritable unwritable() {
            return new Unwritable();
        }

        @SocketEvent("unwritableLater")
        Mono<Unwritable> unwritableLater() {
            return Mono.just(new Unwritable());
        }
    }
}
