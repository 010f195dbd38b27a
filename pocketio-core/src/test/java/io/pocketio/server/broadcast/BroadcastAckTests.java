package io.pocketio.server.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pocketio.Broadcast;
import io.pocketio.BroadcastReply;
import io.pocketio.MissingAcksException;
import io.pocketio.SocketIoSocket;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.lane.ManualLane;
import io.pocketio.server.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

/** Broadcasts that ask for acknowledgements. */
class BroadcastAckTests {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final TestServer server = new TestServer();
    private final Client ann = new Client();
    private final Client bob = new Client();
    private final Client cid = new Client();
    private final List<String> results = new ArrayList<>();
    private @Nullable Throwable failure;

    /** A client of the main namespace. */
    private final class Client {

        private final TestFrameChannel channel = server.open();
        private final String id = TestServer.join(channel, "/");

        private SocketIoSocket socket() {
            return server.io.sockets().sockets().stream()
                    .filter(socket -> socket.id().equals(id))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Disposable ask() {
        return ask(server.io.timeout(SECOND));
    }

    private Disposable ask(Broadcast broadcast) {
        return subscribe(broadcast.emitWithAck("ask", "x"));
    }

    private Disposable subscribe(Flux<BroadcastReply> replies) {
        return replies.subscribe(
                reply -> results.add(name(reply.socketId()) + " "
                        + (reply.arguments().isNull(0) ? "-" : reply.arguments().get(0, String.class))),
                error -> failure = error,
                () -> results.add("completed"));
    }

    private String name(@Nullable String id) {
        return ann.id.equals(id) ? "ann" : bob.id.equals(id) ? "bob" : cid.id.equals(id) ? "cid" : "nobody";
    }

    private MissingAcksException missing() {
        assertThat(failure).isInstanceOf(MissingAcksException.class);
        return (MissingAcksException) Objects.requireNonNull(failure);
    }

    @Test
    void givesEachAnswerAsItComes() {
        ask();
        for (Client client : List.of(ann, bob, cid)) {
            client.channel.expect("420[\"ask\",\"x\"]");
        }

        cid.channel.receive("430[\"c\"]");
        assertThat(results).containsExactly("cid c");
        ann.channel.receive("430[\"a\",2]");
        bob.channel.receive("430[]");

        assertThat(results).containsExactly("cid c", "ann a", "bob -", "completed");
        assertThat(failure).isNull();
    }

    @Test
    void asksAllWithOneFrame() {
        ask();

        assertThat(ann.channel.next()).isSameAs(bob.channel.next());
    }

    @Test
    void asksThoseInTheRooms() {
        ann.socket().join("room");
        bob.socket().join("room");

        subscribe(ann.socket().to("room").emitWithAck("ask"));

        ann.channel.expectNothing();
        bob.channel.expect("420[\"ask\"]");
        cid.channel.expectNothing();
        bob.channel.receive("430[\"b\"]");
        assertThat(results).containsExactly("bob b", "completed");
    }

    @Test
    void completesAtOnceWhenThereIsNobody() {
        ask(server.io.to("nobody"));

        assertThat(results).containsExactly("completed");
    }

    @Test
    void namesWhoHasNotAnsweredInTime() {
        ask();
        ann.channel.receive("430[\"a\"]");

        server.advance(Duration.ofMillis(900));
        assertThat(failure).isNull();
        server.advance(Duration.ofMillis(200));

        assertThat(results).containsExactly("ann a");
        assertThat(missing().answered()).containsExactly(ann.id);
        assertThat(missing().missing()).containsExactlyInAnyOrder(bob.id, cid.id);
        assertThat(missing().missingCount()).isEqualTo(2);
        assertThat(missing()).hasMessage("operation has timed out: 2 missing");
    }

    @Test
    void waitsAsLongAsTheServerUnlessTold() {
        ask(server.io.sockets());

        for (int i = 0; i < 59; i++) {
            server.advance(SECOND);
            List.of(ann, bob, cid).forEach(client -> client.channel.receive("3"));
        }
        assertThat(failure).isNull();
        server.advance(SECOND.multipliedBy(2));

        assertThat(missing().missingCount()).isEqualTo(3);
    }

    @Test
    void failsWithoutWaitingWhenThoseWhoAreLeftHaveAnswered() {
        ask();
        ann.channel.receive("430[\"a\"]");
        bob.channel.disconnect(null);
        assertThat(failure).isNull();

        cid.channel.receive("430[\"c\"]");

        assertThat(results).containsExactly("ann a", "cid c");
        assertThat(missing().answered()).containsExactlyInAnyOrder(ann.id, cid.id);
        assertThat(missing().missing()).containsExactly(bob.id);
        assertThat(missing()).hasMessage("nobody is left to answer: 1 missing");
    }

    @Test
    void failsWhenTheLastWhoOwesAnAnswerGoes() {
        ask();
        ann.channel.receive("430[\"a\"]");
        bob.channel.receive("430[\"b\"]");

        cid.channel.receive("41");

        assertThat(missing().missing()).containsExactly(cid.id);
    }

    @Test
    void completesWhenSomebodyGoesWhoHasAnswered() {
        ask();
        ann.channel.receive("430[\"a\"]");
        ann.channel.disconnect(null);
        bob.channel.receive("430[\"b\"]");
        cid.channel.receive("430[\"c\"]");

        assertThat(results).endsWith("completed");
        assertThat(failure).isNull();
    }

    @Test
    void ignoresASecondAnswerOfOneClient() {
        ask();

        ann.channel.receive("430[\"a\"]");
        ann.channel.receive("430[\"a again\"]");
        ann.channel.receive("430[\"and again\"]");
        bob.channel.receive("430[\"b\"]");

        assertThat(results).containsExactly("ann a", "bob b");
    }

    @Test
    void ignoresAnAnswerOfAClientThatWasNotAsked() {
        ann.socket().join("room");
        ask(server.io.to("room").timeout(SECOND));

        bob.channel.receive("430[\"b\"]");
        ann.channel.receive("430[\"a\"]");

        assertThat(results).containsExactly("ann a", "completed");
        assertThat(bob.channel.isClosed()).isFalse();
    }

    @Test
    void ignoresAnswersToAnotherId() {
        ask();

        ann.channel.receive("431[\"a\"]");
        ann.channel.receive("43[\"a\"]");
        ann.channel.receive("439007199254740991[\"a\"]");

        assertThat(results).isEmpty();
        assertThat(ann.channel.isClosed()).isFalse();
    }

    @Test
    void ignoresAnswersThatComeTooLate() {
        ask();
        server.advance(Duration.ofMillis(1100));

        ann.channel.receive("430[\"a\"]");

        assertThat(results).isEmpty();
        assertThat(missing().missingCount()).isEqualTo(3);
        assertThat(ann.channel.isClosed()).isFalse();
    }

    @Test
    void ignoresAnAnswerInAnotherNamespace() {
        server.io.of("/other");
        TestServer.join(ann.channel, "/other");
        ask();

        ann.channel.receive("43/other,0[\"a\"]");

        assertThat(results).isEmpty();
    }

    @Test
    void keepsTheQuestionsOfOneSocketAndOfAllApart() {
        ask();
        ann.socket().emitWithAck("own").subscribe(arguments -> results.add("own " + arguments.get(0, String.class)));

        ann.channel.receive("431[\"1\"]");
        ann.channel.receive("430[\"0\"]");

        assertThat(results).containsExactly("own 1", "ann 0");
    }

    @Test
    void asksOnSubscriptionAndOnceForEach() {
        Flux<BroadcastReply> replies = server.io.to(ann.id).emitWithAck("ask");
        ann.channel.expectNothing();

        subscribe(replies);
        subscribe(replies);

        ann.channel.expect("420[\"ask\"]");
        ann.channel.expect("421[\"ask\"]");
    }

    @Test
    void givesUpWhenItIsCancelled() {
        Disposable asked = ask();

        asked.dispose();
        ann.channel.receive("430[\"a\"]");
        bob.channel.disconnect(null);
        server.advance(Duration.ofSeconds(2));

        assertThat(results).isEmpty();
        assertThat(failure).isNull();
    }

    @Test
    void givesUpWhenItHasWhatItWants() {
        subscribe(server.io.timeout(SECOND).emitWithAck("ask").take(1));

        bob.channel.receive("430[\"b\"]");
        ann.channel.receive("430[\"a\"]");

        assertThat(results).containsExactly("bob b", "completed");
    }

    @Test
    void keepsAnswersForASlowSubscriber() {
        AtomicReference<Subscription> slow = new AtomicReference<>();
        server.io.timeout(SECOND).emitWithAck("ask").subscribe(new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                slow.set(subscription);
            }

            @Override
            protected void hookOnNext(BroadcastReply reply) {
                results.add(name(reply.socketId()));
            }

            @Override
            protected void hookOnComplete() {
                results.add("completed");
            }
        });
        List.of(ann, bob, cid).forEach(client -> client.channel.receive("430[]"));
        assertThat(results).isEmpty();

