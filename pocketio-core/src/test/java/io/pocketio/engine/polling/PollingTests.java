package io.pocketio.engine.polling;

import static io.pocketio.engine.TestEngine.POLLING;
import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.engine.CloseReason;
import io.pocketio.engine.EngineRequest;
import io.pocketio.engine.EngineResponse;
import io.pocketio.engine.EngineServer;
import io.pocketio.engine.SessionListener;
import io.pocketio.engine.TestEngine;
import io.pocketio.engine.TestEngine.Poll;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.engine.TestRequests;
import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.engine.packet.Frame;
import io.pocketio.engine.session.EngineServerBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.test.publisher.TestPublisher;

class PollingTests {

    private final TestEngine engine = new TestEngine(options -> options.maxHttpBufferSize(100));
    private final String sid = engine.open();

    @Test
    void parksAGetUntilThereIsSomethingToSend() {
        Poll poll = engine.poll(sid);
        assertThat(poll.isParked()).isTrue();

        engine.send("hello");

        assertThat(poll.status()).isEqualTo(200);
        assertThat(poll.body()).isEqualTo("4hello");
        assertThat(poll.headers())
                .containsOnly(
                        Map.entry("Content-Type", "text/plain; charset=UTF-8"), Map.entry("cache-control", "no-store"));
    }

    @Test
    void sendsWhatHasGatheredInOnePayload() {
        engine.send("a");
        engine.session().send(EnginePacket.message(new byte[] {1, 2, 3, 4}));
        engine.send("€");

        assertThat(engine.poll(sid).body()).isEqualTo("4a\u001ebAQIDBA==\u001e4€");
    }

    @Test
    void sendsAHeadAndItsAttachmentTogether() {
        Poll poll = engine.poll(sid);

        engine.session().send(List.of(EnginePacket.message("head"), EnginePacket.message(new byte[] {1})));

        assertThat(poll.body()).isEqualTo("4head\u001ebAQ==");
    }

    @Test
    void dispatchesAPayloadInOrderAndAnswersOk() {
        Poll post = engine.post(sid, "4a\u001e4b\u001ebAQIDBA==\u001e4");

        assertThat(post.status()).isEqualTo(200);
        assertThat(post.body()).isEqualTo("ok");
        assertThat(post.headers())
                .containsOnly(Map.entry("Content-Type", "text/html"), Map.entry("cache-control", "no-store"));
        assertThat(engine.texts().subList(0, 2)).containsExactly("a", "b");
        assertThat(engine.messages.get(2).isBinary()).isTrue();
        assertThat(engine.messages.get(2).toByteArray()).containsExactly(1, 2, 3, 4);
        assertThat(engine.texts().get(3)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "7abc", "4a\u001e", "\u001e4a", "4a\u001e\u001e4b"})
    void closesForWhatIsNoPacket(String payload) {
        Poll poll = engine.poll(sid);

        Poll post = engine.post(sid, payload);

        assertThat(post.body()).isEqualTo("ok");
        assertThat(poll.body()).isEqualTo("1");
        assertThat(engine.closes).containsExactly("parse error");
        assertThat(engine.poll(sid).body()).isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
    }

    @Test
    void deliversWhatCameBeforeAnInvalidPacket() {
        engine.post(sid, "4a\u001e4b\u001ex\u001e4c");

        assertThat(engine.texts()).containsExactly("a", "b");
    }

    @Test
    void closesForTextThatIsNotUtf8() {
        engine.handle(
                TestRequests.post(POLLING + "&sid=" + sid, Mono.just(new byte[] {'4', (byte) 0xc3, (byte) 0x28})));

        assertThat(engine.closes).containsExactly("parse error");
    }

    @Test
    void closesForASecondGet() {
        Poll first = engine.poll(sid);

        Poll second = engine.poll(sid);

        assertThat(first.body()).isEqualTo("1");
        assertThat(second.status()).isEqualTo(400);
        assertThat(second.body()).isEmpty();
        assertThat(engine.closes).containsExactly("transport error");
    }

    @Test
    void closesForASecondPost() {
        Poll first = engine.handle(TestRequests.post(
                POLLING + "&sid=" + sid, TestPublisher.<byte[]>create().flux()));

        Poll second = engine.post(sid, "4a");

        assertThat(second.status()).isEqualTo(400);
        assertThat(second.body()).isEmpty();
        assertThat(first.status()).isEqualTo(400);
        assertThat(engine.closes).containsExactly("transport error");
        assertThat(engine.messages).isEmpty();
    }

