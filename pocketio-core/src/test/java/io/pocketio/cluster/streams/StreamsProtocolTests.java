package io.pocketio.cluster.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pocketio.adapter.BroadcastFlags;
import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.cluster.ClusterCounters;
import io.pocketio.cluster.InMemoryStreamStore;
import io.pocketio.cluster.ManualBus;
import io.pocketio.cluster.MessageTooLargeException;
import io.pocketio.cluster.node.Question;
import io.pocketio.cluster.node.RecordedVerbs;
import io.pocketio.cluster.wire.BusGuard;
import io.pocketio.json.Jackson2JsonCodec;
import io.pocketio.json.JsonCodec;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.Packet;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is said by the stream and what by channels, in the bytes of Node's adapter. */
class StreamsProtocolTests {

    private static final JsonCodec CODEC = new Jackson2JsonCodec(new ObjectMapper());
    private static final Packet HELLO =
            Packet.event("/", Packet.NO_ID, "hello", Arguments.of(1, "é", Map.of("a", true)));
    private static final Question QUESTION = new Question("b6c51e43f7c2bf7b", "3561c63e88296be8");
    private static final BroadcastTarget TO_A = new BroadcastTarget(Set.of("a"), Set.of(), BroadcastFlags.NONE);

    private final ManualBus bus = new ManualBus();
    private final InMemoryStreamStore store = new InMemoryStreamStore();
    private final ClusterCounters counters = new ClusterCounters();
    private final BusGuard guard = new BusGuard(counters, System::nanoTime);
    private final StreamFeeds feeds = new StreamFeeds(store, guard);
    private final RecordedVerbs verbs = new RecordedVerbs();
    private final StreamsProtocol protocol = protocol("/");

    StreamsProtocolTests() {
        protocol.open(verbs, verbs);
    }

