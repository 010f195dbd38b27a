package io.pocketio.server.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.DisconnectReason;
import io.pocketio.RecoveryAttempt;
import io.pocketio.SocketIoSocket;
import io.pocketio.adapter.RecoveryLimits;
import io.pocketio.adapter.RecoveryOutcome;
import io.pocketio.engine.EngineOptions;
import io.pocketio.lane.SerialLane;
import io.pocketio.server.TestServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Clients that lose their node, or their connection to it, and come back by another one. */
class StreamsRecoveryTests {

    private final StreamNodes nodes = new StreamNodes();
    private final TestServer first = nodes.node();
    private final TestServer second = nodes.node();

    private RecoveringClient connect(TestServer node) {
        return new RecoveringClient(node).connect();
    }

    @Test
    void appendsTheIdOfTheEntryToEachPlainEvent() {
        RecoveringClient client = connect(first);

        second.io.emit("a", 1);
        first.socket().emit("b");

        List<String> ids = nodes.store.ids().stream().map(String::valueOf).toList();
        client.channel.expect("42[\"a\",1,\"" + ids.get(0) + "\"]");
        client.channel.expect("42[\"b\",\"" + ids.get(1) + "\"]");
    }

    @Test
    void givesTheClientItsSessionAndWhatItMissedOnAnotherNode() {
        RecoveringClient client = connect(first);
        first.socket().join("room");
        first.socket().data().put("user", "ann");
        String sid = client.sid;
        String pid = client.pid;
        second.io.emit("seen", 1);
        client.receive().cut();

        first.io.emit("all", 2);
        second.io.to("room").emit("room", 3);
        first.io.to("elsewhere").emit("other", 4);
        second.io.except("room").emit("not for the room", 5);
        second.io.to(String.valueOf(sid)).emit("own", 6);
        client.to(second).connect();

        assertThat(client.recovered).isTrue();
        assertThat(client.sid).isEqualTo(sid);
        assertThat(client.pid).isEqualTo(pid);
        assertThat(client.events).containsExactly("[\"seen\",1]", "[\"all\",2]", "[\"room\",3]", "[\"own\",6]");
        assertThat(second.socket().recovered()).isTrue();
        assertThat(second.socket().rooms()).containsExactlyInAnyOrder("room", sid);
        assertThat(second.socket().data()).containsEntry("user", "ann");
        assertThat(nodes.attempts).containsExactly(new RecoveryAttempt("/", sid, RecoveryOutcome.RECOVERED, 3));
        first.io.emit("behind", 7);
        assertThat(client.receive().events).hasSize(5).endsWith("[\"behind\",7]");
    }

