package io.pocketio.server.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pocketio.AckTimeoutException;
import io.pocketio.Broadcast;
import io.pocketio.Handshake;
import io.pocketio.MissingAcksException;
import io.pocketio.RemoteSocket;
import io.pocketio.SocketDisconnectedException;
import io.pocketio.SocketIoSocket;
import io.pocketio.adapter.LinkedAdapter;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.server.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Looking for sockets and steering them, on the own node and on another one. */
class SteeringTests {

    private final LinkedAdapter.Link link = new LinkedAdapter.Link();
    private final TestServer here = new TestServer(settings -> settings.adapter(link.adapters()));
    private final TestServer there = new TestServer(settings -> settings.adapter(link.adapters()));
    private final TestFrameChannel ann = here.connect();
    private final SocketIoSocket annSocket = here.socket();
    private final TestFrameChannel bob = there.open();
    private final String bobId = joinWithAuth(bob);
    private final SocketIoSocket bobSocket = there.socket();
    private final List<Object> results = new ArrayList<>();

    private static String joinWithAuth(TestFrameChannel client) {
        client.receive("40{\"token\":\"t\"}");
        return TestServer.sid(client.next().asText());
    }

    private List<RemoteSocket> fetch(Broadcast broadcast) {
        return Objects.requireNonNull(broadcast.fetchSockets().collectList().block());
    }

    private RemoteSocket remoteBob() {
        return Objects.requireNonNull(here.io.to(bobId).fetchSockets().blockLast());
    }

    private void subscribe(Mono<?> result) {
        result.subscribe(value -> results.add("answer"), results::add);
    }

    @Test
    void findsSocketsOfAllNodes() {
        assertThat(fetch(here.io.sockets()))
                .extracting(RemoteSocket::id)
                .containsExactlyInAnyOrder(annSocket.id(), bobId);
        assertThat(fetch(here.io.local())).extracting(RemoteSocket::id).containsExactly(annSocket.id());
        assertThat(fetch(here.io.except(bobId))).extracting(RemoteSocket::id).containsExactly(annSocket.id());
        assertThat(fetch(annSocket.broadcast())).extracting(RemoteSocket::id).containsExactly(bobId);
    }

    @Test
    void describesASocketOfAnotherNode() {
        bobSocket.join("room");
        bobSocket.data().put("role", "admin");

        RemoteSocket found = remoteBob();

        assertThat(found.rooms()).containsExactlyInAnyOrder(bobId, "room");
        assertThat(found.data()).isEqualTo(Map.of("role", "admin"));
        Handshake handshake = found.handshake();
        assertThat(handshake.url()).isEqualTo(bobSocket.handshake().url());
        assertThat(handshake.query()).containsEntry("transport", "websocket");
        assertThat(handshake.headers()).isEqualTo(bobSocket.handshake().headers());
        assertThat(handshake.auth("token", String.class)).isEqualTo("t");
        assertThat(handshake.time()).isEqualTo(bobSocket.handshake().time());
        assertThat(handshake.secure()).isFalse();
        assertThat(handshake.principal()).isNull();
        assertThat(handshake.context().isEmpty()).isTrue();
    }

    @Test
    void givesTheHandshakeItselfOfASocketOfItsNode() {
        assertThat(fetch(here.io.local()).get(0).handshake()).isSameAs(annSocket.handshake());
    }

