package io.pocketio.cluster.classic;

import static io.pocketio.cluster.classic.ClassicFixture.BROADCASTS;
import static io.pocketio.cluster.classic.ClassicFixture.NODE;
import static io.pocketio.cluster.classic.ClassicFixture.OTHER;
import static io.pocketio.cluster.classic.ClassicFixture.REQUESTS;
import static io.pocketio.cluster.classic.ClassicFixture.RESPONSES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pocketio.adapter.BroadcastFlags;
import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.cluster.ManualBus;
import io.pocketio.cluster.MessageTooLargeException;
import io.pocketio.cluster.node.NodeAnswers;
import io.pocketio.cluster.node.NodeRequests;
import io.pocketio.cluster.node.Question;
import io.pocketio.json.CodecException;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.Packet;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClassicProtocolTests {

    private static final Packet NEWS = Packet.event("/", Packet.NO_ID, "news", Arguments.of(1));

    private final ClassicFixture node = new ClassicFixture(NODE);
    private final ClassicFixture other = new ClassicFixture(OTHER);

    /** What the other node makes of the only message that this one has sent. */
    private List<String> heard() {
        ManualBus.Message sent = node.sent();
        return other.hear(sent.channel(), sent.bytes());
    }

    @Test
    void subscribesToWhatNodeSubscribesTo() {
        assertThat(node.bus.subscribed())
                .containsExactlyInAnyOrder(BROADCASTS + "*", REQUESTS, RESPONSES, RESPONSES + NODE + "#");
        assertThat(node.protocol.nodes().block()).isEqualTo(1);
    }

    @Test
    void isGoneWhenItIsClosedAndComesBack() {
        node.protocol.close();
        assertThat(node.bus.subscribed()).isEmpty();
        assertThat(node.protocol.nodes().block()).isZero();

        node.protocol.open(node.inbox, node.inbox);
        node.protocol.open(node.inbox, node.inbox);
        assertThat(node.bus.subscribed()).hasSize(4);
        assertThat(node.protocol.newQuestion().node()).isEqualTo(NODE);
    }

    @Test
    void sendsABroadcastWhenItIsRunAndNotWhenItIsWritten() {
        Runnable written = node.protocol.write(NEWS, BroadcastTarget.ALL);

        assertThat(node.bus.published()).isEmpty();
        written.run();
        assertThat(node.bus.published()).hasSize(1);
    }

    @Test
    void refusesWhatCannotBeSentBeforeAnythingIs() {
        Packet large = NEWS.with(Arguments.of("x".repeat(100_000)));
        Packet unwritable = NEWS.with(Arguments.of(new Object()));
        NodeRequests requests = node.protocol.requests();

        assertThatThrownBy(() -> node.protocol.write(large, BroadcastTarget.ALL))
                .isInstanceOf(MessageTooLargeException.class);
        assertThatThrownBy(() -> node.protocol.write(unwritable, BroadcastTarget.ALL))
                .isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> requests.serverEvent(null, "large", large.arguments()))
                .isInstanceOf(MessageTooLargeException.class);
        assertThat(node.bus.published()).isEmpty();
    }

    @Test
    void keepsNothingVolatileForLater() {
        node.bus.disconnect();

        node.protocol
                .write(NEWS, BroadcastTarget.ALL.with(BroadcastFlags.NONE.asVolatile()))
                .run();
        assertThat(node.bus.published()).isEmpty();
        node.protocol.write(NEWS, BroadcastTarget.ALL).run();
        assertThat(node.bus.published()).hasSize(1);
    }

    @Test
    void makesQuestionsOfWhichNoneIsLikeAnother() {
        assertThat(Stream.generate(node.protocol::newQuestion).limit(100).map(Question::requestId))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.startsWith(NODE));
    }

    @Test
    void saysHowABroadcastIsSent() {
        BroadcastTarget target = new BroadcastTarget(
                Set.of("r1", "r2"),
                Set.of("r3"),
                BroadcastFlags.NONE.asVolatile().compress(false));

        node.protocol.requests().broadcast(NEWS, target);

        assertThat(heard()).containsExactly("broadcast / news(1) to [r1, r2] except [r3] volatile uncompressed");
    }

    @Test
    void leavesItToTheOtherNodeHowAPacketIsSentThatAsks() {
        BroadcastTarget target = new BroadcastTarget(
                Set.of("r1"), Set.of(), BroadcastFlags.NONE.asVolatile().compress(false));

        node.protocol.requests().ask(new Question("q", NODE), NEWS, target, Duration.ofSeconds(10));

        assertThat(heard()).containsExactly("ask <q of KB_2T6> / news(1) to [r1] except [] 10000");
    }

    @Test
    void takesBinaryValuesAlong() {
        byte[] bytes = {1, 2};
        node.protocol.requests().broadcast(NEWS.with(Arguments.of(Map.of("b", bytes))), BroadcastTarget.ALL);
        heard();

        assertThat(other.inbox.packet().arguments().get(0, Map.class).get("b")).isEqualTo(bytes);
    }

    @Test
    void tellsMembersFromSocketsEvenWhereThereAreNone() {
        NodeAnswers answers = other.protocol.answers();
        Question question = node.protocol.newQuestion();
        node.protocol.requests().members(question, Set.of("a"));
        String request = node.sentText();
        assertThat(other.hear(REQUESTS, request)).hasSize(1).first().asString().endsWith("[a]");
        String asked = request.replaceAll(".*requestId\":\"([^\"]*)\".*", "$1");

        answers.members(new Question(asked, NODE), Set.of());
        assertThat(node.hear(RESPONSES, other.sentText()))
                .containsExactly("members <" + question.requestId() + " of null> []");
        answers.members(new Question(asked, NODE), Set.of("x"));
        assertThat(node.hear(RESPONSES, other.sentText()))
                .containsExactly("members <" + question.requestId() + " of null> [x]");
        answers.sockets(question, List.of());
        assertThat(node.hear(RESPONSES, other.sentText()))
                .containsExactly("sockets <" + question.requestId() + " of null> []");
    }

    @Test
    void answersWithNothingWhereThereIsNothing() {
        Question question = node.protocol.newQuestion();
        NodeAnswers answers = other.protocol.answers();

        answers.acknowledged(question, Arguments.of());
        assertThat(node.hear(RESPONSES, other.sent().bytes()))
                .containsExactly("acknowledged <" + question.requestId() + " of null> ()");
        answers.acknowledged(question, Arguments.of((Object) null));
        assertThat(node.hear(RESPONSES, other.sent().bytes()))
                .containsExactly("acknowledged <" + question.requestId() + " of null> (null)");
        answers.replied(question, Arguments.of());
        assertThat(node.hear(RESPONSES, other.sent().bytes()))
                .containsExactly("replied <" + question.requestId() + " of null> ()");
    }

    @Test
    void answersTheNodeAloneThatHasAskedWhereThatIsWanted() {
        ClassicFixture specific =
                new ClassicFixture(NODE, new ClassicOptions("app", Duration.ofSeconds(5), true), "/admin");
        NodeAnswers answers = specific.protocol.answers();
        Question named = new Question("q", OTHER);

        answers.sockets(named, List.of());
        answers.members(named, Set.of());
        answers.roomNames(named, Set.of());
        answers.asked(named, 0);
        answers.acknowledged(named, Arguments.of());
        assertThat(specific.bus.published())
                .extracting(ManualBus.Message::channel)
                .hasSize(5)
                .containsOnly("app-response#/admin#aaaaaa#");
        answers.replied(named, Arguments.of());
        answers.asked(new Question("q", null), 0);
        assertThat(specific.bus.published())
                .extracting(ManualBus.Message::channel)
                .containsExactly("app-response#/admin#", "app-response#/admin#");
    }

    @Test
    void hearsAnswersByItsOwnChannelToo() {
        assertThat(node.hear(RESPONSES + NODE + "#", "{\"requestId\":\"KB_2T61\",\"rooms\":[\"a\",5]}"))
                .containsExactly("rooms <KB_2T61 of null> [5, a]");
    }

    @Test
    void writesBinaryValuesOfServerEventsAsNodeDoes() {
        node.protocol.requests().serverEvent(null, "e", Arguments.of(new byte[] {7}));

        assertThat(new String(node.sent().bytes(), StandardCharsets.UTF_8))
                .isEqualTo("{\"uid\":\"KB_2T6\",\"type\":6,\"data\":[\"e\",{\"type\":\"Buffer\",\"data\":[7]}]}");
    }
}
