package io.pocketio.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

/** What any {@link MessageBus} with patterns does between two nodes. What takes its way may take its time: up to ten seconds. */
public abstract class MessageBusContractTests {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Published again and again until it is heard: from then on whoever subscribed before hears everything. */
    private static final String PROBE = "probe";

    private MessageBus ann;
    private MessageBus bob;

    /** The bus of a new node of one cluster. Called twice for each test. */
    protected abstract MessageBus createNode();

    @BeforeEach
    void makeTwoNodes() {
        ann = createNode();
        bob = createNode();
    }

    @Test
    void bringsMessagesToAllNodesThatSubscribe() {
        Heard here = subscribed(ann, "news");
        Heard there = subscribed(bob, "news");

        ann.publish("news", utf8("hello"));

        here.expect("news hello");
        there.expect("news hello");
    }

    @Test
    void bringsEveryByteAndEveryCharacterOfAName() {
        byte[] all = new byte[256];
        IntStream.range(0, all.length).forEach(i -> all[i] = (byte) i);
        List<byte[]> messages = new CopyOnWriteArrayList<>();
        bob.subscribe("größe 🙂#\n", (channel, message) -> messages.add(message));
        eventually(
                () -> assertThat(ann.subscribers("größe 🙂#\n").block(TIMEOUT)).isOne());

        ann.publish("größe 🙂#\n", all);
        ann.publish("größe 🙂#\n", new byte[0]);

        eventually(() -> assertThat(messages).containsExactly(all, new byte[0]));
    }

    @Test
    void keepsTheOrderOverAllChannels() {
        Heard heard = new Heard();
        bob.subscribe("a", heard);
        bob.subscribe("b", heard);
        bob.subscribeToAll("c", heard);
        heard.arrive("a");
        heard.arrive("b");
        heard.arrive("c1");

        List<String> sent = IntStream.range(0, 3_000)
                .mapToObj(i -> List.of("a", "b", "c1", "c2").get(i % 4) + ' ' + i)
                .toList();
        sent.forEach(line -> ann.publish(line.split(" ")[0], utf8(line.split(" ")[1])));

        heard.expect(sent.toArray(String[]::new));
    }

    @Test
    void callsAllListenersOfAChannelAndEachForEverySubscription() {
        Heard one = subscribed(bob, "news");
        Heard other = new Heard();
        bob.subscribe("news", other);
        bob.subscribeToAll("new", other);
        other.arrive("newest");

        ann.publish("news", utf8("hello"));
        ann.publish("newest", utf8("end"));

        one.expect("news hello");
        other.expect("news hello", "news hello", "newest end");
    }

    @Test
    void hearsNothingOfOtherChannels() {
        Heard heard = new Heard();
        bob.subscribe("news", heard);
        bob.subscribe("end", heard);
        heard.arrive("news");
        heard.arrive("end");

        ann.publish("news2", utf8("x"));
        ann.publish("NEWS", utf8("x"));
        ann.publish("new", utf8("x"));
        ann.publish("end", utf8("."));

        heard.expect("end .");
    }

    @Test
    void takesAPrefixForWhatItSays() {
        Heard heard = new Heard();
        bob.subscribeToAll("a*b?[c]\\^-", heard);
        bob.subscribe("end", heard);
        heard.arrive("a*b?[c]\\^-1");
        heard.arrive("end");

        ann.publish("a*b?[c]\\^-", utf8("whole"));
        ann.publish("axb?[c]\\^-", utf8("x"));
        ann.publish("a*bx[c]\\^-", utf8("x"));
        ann.publish("a*b?c\\^-", utf8("x"));
        ann.publish("end", utf8("."));

        heard.expect("a*b?[c]\\^- whole", "end .");
    }

    @Test
    void hearsNoMoreOfWhatHasBeenDisposedOf() {
        Heard left = new Heard();
        Disposable subscription = bob.subscribe("news", left);
        Disposable ofAll = bob.subscribeToAll("new", left);
        Heard stays = subscribed(bob, "news");
        left.arrive("news");

        subscription.dispose();
        ofAll.dispose();
        subscription.dispose();
        ann.publish("news", utf8("hello"));

        stays.expect("news hello");
        assertThat(left.lines).isEmpty();
    }