    private StreamsProtocol protocol(String namespace) {
        NamespaceStream stream = new NamespaceStream(store, StreamsOptions.DEFAULTS, namespace);
        return new StreamsProtocol(bus, stream, feeds, guard, CODEC, null);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void appended(String type, String data) {
        Map<String, byte[]> entry = store.entries().get(store.entries().size() - 1);
        assertThat(entry.keySet()).containsExactly("uid", "nsp", "type", "data");
        assertThat(text(entry.get("uid"))).isEqualTo(protocol.newQuestion().node());
        assertThat(text(entry.get("nsp"))).isEqualTo("/");
        assertThat(text(entry.get("type"))).isEqualTo(type);
        assertThat(text(entry.get("data"))).isEqualTo(data.replace('\'', '"'));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private List<String> hears(String... fieldsAndValues) {
        Map<String, byte[]> fields = new LinkedHashMap<>();
        for (int i = 0; i < fieldsAndValues.length; i += 2) {
            fields.put(
                    fieldsAndValues[i],
                    fieldsAndValues[i + 1].replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        }
        long malformed = counters.malformed();
        store.append("socket.io", 1, fields);
        Map<String, byte[]> last = Map.of(
                "uid", bytes("other"), "nsp", bytes("/"), "type", bytes("9"), "data", bytes("{\"packet\":[\"last\"]}"));
        store.append("socket.io", 1, last);
        List<String> all = new ArrayList<>();
        await().until(() -> {
            all.addAll(verbs.verbs());
            return all.remove("serverEvent - last()");
        });
        assertThat(counters.malformed() - malformed).isLessThanOrEqualTo(1);
        return all;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void appendsWhatIsKeptAsNode() {
        protocol.write(HELLO, BroadcastTarget.ALL).run();
        appended(
                "3",
                "{'packet':{'type':2,'data':['hello',1,'é',{'a':true}]},'opts':{'rooms':[],'except':[],'flags':{}}}");
        protocol.write(
                        Packet.event("/", Packet.NO_ID, "bin", Arguments.of((Object) new byte[] {1, 2, 3})),
                        BroadcastTarget.ALL)
                .run();
        appended("3", "gqZwYWNrZXSCpHR5cGUCpGRhdGGSo2JpbsQDAQIDpG9wdHODpXJvb21zkKZleGNlcHSQpWZsYWdzgA==");
        protocol.requests().join(TO_A, Set.of("b"));
        appended("4", "{'opts':{'rooms':['a'],'except':[],'flags':{}},'rooms':['b']}");
        protocol.requests().leave(TO_A, Set.of("b"));
        appended("5", "{'opts':{'rooms':['a'],'except':[],'flags':{}},'rooms':['b']}");
        protocol.requests().disconnect(TO_A, true);
        appended("6", "{'opts':{'rooms':['a'],'except':[],'flags':{}},'close':true}");
        assertThat(bus.published()).isEmpty();
    }

    @Test
    void publishesQuestionsAndAnswersAsNode() {
        protocol.requests().fetch(QUESTION, BroadcastTarget.ALL);
        ManualBus.Message question = bus.published().get(0);
        assertThat(question.channel()).isEqualTo("socket.io#/#");
        assertThat(HexFormat.of().formatHex(question.bytes()))
                .startsWith("84a47479706507a46461746182a46f70747383a5726f6f6d7390a665786365707490a5666c61677380a9726571"
                        + "756573744964b062366335316534336637633262663762a3756964b0")
                .endsWith("a36e7370a12f");

        protocol.answers().asked(QUESTION, 1);
        ManualBus.Message answer = bus.published().get(0);
        assertThat(answer.channel()).isEqualTo("socket.io#/#3561c63e88296be8#");
        assertThat(HexFormat.of().formatHex(answer.bytes()))
                .startsWith("84a4747970650ba46461746182a9726571756573744964b062366335316534336637633262663762"
                        + "ab636c69656e74436f756e7401a3756964b0");

        protocol.requests().ask(QUESTION, HELLO, BroadcastTarget.ALL, Duration.ofSeconds(1));
        protocol.requests().serverEvent(null, "event", Arguments.of());
        assertThat(bus.published()).hasSize(2);
        assertThat(store.entries()).isEmpty();
    }

    @Test
    void hearsWhatIsAppended() {
        assertThat(hears(
                        "uid",
                        "other",
                        "nsp",
                        "/",
                        "type",
                        "3",
                        "data",
                        "{'packet':{'type':2,'data':['hello',1]},'opts':{'rooms':['a'],'except':[],'flags':{}}}"))
                .containsExactly("broadcast / hello(1) to [a] except []");
        assertThat(hears(
                        "uid",
                        "other",
                        "nsp",
                        "/",
                        "type",
                        "3",
                        "data",
                        "gqZwYWNrZXSCpHR5cGUCpGRhdGGSo2JpbsQDAQIDpG9wdHODpXJvb21zkKZleGNlcHSQpWZsYWdzgA=="))
                .hasSize(1);
        assertThat(verbs.packet().arguments().get(0, byte[].class)).containsExactly(1, 2, 3);
        assertThat(hears("uid", "emitter", "nsp", "/", "type", "9", "data", "{'packet':['e',2]}"))
                .containsExactly("serverEvent - e(2)");
        assertThat(counters.malformed()).isZero();
    }

    @Test
    void passesOverWhatIsNotForIt() {
        String own = String.valueOf(protocol.newQuestion().node());
        assertThat(hears("uid", own, "nsp", "/", "type", "9", "data", "{'packet':['e']}"))
                .isEmpty();
        assertThat(hears("uid", "other", "nsp", "/admin", "type", "9", "data", "{'packet':['e']}"))
                .isEmpty();
        assertThat(hears("uid", "other", "type", "9", "data", "{'packet':['e']}"))
                .isEmpty();
        assertThat(hears("uid", "other", "nsp", "/", "type", "2")).isEmpty();
        assertThat(counters.malformed()).isZero();
    }

    @Test
    void countsWhatMeansNothing() {
        assertThat(hears("uid", "other", "nsp", "/")).isEmpty();
        assertThat(hears("uid", "other", "nsp", "/", "type", "three", "data", "{}"))
                .isEmpty();
        assertThat(hears("uid", "other", "nsp", "/", "type", "99999999999999999999", "data", "{}"))
                .isEmpty();
        assertThat(hears("uid", "other", "nsp", "/", "type", "3", "data", "no base64!"))
                .isEmpty();
        assertThat(hears("uid", "other", "nsp", "/", "type", "3", "data", "")).isEmpty();
        assertThat(hears("uid", "other", "nsp", "/", "type", "3", "data", "{'packet'"))
                .isEmpty();
        assertThat(hears("uid", "other", "nsp", "/", "type", "3")).isEmpty();
        assertThat(counters.malformed()).isEqualTo(7);
    }

    @Test
    void readsAStreamAsLongAsANamespaceIsThere() {
        StreamsProtocol admin = protocol("/admin");
        RecordedVerbs others = new RecordedVerbs();
        admin.open(others, others);
        assertThat(store.readings()).isEqualTo(1);
        protocol.close();
        assertThat(store.readings()).isEqualTo(1);
        admin.close();
        assertThat(store.readings()).isZero();
        assertThat(bus.subscribed()).isEmpty();
        protocol.open(verbs, verbs);
        assertThat(store.readings()).isEqualTo(1);
    }

    @Test
    void namesStreamsAsNode() {
        StreamsOptions several = new StreamsOptions("socket.io", 4, 10_000, "socket.io", Duration.ofSeconds(5));
        assertThat(several.stream("/")).isEqualTo("socket.io-3");
        assertThat(several.stream("/admin")).isEqualTo("socket.io-0");
        assertThat(several.stream("/my-namespace")).isEqualTo("socket.io--3");
        assertThat(StreamsOptions.DEFAULTS.stream("/admin")).isEqualTo("socket.io");
    }

    @Test
    void emitsAsAnEmitter() {
        var emitter = new StreamsEmitters(store, StreamsOptions.DEFAULTS, CODEC).apply("/");
        emitter.broadcast(HELLO, TO_A);
        emitter.serverEvent(null, "event", Arguments.of());

        assertThat(store.entries())
                .hasSize(2)
                .allSatisfy(entry -> assertThat(text(entry.get("uid"))).isEqualTo("emitter"));
    }

    @Test
    void refusesWhatIsTooLargeAndDropsWhatIsVolatileWhileItIsDisconnected() {
        assertThatThrownBy(() -> protocol.write(HELLO.with(Arguments.of("x".repeat(100_000))), BroadcastTarget.ALL))
                .isInstanceOf(MessageTooLargeException.class);
        bus.disconnect();

        protocol.write(HELLO, BroadcastTarget.ALL.with(BroadcastFlags.NONE.asVolatile()))
                .run();
        assertThat(store.entries()).isEmpty();
        protocol.write(HELLO, BroadcastTarget.ALL).run();
        assertThat(store.entries()).hasSize(1);
    }
}
