package io.pocketio.server.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.server.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectTests {

    private final TestServer server = new TestServer();

    @Test
    void keepsNoMoreThanSoMuchAuthForOneConnection() {
        TestServer small =
                new TestServer(settings -> settings.engine(EngineOptions.of(o -> o.maxHttpBufferSize(1000))));
        TestFrameChannel client = small.open();
        for (String name : List.of("/a", "/b", "/c")) {
            small.io.of(name);
            client.receive("40" + name + ",{\"a\":\"" + "x".repeat(900) + "\"}");
        }

        assertThat(client.next().asText()).startsWith("40/a,");
        assertThat(client.next().asText()).startsWith("40/b,");
        assertThat(client.isClosed()).isTrue();
        assertThat(small.io.of("/a").sockets()).isEmpty();
    }

    @Test
    void repliesWithAnIdOfTheSocketsOwn() {
        TestFrameChannel client = server.open();

        String id = TestServer.join(client, "/");

        assertThat(id).hasSize(20);
        assertThat(server.socket().id()).isEqualTo(id);
        client.expectNothing();
    }

    @Test
    void givesEachNamespaceOfAConnectionAnIdOfItsOwn() {
        server.io.of("/admin");
        TestFrameChannel client = server.connect();

        String admin = TestServer.join(client, "/admin");

        assertThat(admin).isNotEqualTo(server.socket().id());
    }

    @Test
    void refusesAnUnknownNamespace() {
        TestFrameChannel client = server.open();

        client.receive("40/unk,");

        client.expect("44/unk,{\"message\":\"Invalid namespace\"}");
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void takesANamespaceWithoutAComma() {
        server.io.of("/foo");
        TestFrameChannel client = server.open();

        client.receive("40/foo");

        assertThat(client.next().asText()).startsWith("40/foo,{\"sid\":\"");
    }

    @Test
    void takesTheNameOfANamespaceVerbatim() {
        server.io.of("/x");
        TestFrameChannel client = server.open();

        client.receive("40/x?a=b,");

        client.expect("44/x?a=b,{\"message\":\"Invalid namespace\"}");
    }

    @Test
    void addsTheSlashThatANameOfANamespaceLacks() {
        assertThat(server.io.of("chat")).isSameAs(server.io.of("/chat"));
        assertThat(server.io.of("")).isSameAs(server.io.sockets());
        assertThat(server.io.of("chat").name()).isEqualTo("/chat");
    }

    @Test
    void handsAuthToTheApplication() {
        List<Object> auths = new ArrayList<>();
        server.io.onConnect(socket -> auths.add(socket.handshake().auth(Map.class)));

        server.open().receive("40{\"token\":\"abc\"}");

        assertThat(auths).containsExactly(Map.of("token", "abc"));
    }

    @Test
    void takesAbsentAuthForAnEmptyObject() {
        List<Object> auths = new ArrayList<>();
        server.io.onConnect(socket -> auths.add(socket.handshake().auth(Map.class)));

        server.open().receive("40");

        assertThat(auths).containsExactly(Map.of());
    }

    @Test
    void joinsTheOwnIdRoomBeforeConnectHandlersRun() {
        List<Object> rooms = new ArrayList<>();
        server.io.onConnect(socket -> rooms.add(socket.rooms().equals(java.util.Set.of(socket.id()))));

        server.connect();

        assertThat(rooms).containsExactly(true);
    }

    @Test
    void tellsTheClientThatItIsConnectedBeforeConnectHandlersEmit() {
        server.io.onConnect(socket -> socket.emit("hello"));
        TestFrameChannel client = server.open();

        client.receive("40");

        assertThat(client.next().asText()).startsWith("40{");
        client.expect("42[\"hello\"]");
    }

    @Test
    void callsConnectHandlersInTheOrderOfRegistration() {
        List<String> calls = new ArrayList<>();
        server.io.onConnect(socket -> calls.add("first"));
        server.io.onConnect(socket -> calls.add("second"));

        server.connect();

        assertThat(calls).containsExactly("first", "second");
    }

    @Test
    void takesAnEventRightBehindConnect() {
        List<String> calls = new ArrayList<>();
        server.io.onConnect(socket -> socket.on("a", (arguments, ack) -> calls.add("a")));
        TestFrameChannel client = server.open();

        client.receive("40");
        client.receive("42[\"a\"]");

        assertThat(calls).containsExactly("a");
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void closesOnASecondConnect() {
        TestFrameChannel client = server.connect();

        client.receive("40");

        assertThat(client.isClosed()).isTrue();
        assertThat(server.io.sockets().sockets()).isEmpty();
    }

    @Test
    void closesOnAPacketForANamespaceThatIsNotJoined() {
        server.io.of("/admin");
        TestFrameChannel client = server.connect();

        client.receive("42/admin,[\"a\"]");

        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void closesOnAPacketBeforeConnect() {
        TestFrameChannel client = server.open();

        client.receive("42[\"a\"]");

        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void closesOnAConnectErrorFromTheClient() {
        TestFrameChannel client = server.connect();

        client.receive("44{\"message\":\"x\"}");

        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void closesAConnectionThatJoinsNoNamespaceInTime() {
        TestFrameChannel client = server.open();

        server.advance(Duration.ofSeconds(30));
        client.receive("3");
        server.advance(Duration.ofMillis(14_900));
        assertThat(client.isClosed()).isFalse();
        server.advance(Duration.ofMillis(200));

        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void isNotKeptOpenByConnectsThatFail() {
        TestFrameChannel client = server.open();
        server.advance(Duration.ofSeconds(20));
        client.receive("40/unk,");
        client.receive("3");

        server.advance(Duration.ofSeconds(20));
        client.receive("3");
        server.advance(Duration.ofSeconds(6));

        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void staysOpenOnceItHasJoinedANamespace() {
        TestFrameChannel client = server.connect();

        client.receive("41");
        for (int i = 0; i < 5; i++) {
            server.advance(Duration.ofSeconds(25));
            client.receive("3");
        }

        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void connectsAgainAfterALeave() {
        TestFrameChannel client = server.connect();
        String before = server.socket().id();
        client.receive("41");

        String after = TestServer.join(client, "/");

        assertThat(after).isNotEqualTo(before);
    }

    @Test
    void closesAConnectionThatWantsTooManyNamespaces() {
        TestServer small = new TestServer(settings -> settings.maxNamespacesPerConnection(2));
        small.io.of("/a");
        small.io.of("/b");
        TestFrameChannel client = small.connect();
        TestServer.join(client, "/a");

        client.receive("40/b,");

        assertThat(client.isClosed()).isTrue();
        assertThat(small.io.sockets().sockets()).isEmpty();
    }

    @Test
    void countsOnlyNamespacesThatAConnectionIsStillIn() {
        TestServer small = new TestServer(settings -> settings.maxNamespacesPerConnection(1));
        small.io.of("/a");
        TestFrameChannel client = small.connect();
        client.receive("41");

        TestServer.join(client, "/a");

        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void keepsNamespacesOfAConnectionApart() {
        List<String> events = new ArrayList<>();
        server.io.onConnect(socket -> socket.on("a", (arguments, ack) -> events.add("main")));
        server.io.of("/admin").onConnect(socket -> socket.on("a", (arguments, ack) -> events.add("admin")));
        TestFrameChannel client = server.connect();
        TestServer.join(client, "/admin");

        client.receive("42/admin,[\"a\"]");
        client.receive("41/admin,");
        client.receive("42[\"a\"]");

        assertThat(events).containsExactly("admin", "main");
        assertThat(server.io.of("/admin").sockets()).isEmpty();
    }
}
