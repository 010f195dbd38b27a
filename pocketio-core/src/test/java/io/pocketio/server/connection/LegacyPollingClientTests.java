package io.pocketio.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.ConnectRejectedException;
import io.pocketio.DisconnectReason;
import io.pocketio.server.TestServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Clients of Socket.IO 0.7 to 0.9 that poll. */
class LegacyPollingClientTests {

    private final TestServer server = OlderClients.server();
    private final List<Object> got = new ArrayList<>();

    LegacyPollingClientTests() {
        server.io.sockets().handle("message", (socket, arguments, ack) -> {
            got.add(String.valueOf(arguments.get(0, Object.class)));
            socket.send("got it");
            return Mono.empty();
        });
        server.io.sockets().handleDisconnect((socket, reason) -> {
            got.add(reason);
            return Mono.empty();
        });
    }

    private static String framed(String... messages) {
        StringBuilder payload = new StringBuilder();
        for (String message : messages) {
            payload.append('\ufffd').append(message.length()).append('\ufffd').append(message);
        }
        return payload.toString();
    }

    @Test
    void areGreetedByTheFirstPollBeforeAnythingElse() {
        server.io.onConnect(socket -> socket.emit("hello", "é😀"));

        String sid = LegacyClients.shakeHands(server);

        assertThat(server.io.sockets().sockets()).isEmpty();
        assertThat(LegacyClients.poll(server, sid)).isEqualTo("1::");
        assertThat(LegacyClients.poll(server, sid)).isEqualTo("5:::{\"name\":\"hello\",\"args\":[\"é😀\"]}");
        assertThat(server.io.sockets().sockets()).hasSize(1);
    }

    @Test
    void sendSeveralMessagesAtOnceAndAreAnswered() {
        server.io.of("/chat");
        String sid = LegacyClients.shakeHands(server);
        assertThat(LegacyClients.poll(server, sid)).isEqualTo("1::");

        LegacyClients.post(server, sid, framed("1::/chat", "3:1::é😀", "4:::[1]"));

        assertThat(got).containsExactly("é😀", "[1]");
        assertThat(LegacyClients.poll(server, sid)).isEqualTo(framed("1::/chat", "6:::1", "3:::got it", "3:::got it"));
    }

    @Test
    void leave() {
        String sid = LegacyClients.shakeHands(server);
        assertThat(LegacyClients.poll(server, sid)).isEqualTo("1::");

        LegacyClients.post(server, sid, "0::");

        assertThat(got).containsExactly(DisconnectReason.CLIENT_NAMESPACE_DISCONNECT);
        assertThat(server.io.sockets().sockets()).isEmpty();
        assertThat(LegacyClients.poll(server, sid)).startsWith("0::");
        assertThat(LegacyClients.poll(server, sid)).isEqualTo("7:::1+0");
    }

    @Test
    void areToldThatTheyAreRefused() {
        server.io.use(socket -> Mono.error(new ConnectRejectedException("no")));

        String sid = LegacyClients.shakeHands(server);

        assertThat(LegacyClients.poll(server, sid)).startsWith("7:::2");
        assertThat(LegacyClients.poll(server, sid)).isEqualTo("7:::1+0");
    }
}
