package io.pocketio.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.ConnectRejectedException;
import io.pocketio.Handshake;
import io.pocketio.SocketIoSocket;
import io.pocketio.engine.Admission;
import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.EngineSession;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.engine.TestRequests;
import io.pocketio.server.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** How clients of Socket.IO 1 and 2 come into namespaces. */
class EngineIo3ConnectTests {

    private final TestServer server = OlderClients.server();

    private SocketIoSocket only(String namespace) {
        assertThat(server.io.of(namespace).sockets()).hasSize(1);
        return server.io.of(namespace).sockets().iterator().next();
    }

    private Handshake handshakeIn(String namespace) {
        return only(namespace).handshake();
    }

    @Test
    void areRefusedUnlessTheyAreAllowed() {
        TestServer newest = new TestServer();

        assertThat(newest.io
                        .engine()
                        .admit(TestRequests.webSocket("EIO=3&transport=websocket"))
                        .block())
                .isInstanceOf(Admission.Refused.class);
    }

    @Test
    void areInTheMainNamespaceWithoutAsking() {
        List<String> connected = new ArrayList<>();
        server.io.onConnect(socket -> {
            connected.add(socket.id());
            socket.emit("hello");
        });
        List<String> sessions = new ArrayList<>();

        TestFrameChannel client = OlderClients.open(server);

        client.expect("40");
        client.expect("42[\"hello\"]");
        client.expectNothing();
        assertThat(connected).hasSize(1);
        assertThat(server.io.sockets().sockets()).extracting(SocketIoSocket::id).isEqualTo(connected);
        server.io.engine().close(session -> sessions.add(session.id()) && false);
        assertThat(sessions).isEqualTo(connected);
    }

