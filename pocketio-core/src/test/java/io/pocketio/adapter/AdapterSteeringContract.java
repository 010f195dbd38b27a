package io.pocketio.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.protocol.Arguments;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Looking for sockets, steering them, and events between nodes, on a node that is alone. */
abstract class AdapterSteeringContract extends AdapterFixture {

    private List<String> found(BroadcastTarget target) {
        return Objects.requireNonNull(adapter.fetchSockets(target)
                .map(SocketDescriptor::id)
                .collectSortedList()
                .block(TIMEOUT));
    }

    @Test
    void findsAllSockets() {
        assertThat(found(BroadcastTarget.ALL)).containsExactly("ann", "bob", "cid");
    }

    @Test
    void findsTheSocketsOfATarget() {
        adapter.join(ann, "one");
        adapter.join(bob, "one");
        adapter.join(bob, "two");
        adapter.join(cid, "two");

        assertThat(found(to("one", "two"))).containsExactly("ann", "bob", "cid");
        assertThat(found(new BroadcastTarget(Set.of("one"), Set.of("two"), BroadcastFlags.NONE)))
                .containsExactly("ann");
        assertThat(found(to("nobody"))).isEmpty();
        assertThat(found(to("one").with(BroadcastFlags.NONE.local()))).containsExactly("ann", "bob");
    }

    @Test
    void describesWhatItFinds() {
        adapter.join(ann, "room");
        ann.data().put("role", "admin");

        SocketDescriptor found =
                Objects.requireNonNull(adapter.fetchSockets(to("ann")).blockLast(TIMEOUT));

        assertThat(found.id()).isEqualTo("ann");
        assertThat(found.rooms()).containsExactlyInAnyOrder("ann", "room");
        assertThat(found.data()).isEqualTo(Map.of("role", "admin"));
        assertThat(found.handshake().url()).startsWith("/socket.io/");
        assertThat(found.handshake().headers()).containsEntry("host", List.of("localhost"));
        assertThat(found.handshake().query()).containsEntry("EIO", "4");
        assertThat(found.handshake().address()).isEqualTo("127.0.0.1");
        assertThat(found.handshake().issued()).isEqualTo(1_700_000_000_000L);
    }

    @Test
    void looksForSocketsWhenItIsSubscribedTo() {
        var search = adapter.fetchSockets(to("room"));

        adapter.join(ann, "room");

        assertThat(Objects.requireNonNull(search.collectList().block(TIMEOUT))).hasSize(1);
    }

    @Test
    void makesSocketsJoin() {
        adapter.joinSockets(exceptFor("bob"), Set.of("one", "two"));

        eventually(() -> {
            assertThat(adapter.rooms(ann)).containsExactlyInAnyOrder("ann", "one", "two");
            assertThat(adapter.rooms(cid)).containsExactlyInAnyOrder("cid", "one", "two");
        });
        assertThat(adapter.rooms(bob)).containsExactly("bob");
    }

    @Test
    void makesSocketsJoinTheRoomThatLeavesThemOut() {
        adapter.join(ann, "room");

        adapter.joinSockets(exceptFor("room"), Set.of("room"));

        eventually(() ->
                assertThat(adapter.members("room").block(TIMEOUT)).containsExactlyInAnyOrder("ann", "bob", "cid"));
    }

    @Test
    void makesSocketsLeave() {
        for (String room : List.of("one", "two", "three")) {
            adapter.join(ann, room);
            adapter.join(bob, room);
        }

        adapter.leaveSockets(to("one"), Set.of("one", "two", "never joined"));

        eventually(() -> {
            assertThat(adapter.rooms(ann)).containsExactlyInAnyOrder("ann", "three");
            assertThat(adapter.rooms(bob)).containsExactlyInAnyOrder("bob", "three");
        });
    }

    @Test
    void steersNobodyInARoomThatDoesNotExist() {
        adapter.joinSockets(to("nobody"), Set.of("room"));
        adapter.leaveSockets(to("nobody"), Set.of("ann"));
        adapter.disconnectSockets(to("nobody"), true);
        adapter.joinSockets(to("cid"), Set.of("last"));

        eventually(() -> assertThat(adapter.rooms(cid)).contains("last"));
        assertThat(adapter.rooms(ann)).containsExactly("ann");
        assertThat(ann.isGone()).isFalse();
    }

    @Test
    void sendsSocketsAway() {
        adapter.join(ann, "room");
        adapter.join(bob, "room");

        adapter.disconnectSockets(new BroadcastTarget(Set.of("room"), Set.of("bob"), BroadcastFlags.NONE), false);
        adapter.disconnectSockets(to("cid"), true);

        eventually(() -> {
            assertThat(ann.received()).containsExactly("disconnected");
            assertThat(cid.received()).containsExactly("closed");
        });
        assertThat(bob.received()).isEmpty();
    }

    @Test
    void keepsServerSideEventsFromItsOwnNode() {
        adapter.serverSideEmit("ping", Arguments.of(1));
        adapter.broadcast(NEWS, BroadcastTarget.ALL);

        eventually(() -> assertThat(ann.received()).containsExactly("news"));
        assertThat(sockets.serverSideEvents()).isEmpty();
    }

    @Test
    void getsNoAnswerFromOtherNodesWhenItIsAlone() {
        sockets.answerServerSideEvents(Arguments.of("pong"));

        @Nullable
        List<Arguments> answers = adapter.serverSideEmitWithAck("ping", Arguments.of(1), TIMEOUT)
                .collectList()
                .block(TIMEOUT);

        assertThat(answers).isEmpty();
        assertThat(sockets.serverSideEvents()).isEmpty();
    }

    @Test
    void knowsThatItIsAlone() {
        assertThat(adapter.serverCount().block(TIMEOUT)).isEqualTo(1);
    }

    @Test
    void takesSocketsAgainAfterItWasClosed() {
        for (TestLocalSockets.TestLocalSocket socket : List.of(ann, bob, cid)) {
            sockets.disconnect(adapter, socket);
        }
        adapter.close();

        TestLocalSockets.TestLocalSocket dan = sockets.connect(adapter, "dan");
        adapter.join(dan, "room");
        adapter.broadcast(NEWS, to("room"));

        eventually(() -> assertThat(dan.received()).containsExactly("news"));
    }
}
