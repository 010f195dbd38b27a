package io.pocketio.annotation.invocation;

import static io.pocketio.annotation.discovery.TestApplication.call;
import static io.pocketio.annotation.discovery.TestApplication.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.Ack;
import io.pocketio.SocketIoSocket;
import io.pocketio.annotation.OnAnyEvent;
import io.pocketio.annotation.OnConnect;
import io.pocketio.annotation.SocketEvent;
import io.pocketio.annotation.SocketExceptionHandler;
import io.pocketio.annotation.discovery.TestApplication;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.protocol.Arguments;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.annotation.Order;
import reactor.core.publisher.Mono;

class AnyEventTests {

    private final TestApplication application =
            TestApplication.of(Journal.class, Last.class, Early.class, Handlers.class);
    private final List<String> entries = application.bean(Journal.class).entries;
    private final TestFrameChannel client = application.connect();

    @AfterEach
    void close() {
        application.close();
    }

    @Test
    void areCalledAheadOfTheHandlerInTheirOrder() {
        assertThat(call(client, "\"known\"", "\"a\"", "1")).isEqualTo("[\"handled\"]");

        assertThat(entries).containsExactly("first known 2", "early known", "last known", "handler");
    }

    @Test
    void areCalledForEventsThatNobodyHandles() {
        client.receive("42[\"unknown\"]");

        assertThat(entries).containsExactly("first unknown 0", "early unknown", "last unknown");
    }

    @Test
    void mayAnswer() {
        assertThat(call(client, "\"ask early\"")).isEqualTo("[\"early\"]");
    }

    @Test
    void failWithoutHarmToTheHandler() {
        assertThat(call(client, "\"fail\"")).isEqualTo("[\"not failed\"]");

        assertThat(entries).contains("answered: fail");
    }

    @Test
    void answerTheirFailureWhenTheyAnswerThemselves() {
        assertThat(call(client, "\"fail early\"")).isEqualTo("[\"early failure\"]");
    }

    @Test
    void refuseResultsAndArguments() {
        assertThat(refusal(AnyValue.class))
                .isEqualTo("@OnAnyEvent method " + AnyValue.class.getName() + ".x() returns a value, which nobody gets."
                        + " Return nothing: void, Mono<Void> or CompletionStage<Void>; to answer, take an Ack.");
        assertThat(refusal(AnyPayload.class))
                .contains("has the parameter 'number' of type Integer, for which there is no value")
                .contains("@OnAnyEvent methods take SocketIoSocket,")
                .endsWith("Ack, Arguments and a String for the event's name.");
        assertThat(refusal(TwoNames.class)).contains("has two parameters of type String");
    }

    static class Journal {

        final List<String> entries = new ArrayList<>();
    }

    static class Handlers {

        private final Journal journal;

        Handlers(Journal journal) {
            this.journal = journal;
        }

        @OnConnect
        void joined(SocketIoSocket socket) {
            socket.join("room");
        }

        @SocketEvent("known")
        String known() {
            journal.entries.add("handler");
            return "handled";
        }

        @SocketEvent("fail")
        String notFailed() {
            return "not failed";
        }

        @Order(1)
        @OnAnyEvent
        void first(String event, Arguments arguments) {
            journal.entries.add("first " + event + " " + arguments.size());
            if (event.equals("fail")) {
                throw new IllegalStateException();
            }
        }

        @SocketExceptionHandler
        String failed(IllegalStateException failure, String event) {
            journal.entries.add("answered: " + event);
            return "not to be sent";
        }
    }

    static class Last {

        private final Journal journal;

        Last(Journal journal) {
            this.journal = journal;
        }

        @OnAnyEvent
        Mono<Void> last(SocketIoSocket socket, String event) {
            return Mono.fromRunnable(() -> journal.entries.add("last " + event));
        }
    }

    @Order(2)
    static class Early {

        private final Journal journal;

        Early(Journal journal) {
            this.journal = journal;
        }

        @OnAnyEvent
        void early(Arguments arguments, Ack ack, String event) {
            journal.entries.add("early " + event);
            if (event.equals("ask early")) {
                ack.send("early");
            } else if (event.equals("fail early")) {
                throw new IllegalStateException();
            }
        }

        @SocketExceptionHandler
        String failed(IllegalStateException failure) {
            return "early failure";
        }
    }

    static class AnyValue {

        @OnAnyEvent
        String x() {
            return "";
        }
    }

    static class AnyPayload {

        @OnAnyEvent
        void x(String event, Integer number) {}
    }

    static class TwoNames {

        @OnAnyEvent
        void x(String event, String again) {}
    }
}
