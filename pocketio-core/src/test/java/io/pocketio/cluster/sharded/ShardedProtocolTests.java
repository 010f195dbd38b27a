package io.pocketio.cluster.sharded;

import static io.pocketio.cluster.sharded.SubscriptionMode.DYNAMIC;
import static io.pocketio.cluster.sharded.SubscriptionMode.DYNAMIC_PRIVATE;
import static io.pocketio.cluster.sharded.SubscriptionMode.STATIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pocketio.adapter.BroadcastFlags;
import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.adapter.TestLocalSockets;
import io.pocketio.adapter.TestLocalSockets.TestLocalSocket;
import io.pocketio.adapter.memory.InMemoryAdapter;
import io.pocketio.adapter.memory.LocalRooms;
import io.pocketio.cluster.ClusterCounters;
import io.pocketio.cluster.ManualBus;
import io.pocketio.cluster.MessageTooLargeException;
import io.pocketio.cluster.node.Question;
import io.pocketio.cluster.node.RecordedVerbs;
import io.pocketio.cluster.wire.BusGuard;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.Packet;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is said by which channel, in the bytes of Node's adapter. */
class ShardedProtocolTests {

    private static final Packet HELLO = Packet.event("/", Packet.NO_ID, "hello", Arguments.of(1));
    private static final Question QUESTION = new Question("a9450afbbb176e4d", "461d013d349a26f2");
    private static final String ALL = "socket.io#/#";

    private final ManualBus bus = new ManualBus();
    private final ClusterCounters counters = new ClusterCounters();
    private final TestLocalSockets sockets = new TestLocalSockets();
    private final LocalRooms rooms = new LocalRooms(sockets);
    private final RecordedVerbs heard = new RecordedVerbs();
    private ShardedProtocol protocol = open(DYNAMIC);

    private ShardedProtocol open(SubscriptionMode mode) {
        ShardedOptions options = new ShardedOptions("socket.io", Duration.ofSeconds(5), mode);
        protocol =
                new ShardedProtocol(bus, options, new BusGuard(counters, System::nanoTime), "/", rooms, sockets.json());
        protocol.open(heard, heard);
        return protocol;
    }

    private void reopen(SubscriptionMode mode) {
        protocol.close();
        assertThat(bus.subscribed()).isEmpty();
        open(mode);
    }

    private String uid() {
        return String.valueOf(protocol.newQuestion().node());
    }

    private static BroadcastTarget to(String... names) {
        return new BroadcastTarget(Set.of(names), Set.of(), BroadcastFlags.NONE);
    }

    private void says(String channel, String json) {
        assertThat(bus.published())
                .singleElement()
                .satisfies(sent -> assertThat(sent.channel()).isEqualTo(channel))
                .extracting(sent -> new String(sent.bytes(), StandardCharsets.UTF_8))
                .isEqualTo(json.replace('\'', '"').replace("UID", uid()));
    }