        slow.get().request(2);
        assertThat(results).containsExactly("ann", "bob");
        slow.get().request(1);

        assertThat(results).containsExactly("ann", "bob", "cid", "completed");
    }

    @Test
    void failsWhenAnArgumentCannotBeSent() {
        subscribe(server.io.emitWithAck("ask", new Object()));

        assertThat(failure).isInstanceOf(IllegalArgumentException.class);
        ann.channel.expectNothing();
        ask();
        assertThat(ann.channel.hasSent()).isTrue();
    }

    @Test
    void refusesReservedNames() {
        assertThatThrownBy(() -> server.io.emitWithAck("disconnect")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesBinaryAnswers() {
        List<byte[]> answers = new ArrayList<>();
        server.io
                .to(ann.id)
                .emitWithAck("ask")
                .subscribe(reply -> answers.add(reply.arguments().get(0, byte[].class)));

        ann.channel.receive("461-0[{\"_placeholder\":true,\"num\":0}]");
        ann.channel.receive(new byte[] {4, 5});

        assertThat(answers).singleElement().isEqualTo(new byte[] {4, 5});
    }

    @Test
    void leavesOutWhoIsSlowWhenItIsVolatile() {
        bob.channel.setWritable(false);
        ask(server.io.asVolatile().timeout(SECOND));
        bob.channel.expectNothing();
        ann.channel.receive("430[]");
        cid.channel.receive("430[]");

        server.advance(Duration.ofMillis(1100));

        assertThat(missing().missing()).containsExactly(bob.id);
    }

    @Test
    void countsARecipientThatIsDroppedWhileItIsAsked() {
        bob.channel.setPendingBytes(10L << 20);

        ask();
        ann.channel.receive("430[]");
        cid.channel.receive("430[]");

        assertThat(missing().missing()).containsExactly(bob.id);
    }

    @Test
    void countsARecipientThatIsSentAwayBeforeItIsReached() {
        ManualLane loop = new ManualLane();
        TestFrameChannel dan = server.openIn(loop, new TestFrameChannel(loop));
        dan.receive("40");
        loop.run();
        String id = TestServer.sid(dan.next().asText());

        ask(server.io.to(id).timeout(SECOND));
        server.io.to(id).disconnectSockets();
        assertThat(failure).isNull();
        loop.run();

        assertThat(missing().missing()).containsExactly(id);
        dan.expect("420[\"ask\",\"x\"]");
        dan.expect("41");
    }

    @Test
    void asksNobodyWhoIsOnTheWayOut() {
        ManualLane loop = new ManualLane();
        TestFrameChannel dan = server.openIn(loop, new TestFrameChannel(loop));
        dan.receive("40");
        loop.run();
        String id = TestServer.sid(dan.next().asText());

        server.io.to(id).disconnectSockets();
        ask(server.io.to(id));

        assertThat(results).containsExactly("completed");
    }

    @Test
    void waitsForAVeryLongTime() {
        ask(server.io.timeout(Duration.ofSeconds(Long.MAX_VALUE)));
        ann.socket()
                .timeout(Duration.ofSeconds(Long.MAX_VALUE))
                .emitWithAck("own")
                .subscribe();

        server.advance(SECOND);
        List.of(ann, bob, cid).forEach(client -> client.channel.receive("430[]"));

        assertThat(results).endsWith("completed");
    }

    @Test
    void letsASubscriberEmitAndAskAgain() {
        server.io
                .to(ann.id)
                .emitWithAck("first")
                .doOnNext(reply -> server.io.emit("news"))
                .thenMany(Flux.defer(() -> server.io.to(bob.id).emitWithAck("second")))
                .subscribe(reply -> results.add(name(reply.socketId())));

        ann.channel.expect("420[\"first\"]");
        ann.channel.receive("430[]");

        ann.channel.expect("42[\"news\"]");
        bob.channel.expect("42[\"news\"]");
        bob.channel.expect("421[\"second\"]");
        bob.channel.receive("431[]");
        assertThat(results).containsExactly("bob");
    }
}
