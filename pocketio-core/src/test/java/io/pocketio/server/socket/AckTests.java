package io.pocketio.server.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pocketio.Ack;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.server.TestServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class AckTests {

    private static final byte[] BINARY = {1, 2, 3};

    private final TestServer server = new TestServer();
    private final List<String> calls = new ArrayList<>();

    /** Whose events are acknowledged with their arguments. */
    private TestFrameChannel echoClient() {
        server.io.sockets().handle("echo", (socket, arguments, ack) -> {
            Object[] values = new Object[arguments.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = arguments.get(i, Object.class);
            }
            ack.send(values);
            return Mono.empty();
        });
        server.io.sockets().handle("echo-binary", (socket, arguments, ack) -> {
            ack.send(arguments.get(0, byte[].class));
            return Mono.empty();
        });
        return server.connect();
    }

    @Test
    void acknowledgesAnEvent() {
        TestFrameChannel client = echoClient();

        client.receive("4212[\"echo\",1,\"a\"]");

        client.expect("4312[1,\"a\"]");
    }

    @Test
    void acknowledgesWithNothingUnderTheIdZero() {
        TestFrameChannel client = echoClient();

        client.receive("420[\"echo\"]");

        client.expect("430[]");
    }

    @Test
    void acknowledgesWithBinary() {
        TestFrameChannel client = echoClient();

        client.receive("451-7[\"echo-binary\",{\"_placeholder\":true,\"num\":0}]");
        client.receive(BINARY);

        client.expect("461-7[{\"_placeholder\":true,\"num\":0}]");
        client.expect(BINARY);
    }

    @Test
    void namesTheNamespaceOfAnAcknowledgement() {
        server.io.of("/nsp").handle("a", (socket, arguments, ack) -> {
            ack.send(true);
            return Mono.empty();
        });
        TestFrameChannel client = server.open();
        TestServer.join(client, "/nsp");

        client.receive("42/nsp,3[\"a\"]");

        client.expect("43/nsp,3[true]");
    }

    @Test
    void acknowledgesAtMostOnce() {
        server.io.sockets().handle("a", (socket, arguments, ack) -> {
            ack.send(1);
            ack.send(2);
            return Mono.empty();
        });
        TestFrameChannel client = server.connect();

        client.receive("420[\"a\"]");

        client.expect("430[1]");
        client.expectNothing();
    }

    @Test
    void acknowledgesNothingThatWasNotAsked() {
        server.io.sockets().handle("a", (socket, arguments, ack) -> {
            calls.add("requested: " + ack.isRequested());
            ack.send(1);
            return Mono.empty();
        });
        TestFrameChannel client = server.connect();

        client.receive("42[\"a\"]");

        assertThat(calls).containsExactly("requested: false");
        client.expectNothing();
    }

    @Test
    void acknowledgesLater() {
        List<Ack> acks = new ArrayList<>();
        server.io.sockets().handle("a", (socket, arguments, ack) -> {
            acks.add(ack);
            return Mono.empty();
        });
        TestFrameChannel client = server.connect();
        client.receive("425[\"a\"]");

        acks.get(0).send("late");

        client.expect("435[\"late\"]");
    }

    @Test
    void acknowledgesNothingToASocketThatHasLeft() {
        List<Ack> acks = new ArrayList<>();
        server.io.sockets().handle("a", (socket, arguments, ack) -> {
            acks.add(ack);
            return Mono.empty();
        });
        TestFrameChannel client = server.connect();
        client.receive("425[\"a\"]");
        client.receive("41");

        acks.get(0).send("late");

        client.expectNothing();
    }

    @Test
    void letsAnAcknowledgementThatCannotBeSentBeReplaced() {
        server.io.sockets().handle("a", (socket, arguments, ack) -> {
            assertThatThrownBy(() -> ack.send(new Object())).isInstanceOf(IllegalArgumentException.class);
            ack.send("instead");
            return Mono.empty();
        });
        TestFrameChannel client = server.connect();

        client.receive("420[\"a\"]");

        client.expect("430[\"instead\"]");
    }
}
