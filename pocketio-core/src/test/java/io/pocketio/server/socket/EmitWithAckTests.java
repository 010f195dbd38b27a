package io.pocketio.server.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.pocketio.AckTimeoutException;
import io.pocketio.SocketDisconnectedException;
import io.pocketio.SocketIoSocket;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.protocol.Arguments;
import io.pocketio.server.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

class EmitWithAckTests {

    private final TestServer server = new TestServer();
    private final TestFrameChannel client = server.connect();
    private final SocketIoSocket socket = server.socket();
    private final List<Object> results = new ArrayList<>();

    private Disposable ask(SocketIoSocket asked) {
        return subscribe(asked.emitWithAck("ask", "x"));
    }

    private Disposable subscribe(Mono<Arguments> reply) {
        return reply.subscribe(
                arguments -> results.add(arguments.size() + " arguments"),
                results::add,
                () -> results.add("completed"));
    }

    @Test
    void completesWithWhatTheClientAcknowledges() {
        Mono<Arguments> reply = socket.emitWithAck("ask", 1);
        reply.subscribe(arguments -> {
            results.add(arguments.get(0, String.class));
            results.add(arguments.get(1, Integer.class));
        });
        client.expect("420[\"ask\",1]");

        client.receive("430[\"yes\",2]");

        assertThat(results).containsExactly("yes", 2);
    }

    @Test
    void completesWithBinary() {
        socket.emitWithAck("ask").subscribe(arguments -> results.add(arguments.get(0, byte[].class)));
        client.next();

        client.receive("461-0[{\"_placeholder\":true,\"num\":0}]");
        client.receive(new byte[] {4});

        assertThat(results).singleElement().isEqualTo(new byte[] {4});
    }

    @Test
    void completesWithoutArguments() {
        ask(socket);

        client.receive("430[]");

        assertThat(results).containsExactly("0 arguments", "completed");
    }

    @Test
    void sendsNothingBeforeItIsSubscribedTo() {
        Mono<Arguments> reply = socket.emitWithAck("ask");
        client.expectNothing();

        reply.subscribe();
        reply.subscribe();

        client.expect("420[\"ask\"]");
        client.expect("421[\"ask\"]");
    }

    @Test
    void countsAllSocketsOfANamespaceTogether() {
        server.io.of("/other");
        TestServer.join(client, "/other");
        SocketIoSocket other = server.io.of("/other").sockets().iterator().next();
        TestFrameChannel secondClient = server.connect();
        SocketIoSocket second = server.io.sockets().sockets().stream()
                .filter(candidate -> candidate != socket)
                .findFirst()
                .orElseThrow();

        ask(socket);
        ask(second);
        ask(other);

        client.expect("420[\"ask\",\"x\"]");
        secondClient.expect("421[\"ask\",\"x\"]");
        client.expect("42/other,0[\"ask\",\"x\"]");
    }

    @Test
    void failsWhenTheClientDoesNotAnswerInTime() {
        ask(socket);

        answerPings(59);
        assertThat(results).isEmpty();
        answerPings(2);

        assertThat(results).singleElement().isInstanceOf(AckTimeoutException.class);
        assertThat((AckTimeoutException) results.get(0)).hasMessage("operation has timed out");
    }

    private void answerPings(int seconds) {
        for (int i = 0; i < seconds; i++) {
            server.advance(Duration.ofSeconds(1));
            client.receive("3");
        }
    }

    @Test
    void waitsAsLongAsItIsTold() {
        TestServer impatient = new TestServer(settings -> settings.ackTimeout(Duration.ofSeconds(1)));
        impatient.connect();
        ask(impatient.socket());

        impatient.advance(Duration.ofMillis(1100));

        assertThat(results).singleElement().isInstanceOf(AckTimeoutException.class);
    }

    @Test
    void ignoresAnAnswerThatComesTooLate() {
        ask(socket);
        answerPings(61);

        client.receive("430[]");

        assertThat(results).hasSize(1);
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void ignoresAnswersToNothing() {
        client.receive("430[]");
        client.receive("4399999999999[]");
        client.receive("43[]");
        client.receive("43");

        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void ignoresASecondAnswer() {
        ask(socket);
        client.receive("430[]");

        client.receive("430[]");

        assertThat(results).containsExactly("0 arguments", "completed");
    }

    @Test
    void failsWhenTheClientGoes() {
        ask(socket);

        client.disconnect(null);

        assertThat(results).singleElement().isInstanceOf(SocketDisconnectedException.class);
    }

    @Test
    void failsWhenTheClientLeavesTheNamespace() {
        ask(socket);

        client.receive("41");

        assertThat(results).singleElement().isInstanceOf(SocketDisconnectedException.class);
    }

    @Test
    void failsAtOnceWhenTheClientHasGone() {
        client.disconnect(null);

        ask(socket);

        assertThat(results).singleElement().isInstanceOf(SocketDisconnectedException.class);
    }

    @Test
    void forgetsWhatIsCancelled() {
        Disposable subscription = ask(socket);

        subscription.dispose();
        client.receive("430[]");
        answerPings(61);

        assertThat(results).isEmpty();
    }

    @Test
    void failsWhenAnArgumentCannotBeSent() {
        subscribe(socket.emitWithAck("ask", new Object()));

        assertThat(results).singleElement().isInstanceOf(IllegalArgumentException.class);
        client.expectNothing();
    }

    @Test
    void staysSilentWhenSomebodyAnswersForAnotherSocket() {
        TestFrameChannel other = server.connect();
        ask(socket);

        other.receive("430[]");

        assertThat(results).isEmpty();
    }

    @Test
    void mayBeAskedByAMiddleware() {
        TestServer asking = new TestServer();
        asking.io.use(candidate -> {
            ask(candidate);
            return Mono.empty();
        });
        TestFrameChannel asked = asking.open();

        asked.receive("40");
        asked.expect("420[\"ask\",\"x\"]");
        asked.next();
        asked.receive("430[1]");

        assertThat(results).containsExactly("1 arguments", "completed");
    }

    @Test
    void canBeCancelledTwice() {
        Disposable subscription = ask(socket);

        assertThatCode(() -> {
                    subscription.dispose();
                    subscription.dispose();
                })
                .doesNotThrowAnyException();
    }
}
