package io.pocketio.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.ConnectRejectedException;
import io.pocketio.DisconnectReason;
import io.pocketio.Handshake;
import io.pocketio.SocketIoSocket;
import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.engine.TransportType;
import io.pocketio.server.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** How clients of Socket.IO 0.7 to 0.9 come into namespaces, and go. */
class LegacyConnectTests {

    private final TestServer server = OlderClients.server();
    private final List<Object> seen = new ArrayList<>();

    private SocketIoSocket only(String namespace) {
        assertThat(server.io.of(namespace).sockets()).hasSize(1);
        return server.io.of(namespace).sockets().iterator().next();
    }

    private void tellOfTheEndIn(String... namespaces) {
        for (String namespace : namespaces) {
            server.io.of(namespace).handleDisconnect((socket, reason) -> {
                seen.add(namespace + " " + reason);
                return Mono.empty();
            });
        }
    }

    @Test
    void areInTheMainNamespaceWithoutAsking() {
        server.io.onConnect(socket -> socket.emit("hello"));

        TestFrameChannel client = LegacyClients.open(server);

        client.expect("1::");
        client.expect("5:::{\"name\":\"hello\"}");
        client.expectNothing();
        assertThat(only("/").handshake().query()).containsEntry("who", "me");
    }

    @Test
    void areNotLeftWaitingWhenWhatTheySayForThemselvesIsTooMuch() {
        TestServer small = OlderClients.server(settings -> settings.engine(
                EngineOptions.of(engine -> engine.allowOlderClients(true).maxHttpBufferSize(100))));

        TestFrameChannel client = LegacyClients.open(small);

        assertThat(client.isClosed()).isTrue();
        assertThat(small.io.engine().statistics().sessions(TransportType.WEBSOCKET))
                .isZero();
    }