    @Test
    void closesWhenAParkedGetIsAborted() {
        Poll poll = engine.poll(sid);

        poll.abort();

        assertThat(engine.closes).containsExactly("transport error");
        assertThat(engine.server.clientsCount()).isZero();
    }

    @Test
    void closesWhenAPostIsAborted() {
        TestPublisher<byte[]> body = TestPublisher.create();
        Poll post = engine.handle(TestRequests.post(POLLING + "&sid=" + sid, body.flux()));
        body.next("4a".getBytes(StandardCharsets.UTF_8));

        post.abort();

        body.assertCancelled();
        assertThat(engine.closes).containsExactly("transport error");
        assertThat(engine.messages).isEmpty();
    }

    @Test
    void closesWhenAPostIsAbortedBeforeItsBodyIsThere() {
        EngineRequest post = TestRequests.post(POLLING + "&sid=" + sid, subscriber -> {});

        engine.server.handle(post).subscribe(new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                subscription.cancel();
            }
        });

        assertThat(engine.closes).containsExactly("transport error");
    }

    @Test
    void closesWhenABodyBreaksOff() {
        engine.handle(TestRequests.post(POLLING + "&sid=" + sid, Mono.error(new java.io.IOException("reset"))));

        assertThat(engine.closes).containsExactly("transport error");
    }

    @Test
    void takesABodyOfExactlyTheLimit() {
        String text = "x".repeat(99);

        assertThat(engine.post(sid, "4" + text).status()).isEqualTo(200);
        assertThat(engine.texts()).containsExactly(text);
    }

    @Test
    void refusesABodyAboveTheLimitAndKeepsTheSession() {
        Poll post = engine.post(sid, "4" + "x".repeat(100));

        assertThat(post.status()).isEqualTo(413);
        assertThat(post.body()).isEmpty();
        assertThat(engine.closes).isEmpty();
        assertThat(engine.post(sid, "4a").status()).isEqualTo(200);
    }

    @Test
    void stopsReadingABodyAtTheLimit() {
        TestPublisher<byte[]> body = TestPublisher.create();
        Poll post = engine.handle(TestRequests.post(POLLING + "&sid=" + sid, body.flux()));

        body.next(new byte[60]);
        body.next(new byte[60]);

        assertThat(post.status()).isEqualTo(413);
        body.assertCancelled();
    }

    @Test
    void closesForABinaryContentType() {
        Poll post = engine.handle(TestRequests.request(
                "POST",
                POLLING + "&sid=" + sid,
                false,
                Map.of("content-type", "application/octet-stream"),
                Mono.just(new byte[] {1})));

        assertThat(post.status()).isEqualTo(400);
        assertThat(engine.closes).containsExactly("transport error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"})
    void answersOtherMethodsWith500(String method) {
        Poll poll = engine.handle(TestRequests.request(method, POLLING + "&sid=" + sid, false, Map.of(), Mono.empty()));

        assertThat(poll.status()).isEqualTo(500);
        assertThat(poll.body()).isEmpty();
        assertThat(engine.closes).isEmpty();
    }

    @Test
    void releasesTheGetWithANoopWhenTheClientCloses() {
        Poll poll = engine.poll(sid);

        Poll post = engine.post(sid, "1");

        assertThat(post.body()).isEqualTo("ok");
        assertThat(poll.body()).isEqualTo("6");
        assertThat(engine.closes).containsExactly("transport close");
    }

    @Test
    void answersAParkedGetWithACloseAtOnce() {
        Poll poll = engine.poll(sid);

        engine.session().close();

        assertThat(poll.body()).isEqualTo("1");
        assertThat(engine.closes).containsExactly("forced close");
    }

    @Test
    void defersACloseToTheNextGet() {
        engine.session().close();
        assertThat(engine.session().isOpen()).isFalse();
        assertThat(engine.closes).isEmpty();

        assertThat(engine.poll(sid).body()).isEqualTo("6\u001e1");
        assertThat(engine.closes).containsExactly("forced close");
    }

    @Test
    void sendsWhatWaitsBeforeADeferredClose() {
        engine.send("last words");
        engine.session().close();
        engine.send("too late");

        assertThat(engine.poll(sid).body()).isEqualTo("4last words");
        assertThat(engine.poll(sid).body()).isEqualTo("6\u001e1");
    }

    @Test
    void givesUpADeferredCloseAfterThirtySeconds() {
        engine.send("to the first poll");
        engine.poll(sid);
        engine.session().close();

        engine.advance(Duration.ofSeconds(29));
        assertThat(engine.closes).isEmpty();
        engine.advance(Duration.ofMillis(1100));

        assertThat(engine.closes).containsExactly("forced close");
        assertThat(engine.server.clientsCount()).isZero();
    }

    @Test
    void ignoresMessagesWhileItCloses() {
        engine.session().close();

        assertThat(engine.post(sid, "4a").body()).isEqualTo("ok");
        assertThat(engine.messages).isEmpty();
    }

    @Test
    void goesOnWithAPostWhenItReadsAgain() {
        engine.onMessage = message -> engine.session().setReading(false);

        Poll post = engine.post(sid, "4a\u001e4b\u001e4c");
        assertThat(engine.texts()).containsExactly("a");
        engine.session().setReading(true);
        assertThat(engine.texts()).containsExactly("a", "b");
        assertThat(post.isParked()).isTrue();
        engine.session().setReading(true);

        assertThat(engine.texts()).containsExactly("a", "b", "c");
        assertThat(post.isParked()).isTrue();
        engine.session().setReading(true);
        assertThat(post.body()).isEqualTo("ok");
    }

    @Test
    void letsOthersHaveTheirTurnDuringALongPost() {
        List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
        EngineServer server = EngineServerBuilder.create(session -> new SessionListener() {
                    @Override
                    public void message(Frame message) {
                        threads.add(Thread.currentThread());
                    }

                    @Override
                    public void closed(CloseReason reason, @Nullable Throwable cause) {
                        threads.clear();
                    }
                })
                .build();
        String longSid = TestEngine.sid(new Poll(server.handle(TestRequests.get(POLLING))).body());
        String payload = "4a" + "\u001e4a".repeat(999);

        EngineResponse response = server.handle(TestRequests.post(POLLING + "&sid=" + longSid, payload))
                .block(Duration.ofSeconds(10));

        assertThat(response).isNotNull();
        assertThat(response.status()).isEqualTo(200);
        assertThat(threads).hasSize(1000);
        assertThat(threads.get(0)).isEqualTo(Thread.currentThread());
        assertThat(threads.get(999)).isNotEqualTo(Thread.currentThread());
        server.close().block();
    }

    @Test
    void abortsAPostThatOutlastsAnUpgrade() {
        TestPublisher<byte[]> body = TestPublisher.create();
        Poll post = engine.handle(TestRequests.post(POLLING + "&sid=" + sid, body.flux()));
        TestFrameChannel channel = engine.upgrade(sid);

        channel.receive("2probe");
        channel.receive("5");

        assertThat(post.status()).isEqualTo(400);
        body.assertCancelled();
        channel.receive("4still here");
        assertThat(engine.texts()).containsExactly("still here");
    }

    @Test
    void endsAtOnceWhenTheClientClosesASessionThatIsClosing() {
        engine.session().close();
        assertThat(engine.closes).isEmpty();

        engine.post(sid, "1");

        assertThat(engine.closes).containsExactly("forced close");
        assertThat(engine.server.clientsCount()).isZero();
    }

    @Test
    void isWritableWhileAGetIsParked() {
        assertThat(engine.session().isWritable()).isFalse();
        Poll poll = engine.poll(sid);
        assertThat(engine.session().isWritable()).isTrue();

        engine.session().sendVolatile(List.of(EnginePacket.message("now")));
        engine.session().sendVolatile(List.of(EnginePacket.message("lost")));

        assertThat(poll.body()).isEqualTo("4now");
        assertThat(engine.poll(sid).isParked()).isTrue();
    }

    @Test
    void closesWhenMoreWaitsThanTheOutboundBound() {
        TestEngine bounded = new TestEngine(options -> options.maxOutboundBuffer(1000));
        bounded.open();

        // small packets weigh more in memory than on the wire
        for (int i = 0; i < 7; i++) {
            bounded.send("1");
        }
        assertThat(bounded.closes).isEmpty();
        bounded.send("2");

        assertThat(bounded.closes).containsExactly("outbound buffer overflow");
    }

    @Test
    void answersParkedGetsWhenTheServerCloses() {
        Poll poll = engine.poll(sid);

        engine.server.close().block();

        assertThat(poll.body()).isEqualTo("1");
        assertThat(engine.closes).containsExactly("server shutting down");
        assertThat(engine.server.timersCount()).isZero();
    }

    @Test
    void shieldsPayloadsFromOldInternetExplorers() {
        Poll poll = engine.handle(TestRequests.request(
                "GET",
                POLLING,
                false,
                Map.of("user-agent", "Mozilla/5.0 (Windows NT 6.1; Trident/7.0)"),
                Mono.empty()));

        assertThat(poll.headers()).containsEntry("X-XSS-Protection", "0");
    }
}
