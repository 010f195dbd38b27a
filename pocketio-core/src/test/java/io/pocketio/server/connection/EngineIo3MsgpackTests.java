package io.pocketio.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.ConnectRejectedException;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.server.Parser;
import io.pocketio.server.TestServer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Clients of Socket.IO 2 with their MessagePack parser: what they send to come and to go is JSON. Spaces are for the reader. */
class EngineIo3MsgpackTests {

    private static final String TYPE = "a474797065";
    private static final String CHAT = "a36e7370 a52f63686174";
    private static final String DATA = "a464617461";

    private final TestServer server = OlderClients.server(settings -> settings.parser(Parser.MSGPACK));

    /** As it travels in Engine.IO 3: behind its type. */
    private static byte[] prefixed(String hex) {
        return HexFormat.of().parseHex(("04" + hex).replace(" ", ""));
    }

    private TestFrameChannel connect() {
        TestFrameChannel client = OlderClients.open(server);
        client.expect(prefixed("82" + TYPE + "00 a36e7370 a12f"));
        return client;
    }

    @Test
    void comeAndGo() {
        server.io.of("/chat");
        TestFrameChannel client = connect();

        client.receive("4{\"type\":0,\"query\":\"token=x%20y\",\"nsp\":\"/chat?token=x%20y\"}");

        client.expect(prefixed("82" + TYPE + "00" + CHAT));
        assertThat(server.io.of("/chat").sockets())
                .singleElement()
                .satisfies(socket ->
                        assertThat(socket.handshake().auth(Object.class)).isEqualTo(Map.of("token", "x y")));
        client.receive("4{\"type\":1,\"nsp\":\"/chat\"}");
        assertThat(server.io.of("/chat").sockets()).isEmpty();
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void areRefusedByAMessage() {
        server.io.of("/chat").use(socket -> Mono.error(new ConnectRejectedException("no")));
        TestFrameChannel client = connect();

        client.receive("4{\"type\":0,\"nsp\":\"/chat\"}");

        client.expect(prefixed("83" + TYPE + "04" + CHAT + DATA + "a26e6f"));
    }

    @Test
    void sendEventsAndAreAnswered() {
        server.io.of("/chat").handle("a", (socket, arguments, ack) -> {
            ack.send((Object) arguments.get(0, byte[].class));
            return Mono.empty();
        });
        TestFrameChannel client = connect();
        client.receive("4{\"type\":0,\"nsp\":\"/chat\"}");
        client.next();

        client.receive(prefixed("84" + TYPE + "02" + CHAT + DATA + "92 a161 c40107" + "a26964 05"));

        client.expect(prefixed("84" + TYPE + "03" + CHAT + DATA + "91 c40107" + "a26964 05"));
    }

    @Test
    void mayNotSendAnythingElseAsText() {
        for (String text : List.of(
                "{\"type\":2,\"nsp\":\"/\",\"data\":[\"a\"]}",
                "{\"type\":0,\"nsp\":\"chat\"}",
                "{\"type\":0,\"nsp\":7}",
                "{\"type\":\"0\",\"nsp\":\"/\"}",
                "{\"type\":-1,\"nsp\":\"/\"}",
                "{\"nsp\":\"/\"}",
                "{\"type\":0}",
                "{\"type\":0,\"nsp\":\"/\"}{}",
                "1,{\"type\":0,\"nsp\":\"/\"}",
                "],[",
                "null",
                "",
                "[".repeat(1000),
                "{\"type\":0,\"nsp\":\"/" + "x".repeat(20_000) + "\"}")) {
            TestFrameChannel client = connect();

            client.receive("4" + text);

            assertThat(client.isClosed()).as(text).isTrue();
        }
        assertThat(server.io.sockets().sockets()).isEmpty();
    }
}
