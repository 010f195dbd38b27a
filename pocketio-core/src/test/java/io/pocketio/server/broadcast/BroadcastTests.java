package io.pocketio.server.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.Broadcast;
import io.pocketio.Rooms;
import io.pocketio.SocketIoSocket;
import io.pocketio.adapter.RoomListener;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.server.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

class BroadcastTests {

    private final TestServer server = new TestServer();
    private TestFrameChannel ann;
    private TestFrameChannel bob;
    private TestFrameChannel cid;
    private SocketIoSocket annSocket;
    private SocketIoSocket bobSocket;
    private SocketIoSocket cidSocket;

    @BeforeEach
    void connectThree() {
        ann = server.open();
        annSocket = join(ann);
        bob = server.open();
        bobSocket = join(bob);
        cid = server.open();
        cidSocket = join(cid);
    }

    private SocketIoSocket join(TestFrameChannel client) {
        String id = TestServer.join(client, "/");
        return server.io.sockets().sockets().stream()
                .filter(socket -> socket.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static void assertReached(TestFrameChannel... clients) {
        for (TestFrameChannel client : clients) {
            client.expect("42[\"news\",1]");
        }
    }

    private void assertNobodyElse() {
        ann.expectNothing();
        bob.expectNothing();
        cid.expectNothing();
    }

    @Test
    void reachesAllSocketsOfTheNamespace() {
        server.io.of("/other");
        TestFrameChannel elsewhere = server.open();
        TestServer.join(elsewhere, "/other");

        server.io.emit("news", 1);

        assertReached(ann, bob, cid);
        elsewhere.expectNothing();
    }

    @Test
    void reachesTheMembersOfARoom() {
        annSocket.join("room");
        bobSocket.join("room");

        server.io.to("room").emit("news", 1);

        assertReached(ann, bob);
        assertNobodyElse();
    }

    @Test
    void reachesAMemberOfSeveralRoomsOnce() {
        annSocket.join("one", "two");
        bobSocket.join("two");

        server.io.to("one").in("two").emit("news", 1);

        assertReached(ann, bob);
        assertNobodyElse();
    }

    @Test
    void takesARoomThatIsNamedTwice() {
        annSocket.join("one");

        server.io.to("one", "one").emit("news", 1);

        assertReached(ann);
        assertNobodyElse();
    }

    @Test
    void leavesOutExceptedRooms() {
        annSocket.join("room");
        bobSocket.join("room", "quiet");

        server.io.to("room").except("quiet").emit("news", 1);

        assertReached(ann);
        assertNobodyElse();
    }

    @Test
    void reachesOneSocketByItsId() {
        server.io.to(bobSocket.id()).emit("news", 1);

        assertReached(bob);
        assertNobodyElse();
    }

    @Test
    void reachesAllButTheSender() {
        annSocket.broadcast().emit("news", 1);

        assertReached(bob, cid);
        assertNobodyElse();
    }

    @Test
    void reachesARoomButTheSender() {
        annSocket.join("room");
        bobSocket.join("room");

        annSocket.to("room").emit("news", 1);

        assertReached(bob);
        assertNobodyElse();
    }

    @Test
    void reachesAllButTheSenderAndARoom() {
        bobSocket.join("quiet");

        annSocket.except("quiet").emit("news", 1);

        assertReached(cid);
        assertNobodyElse();
    }

    @Test
    void reachesTheWritableWhenItIsVolatile() {
        bob.setWritable(false);

        server.io.sockets().asVolatile().emit("news", 1);

        assertReached(ann, cid);
        assertNobodyElse();
    }

    @Test
    void reachesAPollingClientThatWaits() {
        String waiting = server.connectPolling();
        TestServer.Poll poll = server.poll(waiting);
        String busy = server.connectPolling();

        server.io.sockets().asVolatile().emit("news", 1);

        assertThat(poll.body()).isEqualTo("42[\"news\",1]");
        assertThat(server.poll(busy).isParked()).isTrue();
    }

    @Test
    void reachesAnotherNamespace() {
        server.io.of("/other");
        TestFrameChannel elsewhere = server.open();
        TestServer.join(elsewhere, "/other");

        server.io.to("room").of("/other").emit("news", 1);

        elsewhere.expect("42/other,[\"news\",1]");
        assertNobodyElse();
    }

    @Test
    void sendsHeadAndAttachmentsTogether() {
        server.io.emit("news", new byte[] {1}, new byte[] {2});

        for (TestFrameChannel client : new TestFrameChannel[] {ann, bob, cid}) {
            client.expect("452-[\"news\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
            client.expect(new byte[] {1});
            client.expect(new byte[] {2});
        }
    }

    @Test
    void sharesOneFrameBetweenAllRecipients() {
        server.io.emit("news", 1);

        assertThat(ann.next()).isSameAs(bob.next());
    }

    @Test
    void doesNotChangeWhatItWasMadeFrom() {
        annSocket.join("room");
        Broadcast room = server.io.to("room");
        room.to(bobSocket.id());
        room.except("room");
        room.asVolatile();

        room.emit("news", 1);

        assertReached(ann);
        assertNobodyElse();
    }

    @Test
    void reachesNobodyWhoHasLeftTheRoom() {
        annSocket.join("room");
        bobSocket.join("room");
        annSocket.leave("room");

        server.io.to("room").emit("news", 1);

        assertReached(bob);
        assertNobodyElse();
    }

    @Test
    void goesOnWhenARecipientIsTooSlow() {
        ann.setPendingBytes(10L << 20);

        server.io.emit("news", 1);

        assertReached(bob, cid);
        assertThat(annSocket.isConnected()).isFalse();
    }

    @Test
    void letsRoomsBeAskedAndChanged() {
        Rooms rooms = server.io.rooms();
        rooms.join(annSocket.id(), "one", "two");
        rooms.join("nobody", "one");
        rooms.leave(annSocket.id(), "two");
        rooms.leave("nobody", "one");

        assertThat(rooms.members("one").block()).containsExactly(annSocket.id());
        assertThat(rooms.names().block())
                .containsExactlyInAnyOrder("one", annSocket.id(), bobSocket.id(), cidSocket.id());
        assertThat(annSocket.rooms()).isEqualTo(Set.of("one", annSocket.id()));
    }

    @Test
    void tellsListenersWhatHappensToRooms() {
        List<String> events = new ArrayList<>();
        Disposable listener = server.io.rooms().addListener(new RoomListener() {
            @Override
            public void created(String room) {
                events.add("created " + room);
            }

            @Override
            public void left(String room, String socketId) {
                events.add("left " + room);
            }
        });

        annSocket.join("room");
        bobSocket.join("room");
        annSocket.disconnect();
        listener.dispose();
        bobSocket.disconnect();

        assertThat(events).containsExactlyInAnyOrder("created room", "left room", "left " + annSocket.id());
    }

    @Test
    void keepsRoomsOfNamespacesApart() {
        annSocket.join("room");

        assertThat(server.io.rooms().of("/other").members("room").block()).isEmpty();
    }

    @Test
    void forgetsEverythingWhenAllHaveGone() {
        annSocket.join("room");
        for (TestFrameChannel client : new TestFrameChannel[] {ann, bob, cid}) {
            client.disconnect(null);
        }

        assertThat(server.io.rooms().names().block()).isEmpty();
        assertThat(server.io.sockets().sockets()).isEmpty();
        assertThat(server.io.engine().clientsCount()).isZero();
    }
}
