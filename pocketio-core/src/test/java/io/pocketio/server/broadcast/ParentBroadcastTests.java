package io.pocketio.server.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pocketio.MissingAcksException;
import io.pocketio.ParentNamespace;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.server.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Broadcasts to all children of a parent. */
class ParentBroadcastTests {

    private final TestServer server = new TestServer();
    private final ParentNamespace parent = server.io.of(Pattern.compile("/room-.*"));
    private TestFrameChannel one = new TestFrameChannel();
    private TestFrameChannel two = new TestFrameChannel();

    @BeforeEach
    void connect() {
        parent.onConnect(socket -> socket.join(socket.namespace().name().substring(1)));
        one = server.open();
        two = server.open();
        TestServer.join(one, "/room-1");
        TestServer.join(two, "/room-2");
    }

    @Test
    void reachesTheSocketsOfAllChildren() {
        TestFrameChannel stranger = server.connect();

        parent.emit("x", 1);

        one.expect("42/room-1,[\"x\",1]");
        two.expect("42/room-2,[\"x\",1]");
        stranger.expectNothing();
    }

    @Test
    void reachesRoomsInAllChildren() {
        parent.to("room-1").emit("a");
        parent.except("room-1").asVolatile().local().compress(false).emit("b");

        one.expect("42/room-1,[\"a\"]");
        two.expect("42/room-2,[\"b\"]");
        one.expectNothing();
    }

    @Test
    void mergesTheAnswersOfAllChildren() {
        List<String> answers = new ArrayList<>();
        parent.emitWithAck("x")
                .doOnComplete(() -> answers.add("complete"))
                .subscribe(reply ->
                        answers.add(Objects.requireNonNull(reply.arguments().get(0, String.class))));

        one.expect("42/room-1,0[\"x\"]");
        two.expect("42/room-2,0[\"x\"]");
        two.receive("43/room-2,0[\"two\"]");
        one.receive("43/room-1,0[\"one\"]");

        assertThat(answers).containsExactly("two", "one", "complete");
    }

    @Test
    void namesThoseOfAllChildrenWhoHaveNotAnswered() {
        String late = TestServer.join(server.open(), "/room-3");
        List<Throwable> failures = new ArrayList<>();
        parent.timeout(Duration.ofSeconds(1)).emitWithAck("x").subscribe(reply -> {}, failures::add);
        one.receive("43/room-1,0[]");

        server.advance(Duration.ofSeconds(1));

        assertThat(failures).singleElement().isInstanceOfSatisfying(MissingAcksException.class, missing -> {
            assertThat(missing.missingCount()).isEqualTo(2);
            assertThat(missing.missing()).hasSize(2).contains(late);
            assertThat(missing.answered()).hasSize(1);
        });
    }

    @Test
    void completesAtOnceWithoutChildren() {
        List<String> answers = new ArrayList<>();

        server.io
                .of(Pattern.compile("/none"))
                .emitWithAck("x")
                .subscribe(reply -> {}, failure -> answers.add("failed"), () -> answers.add("complete"));

        assertThat(answers).containsExactly("complete");
    }

    @Test
    void fetchesTheSocketsOfAllChildren() {
        assertThat(parent.fetchSockets().collectList().block()).hasSize(2);
    }

    @Test
    void steersTheSocketsOfAllChildren() {
        parent.socketsJoin("all");
        parent.to("all").emit("x");
        parent.socketsLeave("all");
        parent.to("all").emit("y");
        parent.disconnectSockets();

        one.expect("42/room-1,[\"x\"]");
        one.expect("41/room-1,");
        two.expect("42/room-2,[\"x\"]");
        two.expect("41/room-2,");
    }

    @Test
    void rejectsWhatNoChildWouldTake() {
        ParentNamespace none = server.io.of(Pattern.compile("/none"));

        assertThatThrownBy(() -> none.emit("connect")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> none.emitWithAck("connect")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> none.timeout(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void leadsToAnotherNamespace() {
        TestFrameChannel main = server.connect();

        parent.of("/").emit("x");

        main.expect("42[\"x\"]");
        one.expectNothing();
    }
}
