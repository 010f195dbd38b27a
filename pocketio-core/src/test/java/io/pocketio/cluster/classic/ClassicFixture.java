package io.pocketio.cluster.classic;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pocketio.cluster.ClusterCounters;
import io.pocketio.cluster.ManualBus;
import io.pocketio.cluster.node.RecordedVerbs;
import io.pocketio.cluster.wire.BusGuard;
import io.pocketio.json.Jackson2JsonCodec;
import io.pocketio.json.JsonCodec;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** The protocol of a node whose bus is a test. Confined to one thread. */
final class ClassicFixture {

    static final JsonCodec CODEC = new Jackson2JsonCodec(new ObjectMapper());

    static final String BROADCASTS = "socket.io#/#";
    static final String REQUESTS = "socket.io-request#/#";
    static final String RESPONSES = "socket.io-response#/#";

    /** The node that sent what there is in golden files. */
    static final String NODE = "KB_2T6";

    /** Some other node. */
    static final String OTHER = "aaaaaa";

    /** Here is a socket of that id, in that room. */
    static final Set<String> HERE = Set.of("ann", "room1");

    final ManualBus bus = new ManualBus();
    final ClusterCounters counters = new ClusterCounters();
    final RecordedVerbs inbox = new RecordedVerbs();
    final AtomicLong nanoTime = new AtomicLong();
    final ClassicProtocol protocol;

    ClassicFixture(String uid) {
        this(uid, ClassicOptions.DEFAULTS, "/");
    }

    ClassicFixture(String uid, ClassicOptions options, String namespace) {
        BusGuard guard = new BusGuard(counters, nanoTime::get);
        protocol = new ClassicProtocol(bus, options, guard, namespace, uid, HERE::contains, CODEC);
        protocol.open(inbox, inbox);
    }

    /** What the node makes of a message. */
    List<String> hear(String channel, byte[] message) {
        bus.receive(channel, message);
        return inbox.verbs();
    }

    List<String> hear(String channel, String json) {
        return hear(channel, json.getBytes(StandardCharsets.UTF_8));
    }

    List<String> hearHex(String channel, String hex) {
        return hear(channel, HexFormat.of().parseHex(hex));
    }

    /** The only message that it has sent. */
    ManualBus.Message sent() {
        List<ManualBus.Message> published = bus.published();
        if (published.size() != 1) {
            throw new AssertionError("Sent were " + published);
        }
        return published.get(0);
    }

    String sentText() {
        return new String(sent().bytes(), StandardCharsets.UTF_8);
    }
}