    @Test
    void haveTheIdOfTheirSessionEverywhere() {
        server.io.of("/chat");
        TestFrameChannel client = LegacyClients.connect(server);
        List<String> sessions = new ArrayList<>();

        LegacyClients.join(client, "/chat");

        server.io.engine().close(session -> sessions.add(session.id()) && false);
        assertThat(sessions).containsExactly(only("/").id());
        assertThat(only("/chat").id()).isEqualTo(only("/").id());
        assertThat(only("/chat").recovered()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1::/chat?token=x%20y&a=1", "1::/chat:?token=x%20y&a=1"})
    void sayAQueryThatIsAuthAndQuery(String connect) {
        server.io.of("/chat");
        TestFrameChannel client = LegacyClients.connect(server);

        client.receive(connect);

        client.expect("1::/chat");
        Handshake handshake = only("/chat").handshake();
        assertThat(handshake.auth(Object.class)).isEqualTo(Map.of("token", "x y", "a", "1"));
        assertThat(handshake.query()).containsEntry("who", "me").containsEntry("token", "x y");
    }

    @Test
    void sayOnceForAllNamespacesWhatTheySaidWhenTheyShookHands() {
        TestServer small = OlderClients.server(settings -> settings.engine(
                EngineOptions.of(engine -> engine.allowOlderClients(true).maxHttpBufferSize(400))));
        TestFrameChannel client = LegacyClients.connect(small);

        for (int i = 0; i < 10; i++) {
            small.io.of("/chat" + i);
            LegacyClients.join(client, "/chat" + i);
        }

        assertThat(client.isClosed()).isFalse();
        Handshake handshake = small.io.of("/chat9").sockets().iterator().next().handshake();
        assertThat(handshake.auth("who", String.class)).isEqualTo("me");
        assertThat(handshake.query()).containsEntry("who", "me");
    }

    @Test
    void areToldOnceMoreThatTheyAreIn() {
        server.io.of("/chat").onConnect(socket -> seen.add(socket.id()));
        TestFrameChannel client = LegacyClients.connect(server);
        LegacyClients.join(client, "/chat");

        LegacyClients.join(client, "/chat");
        client.receive("1::");
        client.expect("1::");

        client.expectNothing();
        assertThat(seen).hasSize(1);
    }

    @Test
    void areNotToldSoWhileTheyAreNotIn() {
        Sinks.Empty<Void> decision = Sinks.empty();
        server.io.of("/chat").use(socket -> decision.asMono());
        TestFrameChannel client = LegacyClients.connect(server);

        client.receive("1::/chat");
        client.receive("1::/chat");
        client.receive("5::/chat:{\"name\":\"early\"}");
        client.receive("0::/chat");
        client.expectNothing();
        decision.tryEmitEmpty();

        client.expect("1::/chat");
        client.expectNothing();
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void areToldByANumberThatThereIsNoSuchNamespace() {
        TestFrameChannel client = LegacyClients.connect(server);

        client.receive("1::/unknown?x=1");
        client.receive("1::/" + "u".repeat(100_000));

        client.expect("7::/unknown:2");
        assertThat(client.next().asText()).startsWith("7::/uuu");
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void areInDynamicNamespacesWithoutTheQuery() {
        server.io.of(Pattern.compile("/room-\\d+"));
        TestFrameChannel client = LegacyClients.connect(server);

        client.receive("1::/room-7?x=1");

        client.expect("1::/room-7");
    }

    @Test
    void areRefusedByANumber() {
        server.io.of("/chat").use(socket -> Mono.error(new ConnectRejectedException("no", Map.of("why", "that"))));
        TestFrameChannel client = LegacyClients.connect(server);

        client.receive("1::/chat");

        client.expect("7::/chat:2");
        assertThat(client.isClosed()).isFalse();
        client.receive("1::");
        client.expect("1::");
    }

    @Test
    void haveNoConnectionWithoutTheMainNamespace() {
        server.io.use(socket -> Mono.error(new ConnectRejectedException("no")));

        TestFrameChannel client = LegacyClients.open(server);

        client.expect("7:::2");
        client.expectNothing();
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void leaveTheOthersWhenTheMainNamespaceRefusesThem() {
        Sinks.Empty<Void> decision = Sinks.empty();
        server.io.use(socket -> decision.asMono());
        tellOfTheEndIn("/chat");
        TestFrameChannel client = LegacyClients.open(server);
        LegacyClients.join(client, "/chat");

        decision.tryEmitError(new ConnectRejectedException("no"));

        client.expect("7:::2");
        assertThat(client.isClosed()).isTrue();
        assertThat(seen).containsExactly("/chat " + DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
    }

    @Test
    void leaveANamespace() {
        tellOfTheEndIn("/", "/chat");
        TestFrameChannel client = LegacyClients.connect(server);
        LegacyClients.join(client, "/chat");

        client.receive("0::/chat");
        client.receive("0::/chat");

        client.expectNothing();
        assertThat(client.isClosed()).isFalse();
        assertThat(seen).containsExactly("/chat " + DisconnectReason.CLIENT_NAMESPACE_DISCONNECT);
        LegacyClients.join(client, "/chat");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0::", "0"})
    void leaveAll(String farewell) {
        tellOfTheEndIn("/", "/chat");
        TestFrameChannel client = LegacyClients.connect(server);
        LegacyClients.join(client, "/chat");

        client.receive(farewell);

        client.expect("0::");
        client.expectNothing();
        assertThat(client.isClosed()).isTrue();
        assertThat(seen)
                .containsExactly(
                        "/ " + DisconnectReason.CLIENT_NAMESPACE_DISCONNECT,
                        "/chat " + DisconnectReason.CLIENT_NAMESPACE_DISCONNECT);
    }

    @Test
    void leaveAllThoughTheyAreNotInYet() {
        server.io.use(socket -> Mono.never());
        TestFrameChannel client = LegacyClients.open(server);

        client.receive("0::");

        client.expect("0::");
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void areSentAwayFromANamespace() {
        tellOfTheEndIn("/", "/chat");
        TestFrameChannel client = LegacyClients.connect(server);
        LegacyClients.join(client, "/chat");

        only("/chat").disconnect(false);

        client.expect("0::/chat");
        assertThat(client.isClosed()).isFalse();
        assertThat(seen).containsExactly("/chat " + DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void areSentAwayFromAllWithTheMainNamespace(boolean close) {
        tellOfTheEndIn("/", "/chat");
        TestFrameChannel client = LegacyClients.connect(server);
        LegacyClients.join(client, "/chat");

        only("/").disconnect(close);

        client.expect("0::");
        client.expectNothing();
        assertThat(client.isClosed()).isTrue();
        assertThat(seen)
                .containsExactly(
                        "/ " + DisconnectReason.SERVER_NAMESPACE_DISCONNECT,
                        "/chat " + DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
    }

    @Test
    void areSentAwayWhenTheyConnect() {
        server.io.onConnect(socket -> socket.disconnect(true));

        TestFrameChannel client = LegacyClients.open(server);

        client.expect("1::");
        client.expect("0::");
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void stayAsLongAsTheyAnswerHeartbeats() {
        TestFrameChannel client = LegacyClients.connect(server);

        for (int minute = 0; minute < 5; minute++) {
            server.advance(Duration.ofSeconds(25));
            client.expect("2::");
            client.receive("2::");
        }

        assertThat(client.isClosed()).isFalse();
        assertThat(server.io.sockets().sockets()).hasSize(1);
    }

    @Test
    void areInNoMoreNamespacesThanMayBe() {
        server.io.of(Pattern.compile("/\\d+"));
        TestFrameChannel client = LegacyClients.connect(server);

        for (int i = 0; i < 99; i++) {
            LegacyClients.join(client, "/" + i);
        }
        client.receive("1::/100");

        assertThat(client.isClosed()).isTrue();
    }
}
