package io.pocketio.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.json.Attachments;
import io.pocketio.json.Jackson2JsonCodec;
import io.pocketio.protocol.ArgumentMismatchException;
import io.pocketio.protocol.Arguments;
import io.pocketio.server.LogCapture;
import io.pocketio.server.TestServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

/** What clients send that handlers without Spring cannot read. */
class ArgumentMismatchTests {

    private final TestServer server = new TestServer();

    record Address(String street, int zip) {}

    record Person(String name, List<Address> addresses, Map<String, Integer> scores) {}

    private static ArgumentMismatchException misfit(String arguments, int index, Class<?> type) {
        Arguments sent = Arguments.ofJson(
                new Jackson2JsonCodec(), arguments.getBytes(StandardCharsets.UTF_8), new Attachments(), 10);
        return catchThrowableOfType(ArgumentMismatchException.class, () -> sent.get(index, type));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'name':'n','addresses':[{'zip':1},{'zip':'secret'}]} | addresses[1].zip | an integer of 32 bits",
                "{'name':{'a':'secret'}} | name | a string",
                "{'addresses':'secret'} | addresses | an array",
                "{'addresses':['secret']} | addresses[0] | an object",
                "{'scores':{'a key\\nof theirs':'secret'}} | scores.a key\\nof theirs | an integer of 32 bits",
                "true | '' | an object",
                "[] | '' | an object"
            })
    void saysWhereAnArgumentDoesNotFitAndWhatWould(String json, String path, String expected) {
        ArgumentMismatchException misfit = misfit("[1," + json.replace('\'', '"') + "]", 1, Person.class);

        assertThat(misfit.argument()).isEqualTo(1);
        assertThat(misfit.path()).isEqualTo(path);
        assertThat(misfit.expected()).isEqualTo(expected);
        assertThat(misfit.getMessage()).doesNotContain("secret", "\n");
        assertThat(misfit.answer().toString()).doesNotContain("secret", "Person", "Address", "java");
    }

    @Test
    void answersAClientThatAsksForIt() {
        server.io.sockets().handle("sum", (socket, arguments, ack) -> {
            ack.send(arguments.get(0, Integer.class));
            return Mono.empty();
        });
        TestFrameChannel client = server.connect();

        client.receive("427[\"sum\",\"secret\"]");
        client.expect("437[{\"error\":\"Invalid arguments\",\"fieldErrors\":[{\"argument\":0,\"field\":\"\","
                + "\"code\":\"typeMismatch\",\"message\":\"must be an integer of 32 bits\"}]}]");

        client.receive("42[\"sum\",\"secret\"]");
        client.expectNothing();
    }

    @Test
    void answersForListenersOfOneSocketAndForLaterResults() {
        server.io.onConnect(socket -> socket.on("typed", Integer.class, (number, ack) -> ack.send(number)));
        server.io
                .sockets()
                .handle("later", (socket, arguments, ack) -> Mono.fromRunnable(() -> arguments.get(0, Person.class)));
        TestFrameChannel client = server.connect();

        client.receive("421[\"typed\",\"x\"]");
        assertThat(client.next().asText()).startsWith("431[{\"error\":\"Invalid arguments\"");

        client.receive("422[\"later\",1]");
        assertThat(client.next().asText()).startsWith("432[{\"error\":\"Invalid arguments\"");
    }

    @Test
    void answersForMiddlewaresThatReadArguments() {
        server.io.sockets().use((socket, event, arguments) -> {
            arguments.get(0, Person.class);
            return Mono.empty();
        });
        server.io.sockets().handle("any", (socket, arguments, ack) -> Mono.empty());
        TestFrameChannel client = server.connect();

        client.receive("421[\"any\",1]");

        assertThat(client.next().asText()).startsWith("431[{\"error\":\"Invalid arguments\"");
    }

    @Test
    void doesNotBlameTheCallerForAnAnswerOfSomebodyElse() {
        server.io
                .sockets()
                .handle(
                        "ask",
                        (socket, arguments, ack) -> socket.emitWithAck("question")
                                .doOnNext(answer -> answer.get(0, Integer.class))
                                .then());
        TestFrameChannel client = server.connect();

        client.receive("421[\"ask\"]");
        client.expect("420[\"question\"]");
        client.receive("430[\"no number\"]");

        client.expectNothing();
    }

    @Test
    void warnsOnceAndTellsTheReasonForDebugging() {
        server.io.sockets().handle("rarely wrong", (socket, arguments, ack) -> {
            arguments.get(0, Integer.class);
            return Mono.empty();
        });
        TestFrameChannel client = server.connect();

        try (LogCapture log = new LogCapture(Level.DEBUG)) {
            for (int i = 0; i < 5; i++) {
                client.receive("42[\"rarely wrong\",{}]");
            }

            assertThat(log.messages(Level.WARN))
                    .singleElement()
                    .asString()
                    .startsWith(
                            "What came with rarely wrong does not fit its handler: JSON does not fit java.lang.Integer");
            assertThat(log.messages(Level.DEBUG))
                    .filteredOn(line -> line.contains("Cannot deserialize value of type"))
                    .hasSize(5);
            assertThat(log.messages(Level.ERROR)).isEmpty();
        }
    }

    private static void readNumbers(TestServer server) {
        server.io.sockets().use((socket, event, arguments) -> {
            arguments.get(0, Integer.class);
            return Mono.empty();
        });
    }

    @Test
    void keepsNoMoreOfTheNamesThatClientsMakeUpThanIsShown() {
        readNumbers(server);
        TestFrameChannel client = server.connect();

        try (LogCapture log = new LogCapture(Level.WARN)) {
            for (int i = 0; i < 5; i++) {
                client.receive("42[\"" + "x".repeat(1000) + i + "\",{}]");
            }

            assertThat(log.messages(Level.WARN)).hasSize(1);
        }
    }

    @Test
    void warnsOnceAMinuteForEachServer() {
        TestServer other = new TestServer();
        readNumbers(server);
        readNumbers(other);

        try (LogCapture log = new LogCapture(Level.WARN)) {
            server.connect().receive("42[\"seldom wrong\",{}]");
            other.connect().receive("42[\"seldom wrong\",{}]");
            assertThat(log.messages(Level.WARN)).hasSize(2);

            server.advance(Duration.ofMinutes(1));
            server.connect().receive("42[\"seldom wrong\",{}]");
            assertThat(log.messages(Level.WARN)).hasSize(3);
        }
    }
}
