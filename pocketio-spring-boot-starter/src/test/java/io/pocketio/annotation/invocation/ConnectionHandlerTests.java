package io.pocketio.annotation.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.DisconnectReason;
import io.pocketio.SocketIoSocket;
import io.pocketio.annotation.OnConnect;
import io.pocketio.annotation.OnDisconnect;
import io.pocketio.annotation.SocketController;
import io.pocketio.annotation.SocketExceptionHandler;
import io.pocketio.annotation.discovery.TestApplication;
import io.pocketio.engine.TestFrameChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.publisher.Mono;

@ExtendWith(OutputCaptureExtension.class)
class ConnectionHandlerTests {

    private final TestApplication application = TestApplication.of(
            Welcome.class,
            Optionals.class,
            MoreOptionals.class,
            Generic.class,
            Later.class,
            Failing.class,
            Answered.class);

    @AfterEach
    void close() {
        application.close();
    }

    @Test
    void bindsTheAuthPayload() {
        TestFrameChannel client = application.connect("/", "{\"nick\":\"alice\"}");

        client.expect("42[\"welcome\",\"alice\"]");
    }

    @Test
    void bindsTheAuthPayloadWithGenerics() {
        TestFrameChannel client = application.connect("/generic", "{\"roles\":[{\"nick\":\"a\"}]}");

        client.expect("42/generic,[\"welcome\",\"a\"]");
    }

    @Test
    void bindsAnEmptyObjectWhenTheClientSentNoAuth() {
        TestFrameChannel client = application.connect("/", "");

        client.expect("42[\"welcome\",null]");
    }

    @Test
    void bindsNothingToOptionalAndNullableWhenTheClientSentNoAuth() {
        TestFrameChannel client = application.connect("/optional", "");

        client.expect("42/optional,[\"nullable\",true]");
        client.expect("42/optional,[\"optional\",false]");
    }

    @Test
    void bindsOptionalAndNullableWhenTheClientSentAuth() {
        TestFrameChannel client = application.connect("/optional", "{\"nick\":\"a\"}");

        client.expect("42/optional,[\"nullable\",false]");
        client.expect("42/optional,[\"optional\",true]");
    }

    @Test
    void disconnectsWhoseAuthDoesNotFit(CapturedOutput output) {
        TestFrameChannel client = application.connect("/", "{\"nick\":{}}");

        client.expect("41");
        assertThat(application.bean(Welcome.class).left).containsExactly("server namespace disconnect");
        assertThat(output).doesNotContain("ERROR");
    }

    @Test
    void tellsWhyASocketLeft() {
        TestFrameChannel client = application.connect("/", "{\"nick\":\"alice\"}");

        client.receive("41");

        assertThat(application.bean(Welcome.class).left).containsExactly("client namespace disconnect");
    }

    @Test
    void waitsForWhatComesLater() {
        TestFrameChannel client = application.connect("/later", "");

        client.expect("42/later,[\"mono\"]");
        client.receive("41/later,");

        assertThat(application.bean(Later.class).left).isEqualTo(1);
    }

    @Test
    void disconnectsAndLogsWhenTheMethodFails(CapturedOutput output) {
        TestFrameChannel client = application.connect("/failing", "");

        client.expect("41/failing,");
        assertThat(output).contains("ERROR").contains("no welcome");
    }

    @Test
    void disconnectsButDoesNotLogWhenTheFailureIsAnswered(CapturedOutput output) {
        TestFrameChannel client = application.connect("/answered", "");

        client.expect("42/answered,[\"sorry\",\"connect\"]");
        client.expect("41/answered,");
        assertThat(application.bean(Answered.class).answered).containsExactly("connect", "disconnect");
        assertThat(output).doesNotContain("ERROR");
    }

    record Login(@Nullable String nick) {}

    static class Welcome {

        final List<String> left = new ArrayList<>();

        @OnConnect
        void joined(SocketIoSocket socket, Login auth) {
            socket.emit("welcome", auth.nick());
        }

        @OnDisconnect
        void left(SocketIoSocket socket, DisconnectReason reason) {
            left.add(reason.wireName());
        }
    }

    @SocketController("/optional")
    static class Optionals {

        @OnConnect
        void joined(SocketIoSocket socket, @Nullable Login auth) {
            socket.emit("nullable", auth == null);
        }
    }

    @SocketController("/optional")
    static class MoreOptionals {

        @OnConnect
        void joined(SocketIoSocket socket, Optional<Login> auth) {
            socket.emit("optional", auth.isPresent());
        }
    }

    @SocketController("/generic")
    static class Generic {

        @OnConnect
        void joined(Map<String, List<Login>> auth, SocketIoSocket socket) {
            socket.emit("welcome", auth.get("roles").get(0).nick());
        }
    }

    @SocketController("/later")
    static class Later {

        int left;

        @OnConnect
        Mono<Void> joined(SocketIoSocket socket) {
            return Mono.fromRunnable(() -> socket.emit("mono"));
        }

        @OnDisconnect
        CompletionStage<Void> left() {
            left++;
            return Mono.<Void>empty().toFuture();
        }
    }

    @SocketController("/failing")
    static class Failing {

        @OnConnect
        void joined() {
            throw new IllegalStateException("no welcome");
        }
    }

    @SocketController("/answered")
    static class Answered {

        final List<String> answered = new ArrayList<>();

        @OnConnect
        Mono<Void> joined() {
            return Mono.error(new IllegalStateException("no welcome"));
        }

        @OnDisconnect
        void left() {
            throw new IllegalStateException("no farewell");
        }

        @SocketExceptionHandler
        String failed(IllegalStateException failure, SocketIoSocket socket, String event) {
            answered.add(event);
            socket.emit("sorry", event);
            return "goes nowhere";
        }
    }
}