    private List<String> hears(String json) {
        bus.receive(ALL, json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        return heard.verbs();
    }

    @Test
    void saysBroadcastsAsNode() {
        protocol.write(HELLO, BroadcastTarget.ALL).run();
        says(
                ALL,
                "{'type':3,'data':{'packet':{'type':2,'data':['hello',1]},'opts':{'rooms':[],'except':[],'flags':{}}},"
                        + "'uid':'UID','nsp':'/'}");

        protocol.write(HELLO, to("room1")).run();
        says(
                "socket.io#/#room1#",
                "{'type':3,'data':{'packet':{'type':2,'data':['hello',1]},'opts':{'rooms':['room1'],'except':[],'flags':{}}},"
                        + "'uid':'UID','nsp':'/'}");

        protocol.requests().ask(QUESTION, HELLO, BroadcastTarget.ALL, Duration.ofMillis(500));
        says(
                ALL,
                "{'type':3,'data':{'packet':{'type':2,'data':['hello',1]},'requestId':'a9450afbbb176e4d',"
                        + "'opts':{'rooms':[],'except':[],'flags':{'timeout':500}}},'uid':'UID','nsp':'/'}");
    }

    @Test
    void saysBinaryBroadcastsAsNode() {
        Packet packet = Packet.event("/", Packet.NO_ID, "b", Arguments.of((Object) new byte[] {0}));

        protocol.write(packet, BroadcastTarget.ALL).run();

        String hex = HexFormat.of().formatHex(bus.published().get(0).bytes());
        assertThat(hex)
                .startsWith("84a47479706503a46461746182a67061636b657482a47479706502a46461746192a162c40100a46f707473"
                        + "83a5726f6f6d7390a665786365707490a5666c61677380a3756964b0")
                .endsWith("a36e7370a12f");
    }

    @Test
    void answersTheNodeThatHasAsked() {
        String node = "socket.io#/#461d013d349a26f2#";

        protocol.answers().asked(QUESTION, 1);
        says(node, "{'type':11,'data':{'requestId':'a9450afbbb176e4d','clientCount':1},'uid':'UID','nsp':'/'}");
        protocol.answers().acknowledged(QUESTION, Arguments.of("ans", 2));
        says(node, "{'type':12,'data':{'requestId':'a9450afbbb176e4d','packet':'ans'},'uid':'UID','nsp':'/'}");
        protocol.answers().replied(QUESTION, Arguments.of());
        says(node, "{'type':10,'data':{'requestId':'a9450afbbb176e4d'},'uid':'UID','nsp':'/'}");
    }

    @Test
    void choosesTheChannelAsNode() {
        String id = "x".repeat(20);
        assertThat(channel(DYNAMIC, "room")).isEqualTo("socket.io#/#room#");
        assertThat(channel(DYNAMIC, id)).isEqualTo(ALL);
        assertThat(channel(DYNAMIC, "one", "two")).isEqualTo(ALL);
        assertThat(channel(DYNAMIC_PRIVATE, id)).isEqualTo("socket.io#/#" + id + "#");
        assertThat(channel(STATIC, "room")).isEqualTo(ALL);
    }

    private String channel(SubscriptionMode mode, String... names) {
        reopen(mode);
        protocol.write(HELLO, to(names)).run();
        return bus.published().get(0).channel();
    }

    @Test
    void subscribesToTheRoomsOfItsSockets() {
        InMemoryAdapter unused = new InMemoryAdapter(sockets);
        TestLocalSocket ann = sockets.connect(unused, "a".repeat(20));
        rooms.join(ann, ann.id());
        assertThat(bus.subscribed()).containsExactlyInAnyOrder(ALL, ALL + uid() + "#");

        rooms.join(ann, "room");
        rooms.join(ann, "room");
        assertThat(bus.subscribed()).hasSize(3).contains("socket.io#/#room#");
        rooms.leave(ann, "room");
        assertThat(bus.subscribed()).hasSize(2);

        reopen(STATIC);
        rooms.join(ann, "other");
        assertThat(bus.subscribed()).hasSize(2);

        reopen(DYNAMIC_PRIVATE);
        TestLocalSocket bob = sockets.connect(unused, "bob");
        rooms.join(bob, "bob");
        assertThat(bus.subscribed()).hasSize(3).contains("socket.io#/#bob#");
    }

    @Test
    void hearsWhatOthersSay() {
        assertThat(hears(
                        "{'type':3,'data':{'packet':{'type':2,'data':['hello',1]},'opts':{'rooms':['a'],'except':['b'],"
                                + "'flags':{'volatile':true}}},'uid':'other','nsp':'/'}"))
                .containsExactly("broadcast / hello(1) to [a] except [b] volatile");
        assertThat(hears(
                        "{'type':3,'data':{'packet':{'type':2,'data':['q']},'requestId':'r','opts':{'flags':{'timeout':500}}},"
                                + "'uid':'other','nsp':'/'}"))
                .containsExactly("ask <r of other> / q() to [] except [] 500");
        assertThat(hears("{'type':4,'data':{'opts':{'rooms':['a']},'rooms':['b']},'uid':'other','nsp':'/'}"))
                .containsExactly("join to [a] except [] [b]");
        assertThat(hears("{'type':5,'data':{'opts':{'rooms':['a']},'rooms':[5]},'uid':'other','nsp':'/'}"))
                .containsExactly("leave to [a] except [] [5]");
        assertThat(hears("{'type':6,'data':{'opts':{'rooms':['a']},'close':true},'uid':'other','nsp':'/'}"))
                .containsExactly("disconnect to [a] except [] true");
        assertThat(hears("{'type':7,'data':{'opts':{},'requestId':'r'},'uid':'other','nsp':'/'}"))
                .containsExactly("fetch <r of other> to [] except []");
        assertThat(hears("{'type':9,'data':{'packet':['e',1]},'uid':'other','nsp':'/'}"))
                .containsExactly("serverEvent - e(1)");
        assertThat(hears("{'type':9,'data':{'requestId':'r','packet':['e']},'uid':'other','nsp':'/'}"))
                .containsExactly("serverEvent <r of other> e()");
        assertThat(hears("{'type':10,'data':{'requestId':'r','packet':'x'},'uid':'other','nsp':'/'}"))
                .containsExactly("replied <r of other> (x)");
        assertThat(hears("{'type':11,'data':{'requestId':'r','clientCount':3},'uid':'other','nsp':'/'}"))
                .containsExactly("asked <r of other> 3");
        assertThat(hears("{'type':12,'data':{'requestId':'r','packet':null},'uid':'other','nsp':'/'}"))
                .containsExactly("acknowledged <r of other> (null)");
        assertThat(counters.malformed()).isZero();
    }

    @Test
    void passesOverWhatIsNotForIt() {
        for (int type : new int[] {1, 2, 13}) {
            assertThat(hears("{'type':" + type + ",'uid':'other','nsp':'/'}")).isEmpty();
        }
        assertThat(hears("{'type':9,'data':{'packet':['e']},'uid':'" + uid() + "','nsp':'/'}"))
                .isEmpty();
        assertThat(hears("{'type':9,'data':{'packet':['e']},'uid':'other','nsp':'/admin'}"))
                .isEmpty();
        assertThat(counters.malformed()).isZero();
    }

    @Test
    void countsWhatMeansNothing() {
        List<String> meaningless = List.of(
                "",
                "x",
                "[]",
                "{'type':14,'uid':'other','nsp':'/'}",
                "{'type':3,'data':{'packet':{'type':3,'data':['e']}},'uid':'other','nsp':'/'}",
                "{'type':3,'data':{},'uid':'other','nsp':'/'}",
                "{'type':7,'data':{'opts':{}},'uid':'other','nsp':'/'}",
                "{'type':9,'data':{'packet':[]},'uid':'other','nsp':'/'}",
                "{'type':11,'data':{'requestId':'r','clientCount':-1},'uid':'other','nsp':'/'}",
                "{'type':4,'data':{'opts':{'rooms':[null]},'rooms':['a']},'uid':'other','nsp':'/'}",
                "{'type':9,'data':{'packet':['e']},'uid':'" + "u".repeat(65) + "','nsp':'/'}");

        for (String message : meaningless) {
            assertThat(hears(message)).as(message).isEmpty();
        }
        assertThat(counters.malformed()).isEqualTo(meaningless.size());
    }

    @Test
    void survivesWhatIsCutOff() {
        protocol.requests().serverEvent(null, "event", Arguments.of("é", new byte[] {1}));
        protocol.requests().fetch(QUESTION, to("room"));
        for (ManualBus.Message sent : bus.published()) {
            String own = new String(sent.bytes(), StandardCharsets.ISO_8859_1);
            byte[] bytes = own.replace(uid(), "0123456789abcdef").getBytes(StandardCharsets.ISO_8859_1);
            for (int length = 0; length < bytes.length; length++) {
                bus.receive(ALL, Arrays.copyOf(bytes, length));
                assertThat(heard.verbs()).isEmpty();
            }
            bus.receive(ALL, bytes);
            assertThat(heard.verbs()).hasSize(1);
        }
    }

    @Test
    void refusesWhatIsTooLargeAndDropsWhatIsVolatileWhileItIsDisconnected() {
        assertThatThrownBy(() -> protocol.write(HELLO.with(Arguments.of("x".repeat(100_000))), BroadcastTarget.ALL))
                .isInstanceOf(MessageTooLargeException.class);
        bus.disconnect();

        protocol.write(HELLO, BroadcastTarget.ALL.with(BroadcastFlags.NONE.asVolatile()))
                .run();
        assertThat(bus.published()).isEmpty();
        protocol.write(HELLO, BroadcastTarget.ALL).run();
        assertThat(bus.published()).hasSize(1);
    }
}