    @Test
    void hearsAgainAfterItHasDisposedOfAllAndSubscribed() {
        for (int i = 0; i < 20; i++) {
            bob.subscribe("news", (channel, message) -> {}).dispose();
        }
        Heard heard = subscribed(bob, "news");

        ann.publish("news", utf8("hello"));

        heard.expect("news hello");
    }

    @Test
    void countsTheNodesThatSubscribe() {
        bob.subscribeToAll("new", (channel, message) -> {});
        assertThat(ann.subscribers("news").block(TIMEOUT)).isZero();

        Disposable one = bob.subscribe("news", (channel, message) -> {});
        Disposable other = bob.subscribe("news", (channel, message) -> {});
        eventually(() -> assertThat(ann.subscribers("news").block(TIMEOUT)).isEqualTo(1));
        ann.subscribe("news", (channel, message) -> {});
        eventually(() -> assertThat(bob.subscribers("news").block(TIMEOUT)).isEqualTo(2));
        one.dispose();
        other.dispose();

        eventually(() -> assertThat(bob.subscribers("news").block(TIMEOUT)).isEqualTo(1));
    }

    @Test
    void refusesWhatIsTooLongAndSendsNothingOfIt() {
        Heard heard = subscribed(bob, "news");

        assertThatExceptionOfType(MessageTooLargeException.class)
                .isThrownBy(() -> ann.publish("news", new byte[ann.maxMessageBytes() + 1]));
        ann.publish("news", utf8("end"));

        heard.expect("news end");
    }

    @Test
    void takesTheLongestMessage() {
        List<Integer> lengths = new CopyOnWriteArrayList<>();
        bob.subscribe("news", (channel, message) -> lengths.add(message.length));
        eventually(() -> assertThat(ann.subscribers("news").block(TIMEOUT)).isOne());

        ann.publish("news", new byte[ann.maxMessageBytes()]);

        eventually(() -> assertThat(lengths).containsExactly(ann.maxMessageBytes()));
    }

    @Test
    void goesOnWhenAListenerHasPublishedSubscribedAndDisposed() {
        Heard answers = subscribed(ann, "answer");
        Disposable[] own = new Disposable[1];
        own[0] = bob.subscribe("question", (channel, message) -> {
            bob.publish("answer", message);
            bob.subscribe("other", (more, ignored) -> {});
            own[0].dispose();
        });
        eventually(() -> assertThat(ann.subscribers("question").block(TIMEOUT)).isOne());

        ann.publish("question", utf8("?"));

        answers.expect("answer ?");
        eventually(() -> assertThat(ann.subscribers("question").block(TIMEOUT)).isZero());
        eventually(() -> assertThat(ann.subscribers("other").block(TIMEOUT)).isOne());
    }

    @Test
    void isConnected() {
        eventually(() -> assertThat(ann.isConnected()).isTrue());
    }

    private Heard subscribed(MessageBus node, String channel) {
        Heard heard = new Heard();
        node.subscribe(channel, heard);
        heard.arrive(channel);
        return heard;
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(TIMEOUT).untilAsserted(assertion);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    /** The lines {@code channel message} that were heard, without those that were sent to see whether anything is. */
    private final class Heard implements BusListener {

        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final List<String> probes = new CopyOnWriteArrayList<>();

        @Override
        public void message(String channel, byte[] message) {
            String text = new String(message, UTF_8);
            (text.equals(PROBE) ? probes : lines).add(channel + ' ' + text);
        }

        void arrive(String channel) {
            await().atMost(TIMEOUT).until(() -> {
                ann.publish(channel, utf8(PROBE));
                return probes.contains(channel + ' ' + PROBE);
            });
        }

        void expect(String... expected) {
            eventually(() -> assertThat(lines).containsExactly(expected));
        }
    }
}