    /** Its connection is not known to have gone: for the cluster it is as if the node had. */
    @Test
    void bringsAClientBackWhoseNodeSaysNothing() {
        RecoveringClient client = connect(first);
        List<DisconnectReason> ended = new ArrayList<>();
        first.socket().onDisconnect(ended::add);
        first.socket().join("room");
        first.socket().data().put("user", "ann");
        nodes.tick();
        first.io.emit("seen", 1);
        client.receive();
        second.io.to("room").emit("missed", 2);

        client.to(second).connect();
        second.io.emit("behind", 3);
        client.receive();

        assertThat(client.recovered).isTrue();
        assertThat(client.events).containsExactly("[\"seen\",1]", "[\"missed\",2]", "[\"behind\",3]");
        assertThat(second.socket().data()).containsEntry("user", "ann");
        assertThat(second.socket().rooms()).contains("room");
        assertThat(first.io.sockets().sockets()).isEmpty();
        assertThat(ended).containsExactly(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
        nodes.tick();
        client.cut();
        client.to(first).connect();
        assertThat(client.recovered).isTrue();
        assertThat(client.events).hasSize(3);
    }

    @Test
    void keepsWhatAnEarlierNodeMayNotOverwrite() {
        StreamNodes.Reading behind = nodes.new Reading();
        TestServer slow = nodes.node(behind, builder -> {});
        RecoveringClient client = connect(slow);
        nodes.tick();
        behind.hold();
        client.to(first).connect();
        assertThat(client.recovered).isTrue();
        first.socket().join("room");
        nodes.tick();

        slow.socket().join("stale");
        nodes.tick();
        behind.release();

        assertThat(slow.io.sockets().sockets()).isEmpty();
        client.cut().to(second).connect();
        assertThat(client.recovered).isTrue();
        assertThat(second.socket().rooms()).containsExactlyInAnyOrder("room", client.sid);
    }

    @Test
    void doesNotBringBackWhoWasSentAway() {
        RecoveringClient client = connect(first);
        nodes.tick();
        assertThat(nodes.store.values()).hasSize(1);

        first.socket().disconnect();
        client.to(second).connect();

        assertThat(client.recovered).isFalse();
        assertThat(nodes.lastOutcome()).isEqualTo(RecoveryOutcome.UNKNOWN_SESSION);
    }

    @Test
    void doesNotBringBackWhoHasLeft() {
        RecoveringClient client = connect(first);
        client.channel.receive("41");

        assertThat(nodes.store.values()).isEmpty();
    }

    /** As on one node: who comes last with the secret has the session. */
    @Test
    void givesASessionToOneAtATime() {
        RecoveringClient client = connect(first);
        RecoveringClient other = new RecoveringClient(second);
        other.pid = client.pid;

        other.connect();

        assertThat(other.recovered).isTrue();
        assertThat(first.io.sockets().sockets()).isEmpty();
        assertThat(nodes.store.values()).hasSize(1);
    }

    @Test
    void refusesOffsetsThatAreNone() {
        for (String offset : List.of("", "abc", "1-1-1", "-1", "99999999999999999999-0", "1", "9999999999999-0")) {
            RecoveringClient client = connect(first);
            first.io.emit("an event");
            client.receive().cut();
            client.offset = offset;

            client.to(second).connect();

            assertThat(client.recovered).as(offset).isFalse();
            assertThat(nodes.lastOutcome()).as(offset).isEqualTo(RecoveryOutcome.UNKNOWN_OFFSET);
            client.cut();
        }
    }

    @Test
    void recoversAClientThatHasReceivedNothingYet() {
        first.io.emit("before", 0);
        RecoveringClient client = connect(first);
        client.cut();
        second.io.emit("missed", 1);

        client.to(second).connect();

        assertThat(client.recovered).isTrue();
        assertThat(client.events).containsExactly("[\"missed\",1]");
    }

    @Test
    void doesNotBringBackWhatIsNotKeptAnyMore() {
        StreamNodes.Reading all = nodes.new Reading();
        TestServer node = nodes.node(all, builder -> {});
        RecoveringClient client = connect(node);
        node.io.emit("seen");
        client.receive().cut();
        for (int i = 0; i < 10_001; i++) {
            node.io.to("elsewhere").emit("event");
        }
        nodes.store.trim(10_000);

        node.io.emit("missed");
        client.to(second).connect();

        assertThat(nodes.lastOutcome()).isEqualTo(RecoveryOutcome.OFFSET_TOO_OLD);
    }

    @Test
    void findsInRedisWhatIsNotInMemory() {
        nodes.limits = new RecoveryLimits(StreamNodes.AWAY, StreamNodes.AWAY, 2, 1 << 24, 10_000);
        TestServer forgetful = nodes.node();
        RecoveringClient client = connect(first);
        first.io.emit("seen");
        client.receive().cut();
        IntStream.range(0, 2_500).forEach(i -> second.io.emit("missed", i));

        client.to(forgetful).connect();
        second.io.emit("behind");
        client.receive();

        assertThat(client.recovered).isTrue();
        assertThat(client.events)
                .hasSize(2_502)
                .startsWith("[\"seen\"]", "[\"missed\",0]")
                .endsWith("[\"behind\"]");
        assertThat(client.events).doesNotHaveDuplicates();
    }

    /** A node that came later has not read what was sent before. */
    @Test
    void findsInRedisWhatWasSentBeforeItCame() {
        RecoveringClient client = connect(first);
        first.io.emit("seen");
        client.receive().cut();
        first.io.emit("missed");

        client.to(nodes.node()).connect();

        assertThat(client.recovered).isTrue();
        assertThat(client.events).containsExactly("[\"seen\"]", "[\"missed\"]");
    }

    /** While the session is being written. */
    @Test
    void keepsRoomsThatAreJoinedMeanwhile() {
        RecoveringClient client = connect(first);
        SocketIoSocket socket = first.socket();
        socket.data().put("joins", new JoiningWhenWritten(socket));
        nodes.tick();
        nodes.tick();

        client.to(second).connect();

        assertThat(second.socket().rooms()).contains("joined meanwhile");
    }

    /** Public for the mapper. */
    public static final class JoiningWhenWritten {

        private final SocketIoSocket socket;

        JoiningWhenWritten(SocketIoSocket socket) {
            this.socket = socket;
        }

        public String getText() {
            socket.join("joined meanwhile");
            return "";
        }
    }

    /** Its stream is read already, for another namespace. */
    @Test
    void findsInRedisWhatWasSentBeforeItsNamespaceCame() {
        first.io.of("/late");
        RecoveringClient client = new RecoveringClient(first, "/late").connect();
        first.io.of("/late").emit("seen");
        client.receive().cut();
        first.io.of("/late").emit("missed");

        second.io.of("/late");
        client.to(second).connect();
        first.io.of("/late").emit("behind");

        assertThat(client.receive().recovered).isTrue();
        assertThat(client.events).containsExactly("[\"seen\"]", "[\"missed\"]", "[\"behind\"]");
    }

    @Test
    void triesAgainToKeepASessionWhenRedisDoesNotAnswer() {
        RecoveringClient client = connect(first);
        nodes.tick();
        nodes.store.down(true);
        for (int i = 0; i < 20; i++) {
            first.socket().join("room " + i);
            nodes.tick();
        }
        nodes.store.down(false);

        nodes.clock.advanceTimeBy(Duration.ofSeconds(3));
        client.to(second).connect();

        assertThat(client.recovered).isTrue();
        assertThat(second.socket().rooms()).hasSize(21).contains("room 19");
    }

    /** Whom nothing was sent has missed nothing, however much was sent to others. */
    @Test
    void bringsBackWhoHasMissedNothing() {
        RecoveringClient client = connect(first);
        first.io.emit("seen");
        client.receive();
        IntStream.range(0, 10_001).forEach(i -> first.io.to("elsewhere").emit("event"));
        nodes.store.trim(10_000);
        client.cut();

        client.to(second).connect();

        assertThat(client.recovered).isTrue();
    }

    @Test
    void doesNotSendMoreThanMayWait() {
        TestServer small = nodes.node(
                nodes.new Reading(),
                builder -> builder.engine(EngineOptions.of(options -> options.maxOutboundBuffer(10_000))));
        RecoveringClient client = connect(first);
        client.cut();
        first.io.emit("large", "x".repeat(10_000));

        client.to(small).connect();

        assertThat(nodes.lastOutcome()).isEqualTo(RecoveryOutcome.TOO_MUCH_MISSED);
    }

    @Test
    void keepsOneOrderOnAllNodes() {
        StreamNodes.Reading reading = nodes.new Reading();
        TestServer slow = nodes.node(reading, builder -> {});
        RecoveringClient one = connect(first);
        RecoveringClient other = connect(slow);

        reading.hold();
        slow.io.emit("a");
        nodes.append("3", "{'packet':{'type':2,'data':['b']},'opts':{'rooms':[],'except':[],'flags':{}}}");
        slow.io.emit("c");
        reading.release();

        assertThat(one.receive().events).containsExactly("[\"a\"]", "[\"b\"]", "[\"c\"]");
        assertThat(other.receive().events).containsExactly("[\"a\"]", "[\"b\"]", "[\"c\"]");
    }

    @Test
    void steersSocketsInTheOrderOfWhatTheyAreSent() {
        RecoveringClient client = connect(first);

        first.io.socketsJoin("room");
        first.io.to("room").emit("in");
        first.io.socketsLeave("room");
        first.io.to("room").emit("out");
        first.io.emit("bye");
        first.io.disconnectSockets();

        assertThat(client.receive().events).containsExactly("[\"in\"]", "[\"bye\"]");
        assertThat(first.io.sockets().sockets()).isEmpty();
    }

    /** The node by which a client comes back has not read yet what the client has got from another. */
    @Test
    void sendsNothingTwiceWhereTheReaderIsBehind() {
        StreamNodes.Reading reading = nodes.new Reading();
        TestServer slow = nodes.node(reading, builder -> {});
        RecoveringClient client = connect(first);
        reading.hold();
        first.io.emit("seen");
        client.receive().cut();
        first.io.emit("missed");

        client.to(slow).open(new SerialLane(Runnable::run));
        client.receive();
        assertThat(client.sid).isNull();
        reading.release();
        slow.io.emit("behind");
        client.receive();

        assertThat(client.recovered).isTrue();
        assertThat(client.events).containsExactly("[\"seen\"]", "[\"missed\"]", "[\"behind\"]");
    }

    @Test
    void sendsVolatileAndLocalEventsOnceAndWithTheirPlace() {
        RecoveringClient client = connect(first);
        first.io.emit("seen");
        first.io.asVolatile().emit("volatile");
        first.io.local().emit("local", "text");
        client.receive();
        String offset = client.offset;
        client.cut();
        first.io.asVolatile().emit("volatile");
        first.io.local().emit("local");

        client.to(second).connect();

        assertThat(offset).isEqualTo(String.valueOf(nodes.store.ids().get(1)));
        assertThat(client.recovered).isTrue();
        assertThat(client.events).containsExactly("[\"seen\"]", "[\"volatile\"]", "[\"local\",\"text\"]");
    }

    /** {@code {sid, pid, rooms, data}}. */
    @Test
    void bringsBackAClientOfNode() {
        second.io.emit("seen");
        String seen = String.valueOf(nodes.store.ids().get(0));
        second.io.to("vip").emit("missed");
        nodes.store
                .values()
                .put(
                        StreamNodes.KEY + "pidpidpidpidpidpidpi",
                        session("84a3736964a3736964a3706964b47069647069647069647069647069647069647069a5726f6f6d73"
                                + "92a3736964a3766970a46461746181a475736572a3616e6e"));
        RecoveringClient client = new RecoveringClient(second);
        client.pid = "pidpidpidpidpidpidpi";
        client.offset = seen;

        client.connect();

        assertThat(client.recovered).isTrue();
        assertThat(client.sid).isEqualTo("sid");
        assertThat(client.events).containsExactly("[\"missed\"]");
        assertThat(second.socket().data()).containsExactlyEntriesOf(Map.of("user", "ann"));
    }

    private static byte[] session(String hex) {
        return Base64.getEncoder().encode(HexFormat.of().parseHex(hex));
    }

    @Test
    void keepsASessionAsNodeReadsIt() {
        RecoveringClient client = connect(first);
        first.socket().join("room");
        first.socket().data().put("user", "ann");
        client.cut();

        String value = new String(
                Base64.getDecoder().decode(nodes.store.values().get(StreamNodes.KEY + client.pid)),
                StandardCharsets.ISO_8859_1);

        assertThat(value).startsWith("\u0087£sid´" + client.sid + "£pid´" + client.pid + "¥rooms\u0092");
        assertThat(value).contains("¤data\u0081¤user£ann¥since");
    }

    @Test
    void forgetsASessionThatMeansNothing() {
        for (String value : List.of("", "x", "/////", "gA==", "gaNzaWSjc2lk")) {
            nodes.store.values().put(StreamNodes.KEY + "pid", StreamNodes.bytes(value));
            RecoveringClient client = new RecoveringClient(first);
            client.pid = "pid";

            client.connect();

            assertThat(nodes.lastOutcome()).isEqualTo(RecoveryOutcome.UNKNOWN_SESSION);
            assertThat(nodes.store.values()).doesNotContainKey(StreamNodes.KEY + "pid");
        }
    }

    @Test
    void keepsWhatCouldNotBeKeptWhenRedisIsBack() {
        RecoveringClient client = connect(first);
        RecoveringClient kicked = connect(second);
        nodes.store.down(true);
        client.cut();
        second.io.sockets().sockets().forEach(SocketIoSocket::disconnect);
        nodes.tick();
        nodes.store.down(false);
        nodes.tick();

        client.to(second).connect();
        kicked.to(first).connect();

        assertThat(client.recovered).isTrue();
        assertThat(kicked.recovered).isFalse();
    }

    @Test
    void takesAClientForANewOneWhileRedisIsAway() {
        RecoveringClient client = connect(first);
        client.cut();
        nodes.store.down(true);

        client.to(second).connect();

        assertThat(client.recovered).isFalse();
        assertThat(nodes.lastOutcome()).isEqualTo(RecoveryOutcome.UNAVAILABLE);
    }

    /** Public for the mapper. */
    public static final class Unwritable {

        public String getText() {
            throw new IllegalStateException("on purpose");
        }
    }

    /** {@code data()} is whatever the application puts there. */
    @Test
    void doesNotKeepASessionThatCannotBeWritten() {
        RecoveringClient client = connect(first);
        first.socket().data().put("unwritable", new Unwritable());
        client.cut();

        client.to(second).connect();

        assertThat(client.recovered).isFalse();
    }

    /** Redis has lost all that it had. */
    @Test
    void keepsSessionsAnewThatRedisHasLost() {
        RecoveringClient client = connect(first);
        nodes.tick();
        nodes.store.values().clear();
        nodes.counters.countOutage();

        nodes.clock.advanceTimeBy(StreamNodes.AWAY);
        client.to(second).connect();

        assertThat(client.recovered).isTrue();
    }
}
