package io.pocketio.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.ConnectRejectedException;
import io.pocketio.engine.EngineRequest;
import io.pocketio.engine.EngineResponse;
import io.pocketio.engine.TestRequests;
import io.pocketio.server.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Clients of Socket.IO 1 and 2 that poll, in text. */
class EngineIo3PollingTests {

    private static final String POLLING = "EIO=3&transport=polling&b64=1";

    private final TestServer server = OlderClients.server();

    private String answerTo(EngineRequest request) {
        EngineResponse response =
                Objects.requireNonNull(server.io.engine().handle(request).block());
        assertThat(response.status()).isEqualTo(200);
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private String open() {
        return TestServer.sid(answerTo(TestRequests.get(POLLING)));
    }

    private String poll(String sid) {
        return answerTo(TestRequests.get(POLLING + "&sid=" + sid));
    }

    private void post(String sid, String packet) {
        String body = packet.length() + ":" + packet;
        assertThat(answerTo(TestRequests.post(POLLING + "&sid=" + sid, body))).isEqualTo("ok");
    }

    @Test
    void areToldByTheirFirstPollThatTheyAreIn() {
        server.io.of("/chat");
        server.io.onConnect(socket -> socket.emit("hello"));

        String sid = open();

        assertThat(poll(sid)).isEqualTo("2:4011:42[\"hello\"]");
        post(sid, "40/chat?token=x,");
        assertThat(poll(sid)).isEqualTo("8:40/chat,");
        assertThat(server.io.of("/chat").sockets()).singleElement().satisfies(socket -> {
            assertThat(socket.id()).isEqualTo("/chat#" + sid);
            assertThat(socket.handshake().auth("token", String.class)).isEqualTo("x");
        });
    }

    @Test
    void areToldByTheirFirstPollThatTheyAreRefused() {
        server.io.use(socket -> Mono.error(new ConnectRejectedException("denied")));

        assertThat(poll(open())).isEqualTo("10:44\"denied\"");
    }
}