    @Test
    void haveTheirSessionsIdBehindTheNameOfANamespace() {
        server.io.of("/chat");
        TestFrameChannel client = OlderClients.connect(server);

        OlderClients.join(client, "/chat");

        assertThat(only("/chat").id()).isEqualTo("/chat#" + only("/").id());
        assertThat(only("/chat").rooms()).containsExactly("/chat#" + only("/").id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "40/chat?token=x%20y%26z&a=1,",
                "40/chat?token=x%20y%26z&a=1",
                "40/chat?token=x+y%26z&a=1,",
            })
    void sayAQueryThatIsAuthAndQuery(String connect) {
        server.io.of("/chat");
        TestFrameChannel client = OlderClients.open(server, "&room=b&a=0");
        client.expect("40");

        client.receive(connect);

        client.expect("40/chat,");
        Handshake handshake = handshakeIn("/chat");
        assertThat(handshake.auth(Object.class)).isEqualTo(Map.of("token", "x y&z", "a", "1"));
        assertThat(handshake.auth("a", int.class)).isEqualTo(1);
        assertThat(handshake.auth("token", String.class)).isEqualTo("x y&z");
        assertThat(handshake.query())
                .isEqualTo(Map.of("EIO", "3", "transport", "websocket", "room", "b", "a", "1", "token", "x y&z"));
        assertThat(handshakeIn("/").auth(Object.class)).isEqualTo(Map.of());
        assertThat(handshakeIn("/").query()).containsEntry("a", "0").doesNotContainKey("token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"40/chat", "40/chat,", "40/chat?", "40/chat?,", "40/chat?&&,", "40/chat,{\"token\":\"x\"}"})
    void sayNothingForThemselvesWithoutAQuery(String connect) {
        server.io.of("/chat");
        TestFrameChannel client = OlderClients.connect(server);

        client.receive(connect);

        client.expect("40/chat,");
        assertThat(handshakeIn("/chat").auth(Object.class)).isEqualTo(Map.of());
        assertThat(handshakeIn("/chat").query()).isEqualTo(handshakeIn("/").query());
    }

    @Test
    void tellMiddlewaresOfTheirQuery() {
        List<Object> seen = new ArrayList<>();
        server.io
                .of("/chat")
                .use(socket -> Mono.fromRunnable(() -> {
                    seen.add(socket.handshake().auth("token", String.class));
                    seen.add(socket.handshake().query().get("token"));
                }));

        OlderClients.connect(server).receive("40/chat?token=%zz%C3%A9");

        assertThat(seen).containsExactly("%zzé", "%zzé");
    }

    @Test
    void areAskedForByTheNameOfADynamicNamespaceWithoutTheQuery() {
        server.io.of(Pattern.compile("/room-\\d+"));
        TestFrameChannel client = OlderClients.connect(server);

        client.receive("40/room-7?token=x,");

        client.expect("40/room-7,");
        assertThat(handshakeIn("/room-7").auth("token", String.class)).isEqualTo("x");
    }

    @Test
    void areToldOfANamespaceThatDoesNotExist() {
        TestFrameChannel client = OlderClients.connect(server);

        client.receive("40/unknown,");
        client.expect("44/unknown,\"Invalid namespace\"");
        client.receive("40/unknown?a=b");
        client.expect("44/unknown,\"Invalid namespace\"");

        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void areToldByAMessageThatTheyAreRefused() {
        server.io.of("/no").use(socket -> Mono.error(new ConnectRejectedException("den\"ied")));
        server.io.of("/broken").use(socket -> Mono.error(new IllegalStateException("not for clients")));
        TestFrameChannel client = OlderClients.connect(server);

        client.receive("40/no,");
        client.expect("44/no,\"den\\\"ied\"");
        client.receive("40/broken");
        client.expect("44/broken,\"Connection rejected\"");

        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void areToldTheDataOfARefusalAlone() {
        server.io.of("/no").use(socket -> Mono.error(new ConnectRejectedException("denied", Map.of("code", 7))));
        server.io.of("/text").use(socket -> Mono.error(new ConnectRejectedException("denied", "why")));
        server.io.of("/unwritable").use(socket -> Mono.error(new ConnectRejectedException("denied", new Object())));
        TestFrameChannel client = OlderClients.connect(server);

        client.receive("40/no,");
        client.expect("44/no,{\"code\":7}");
        client.receive("40/text,");
        client.expect("44/text,\"why\"");
        client.receive("40/unwritable,");
        client.expect("44/unwritable,\"denied\"");
    }

    @Test
    void mayBeRefusedInTheMainNamespaceAndJoinOthers() {
        server.io.sockets().use(socket -> Mono.error(new ConnectRejectedException("denied")));
        server.io.of("/chat");
        TestFrameChannel client = OlderClients.open(server);
        client.expect("44\"denied\"");

        OlderClients.join(client, "/chat");
        for (int i = 0; i < 3; i++) {
            server.advance(Duration.ofSeconds(25));
            client.receive("2");
            client.expect("3");
        }

        assertThat(client.isClosed()).isFalse();
        assertThat(server.io.sockets().sockets()).isEmpty();
    }

    @Test
    void areClosedWhenTheyAreInNoNamespaceInTime() {
        server.io.sockets().use(socket -> Mono.error(new ConnectRejectedException("denied")));
        TestFrameChannel client = OlderClients.open(server);
        client.expect("44\"denied\"");

        server.advance(Duration.ofSeconds(30));
        client.receive("2");
        client.expect("3");
        client.receive("40");
        client.expect("44\"denied\"");
        assertThat(client.isClosed()).isFalse();
        server.advance(Duration.ofSeconds(15).plusMillis(100));

        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void joinANamespaceWhileTheMainOneThinksStill() {
        Sinks.Empty<Void> verdict = Sinks.empty();
        server.io.sockets().use(socket -> verdict.asMono());
        server.io.of("/chat");
        TestFrameChannel client = OlderClients.open(server);
        client.expectNothing();

        client.receive("40/chat,");
        client.expect("40/chat,");
        client.receive("40");
        verdict.tryEmitEmpty();

        client.expect("40");
        client.expectNothing();
        assertThat(server.io.sockets().sockets()).hasSize(1);
    }

    @Test
    void mayAskAgainForWhatTheyHave() {
        List<String> calls = new ArrayList<>();
        server.io.onConnect(socket -> calls.add("main"));
        server.io.of("/chat").onConnect(socket -> calls.add("chat"));
        TestFrameChannel client = OlderClients.connect(server);
        OlderClients.join(client, "/chat");

        for (int i = 0; i < 1000; i++) {
            client.receive("40");
            client.receive("40/?a=b,");
            client.receive("40/chat");
            client.receive("40/chat?again=" + i);
        }

        client.expectNothing();
        assertThat(client.isClosed()).isFalse();
        assertThat(calls).containsExactly("main", "chat");
        assertThat(handshakeIn("/chat").auth(Object.class)).isEqualTo(Map.of());
    }

    @Test
    void mayAskAgainForWhatIsLookedForStill() {
        Sinks.One<Boolean> verdict = Sinks.one();
        server.io.of((name, handshake) -> verdict.asMono());
        TestFrameChannel client = OlderClients.connect(server);

        client.receive("40/slow?first=1,");
        client.receive("40/slow?second=2,");
        verdict.tryEmitValue(true);

        client.expect("40/slow,");
        client.expectNothing();
        assertThat(handshakeIn("/slow").auth(Object.class)).isEqualTo(Map.of("first", "1"));
    }

    @Test
    void comeBackIntoANamespaceThatTheyHaveLeft() {
        server.io.of("/chat");
        TestFrameChannel client = OlderClients.connect(server);
        OlderClients.join(client, "/chat");
        String before = only("/chat").id();

        client.receive("41/chat");
        assertThat(server.io.of("/chat").sockets()).isEmpty();
        OlderClients.join(client, "/chat");
        client.receive("41");
        client.receive("40");
        client.expect("40");

        assertThat(only("/chat").id()).isEqualTo(before);
        assertThat(server.io.sockets().sockets()).hasSize(1);
    }

    @Test
    void areClosedForWhatNewerOnesAreClosedFor() {
        server.io.of("/chat");
        for (String packet :
                List.of("42/chat,[\"a\"]", "42/chat?a=b,[\"a\"]", "41/chat?a=b", "44{}", "40{]", "40?a=b", "47")) {
            TestFrameChannel client = OlderClients.connect(server);

            client.receive(packet);

            assertThat(client.isClosed()).as(packet).isTrue();
        }
        assertThat(server.io.sockets().sockets()).isEmpty();
    }

    @Test
    void mayBeInSoManyNamespacesAndNoMore() {
        TestServer small = OlderClients.server(settings -> settings.maxNamespacesPerConnection(2));
        small.io.of("/a");
        small.io.of("/b");
        TestFrameChannel client = OlderClients.connect(small);
        OlderClients.join(client, "/a");

        client.receive("40/b,");

        assertThat(client.isClosed()).isTrue();
        assertThat(small.io.sockets().sockets()).isEmpty();
    }

    @Test
    void maySayOnlySoMuchForThemselves() {
        TestServer small = new TestServer(settings ->
                settings.engine(EngineOptions.of(o -> o.allowOlderClients(true).maxHttpBufferSize(10_000))));
        TestFrameChannel client = OlderClients.connect(small);
        small.io.of("/few");
        small.io.of("/many");
        StringBuilder pairs = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            pairs.append(i).append('&');
        }

        client.receive("40/few?" + "x".repeat(2000));
        client.expect("40/few,");
        client.receive("40/many?" + pairs);

        assertThat(client.isClosed()).isTrue();
        assertThat(small.io.of("/many").sockets()).isEmpty();
    }

    @Test
    void cannotMakeTheServerSlowByTheNamesInAQuery() {
        server.io.of("/chat");
        TestFrameChannel client = OlderClients.connect(server);
        StringBuilder query = new StringBuilder("40/chat?");
        for (int i = 0; i < 4096; i++) { // "Aa" and "BB" have one hash, and so has all that is made of them
            for (int bit = 0; bit < 12; bit++) {
                query.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            query.append('&');
        }

        client.receive(query.toString());

        client.expect("40/chat,");
        Map<?, ?> auth = Objects.requireNonNull(handshakeIn("/chat").auth(Map.class));
        assertThat(auth).hasSize(1000);
        assertThat(handshakeIn("/chat").query()).hasSize(1002);
    }

    @Test
    void areGoneWithTheirSession() {
        List<String> reasons = new ArrayList<>();
        server.io.onConnect(socket -> socket.onDisconnect(reason -> reasons.add(reason.wireName())));
        TestFrameChannel client = OlderClients.connect(server);

        client.disconnect(null);

        assertThat(reasons).containsExactly("transport close");
        assertThat(server.io.sockets().sockets()).isEmpty();
    }

    @Test
    void mayBeSentAwayWhileTheyAreConnecting() {
        server.io.onConnect(socket -> socket.disconnect(true));

        TestFrameChannel client = OlderClients.open(server);

        client.expect("40");
        client.expect("41");
        assertThat(client.isClosed()).isTrue();
        assertThat(server.io.sockets().sockets()).isEmpty();
    }

    @Test
    void areNotNamedInTheLogByWhatIsASecret() {
        server.io.of("/chat");
        TestFrameChannel client = OlderClients.connect(server);
        OlderClients.join(client, "/chat");
        String secret = only("/").id();

        for (String namespace : List.of("/", "/chat")) {
            assertThat(only(namespace).toString())
                    .isEqualTo("namespace=" + namespace + ", sid=" + secret.substring(0, 6) + "…");
        }
    }

    @Test
    void areKnownToTheEngineByTheIdOfTheirSocket() {
        OlderClients.connect(server);
        List<EngineSession> sessions = new ArrayList<>();

        server.io.engine().close(session -> {
            sessions.add(session);
            return false;
        });

        assertThat(sessions)
                .extracting(EngineSession::id)
                .containsExactly(only("/").id());
    }
}