    @Test
    void givesASnapshot() {
        bobSocket.data().put("role", "admin");
        RemoteSocket found = remoteBob();

        bobSocket.join("later");
        bobSocket.data().put("role", "user");

        assertThat(found.rooms()).containsExactly(bobId);
        assertThat(found.data()).isEqualTo(Map.of("role", "admin"));
        assertThatThrownBy(() -> found.data().put("a", 1)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void looksWhenItIsSubscribedTo() {
        var search = here.io.to("room").fetchSockets();

        bobSocket.join("room");

        assertThat(search.count().block()).isEqualTo(1);
    }

    @Test
    void steersWhatItFound() {
        RemoteSocket found = remoteBob();

        found.join("one", "two");
        found.leave("one");

        assertThat(bobSocket.rooms()).containsExactlyInAnyOrder(bobId, "two");
        found.disconnect();
        bob.expect("41");
        assertThat(bobSocket.isConnected()).isFalse();
        assertThat(bob.isClosed()).isFalse();
    }

    @Test
    void closesTheConnectionOfWhatItFound() {
        remoteBob().disconnect(true);

        bob.expect("41");
        assertThat(bob.isClosed()).isTrue();
    }

    @Test
    void sendsToWhatItFound() {
        RemoteSocket found = remoteBob();

        found.emit("news", 1);
        found.asVolatile().compress(false).emit("news", 2);
        bob.setWritable(false);
        found.asVolatile().emit("news", 3);

        bob.expect("42[\"news\",1]");
        assertThat(bob.next().isCompressible()).isFalse();
        bob.expectNothing();
        ann.expectNothing();
    }

    @Test
    void asksWhatItFound() {
        remoteBob().emitWithAck("ask", "x").subscribe(answer -> results.add(answer.get(0, String.class)));
        bob.expect("420[\"ask\",\"x\"]");

        bob.receive("430[\"b\",\"more\"]");

        assertThat(results).containsExactly("b");
    }

    @Test
    void failsWhenWhatItFoundDoesNotAnswerInTime() {
        subscribe(remoteBob().timeout(Duration.ofSeconds(1)).emitWithAck("ask"));

        here.advance(Duration.ofMillis(1100));

        assertThat(results).singleElement().isExactlyInstanceOf(AckTimeoutException.class);
    }

    @Test
    void failsWhenWhatItFoundGoes() {
        RemoteSocket found = remoteBob();
        subscribe(found.emitWithAck("ask"));
        bob.disconnect(null);
        subscribe(found.emitWithAck("ask"));
        found.emit("news");
        found.join("room");

        assertThat(results)
                .hasSize(2)
                .allSatisfy(failure -> assertThat(failure).isInstanceOf(SocketDisconnectedException.class));
    }

    @Test
    void makesSocketsJoinAndLeave() {
        here.io.socketsJoin("one", "two", "two");
        here.io.to("one").socketsLeave("two");
        here.io.local().socketsJoin("local");

        assertThat(annSocket.rooms()).containsExactlyInAnyOrder(annSocket.id(), "one", "local");
        assertThat(bobSocket.rooms()).containsExactlyInAnyOrder(bobId, "one");
        assertThat(here.io.rooms().members("one").block()).containsExactlyInAnyOrder(annSocket.id(), bobId);
    }

    @Test
    void sendsSocketsAwayBehindWhatTheyWereSent() {
        here.io.emit("bye");
        here.io.disconnectSockets();
        here.io.emit("too late");

        for (TestFrameChannel client : List.of(ann, bob)) {
            client.expect("42[\"bye\"]");
            client.expect("41");
            client.expectNothing();
            assertThat(client.isClosed()).isFalse();
        }
        assertThat(here.io.sockets().sockets()).isEmpty();
    }

    @Test
    void sendsSomeSocketsAway() {
        bobSocket.join("room");

        here.io.to("room").disconnectSockets(true);

        bob.expect("41");
        assertThat(bob.isClosed()).isTrue();
        assertThat(annSocket.isConnected()).isTrue();
    }

    @Test
    void gathersAnswersOfTwoNodes() {
        here.io
                .timeout(Duration.ofSeconds(1))
                .emitWithAck("ask")
                .subscribe(
                        reply -> results.add(String.valueOf(reply.socketId())),
                        results::add,
                        () -> results.add("completed"));

        bob.receive("430[]");
        ann.receive("430[]");

        assertThat(results).containsExactly("null", annSocket.id(), "completed");
    }

    @Test
    void countsWhoIsMissingOnAnotherNode() {
        here.io.timeout(Duration.ofSeconds(1)).emitWithAck("ask").subscribe(reply -> {}, results::add);
        ann.receive("430[]");

        here.advance(Duration.ofMillis(1100));

        MissingAcksException missing = (MissingAcksException) results.get(0);
        assertThat(missing.answered()).containsExactly(annSocket.id());
        assertThat(missing.missing()).isEmpty();
        assertThat(missing.missingCount()).isEqualTo(1);
    }

    @Test
    void gathersAnswersOfItsNodeWhenItIsLocal() {
        here.io.local().emitWithAck("ask").subscribe(reply -> {}, results::add, () -> results.add("completed"));

        ann.receive("430[]");

        assertThat(results).containsExactly("completed");
        bob.expectNothing();
    }
}
