package io.pocketio.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pocketio.engine.Admission;
import io.pocketio.engine.TestEngine;
import io.pocketio.engine.TestEngine.Poll;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.engine.TransportType;
import io.pocketio.lane.Lane;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpgradeTests {

    private final TestEngine engine = new TestEngine();
    private final String sid = engine.open();

    @Test
    void answersTheProbeThenUpgrades() {
        TestFrameChannel channel = engine.upgrade(sid);

        channel.receive("2probe");
        channel.expect("3probe");
        channel.receive("5");

        assertThat(engine.session().transport()).isEqualTo(TransportType.WEBSOCKET);
        channel.receive("4over the new transport");
        assertThat(engine.texts()).containsExactly("over the new transport");
    }

    @Test
    void releasesEachParkedGetWhileItProbes() {
        Poll first = engine.poll(sid);
        TestFrameChannel channel = engine.upgrade(sid);
        channel.receive("2probe");
        assertThat(first.isParked()).isTrue();

        engine.advance(Duration.ofMillis(150));
        assertThat(first.body()).isEqualTo("6");
        Poll second = engine.poll(sid);
        engine.advance(Duration.ofMillis(150));

        assertThat(second.body()).isEqualTo("6");
    }

    @Test
    void handsOnWhatIsLeftOfAPostBeforeItMoves() {
        TestFrameChannel channel = engine.upgrade(sid);
        channel.receive("2probe");
        channel.expect("3probe");
        engine.onMessage = message -> engine.session().setReading(false);
        Poll post = engine.post(sid, "4a\u001e4b\u001e4c");
        assertThat(post.isParked()).isTrue();

        channel.receive("5");
        engine.advance(Duration.ofMillis(150));
        assertThat(engine.session().transport()).isEqualTo(TransportType.POLLING);
        assertThat(channel.isReading()).isFalse();
        engine.onMessage = message -> {};
        engine.session().setReading(true);
        engine.advance(Duration.ofMillis(150));
        assertThat(channel.isReading()).isTrue();
        channel.receive("4d");

        assertThat(engine.session().transport()).isEqualTo(TransportType.WEBSOCKET);
        assertThat(post.body()).isEqualTo("ok");
        assertThat(engine.texts()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void keepsOrderAcrossTheUpgrade() {
        TestFrameChannel channel = engine.upgrade(sid);
        channel.receive("2probe");
        channel.expect("3probe");
        engine.send("1");
        engine.send("2");
        channel.expectNothing();

        channel.receive("5");
        engine.send("3");

        channel.expect("41");
        channel.expect("42");
        channel.expect("43");
    }

    @Test
    void abandonsAClientThatProbesWithoutReading() {
        TestFrameChannel channel = engine.upgrade(sid);
        channel.receive("2probe");
        channel.expect("3probe");

        channel.setWritable(false);
        channel.receive("2probe");

        assertThat(channel.isClosed()).isTrue();
        assertStillPolling();
    }

    @Test
    void goesOnOverPollingWhileItProbes() {
        TestFrameChannel channel = engine.upgrade(sid);
        channel.receive("2probe");

        engine.post(sid, "4a");
        engine.send("b");

        assertThat(engine.texts()).containsExactly("a");
        assertThat(engine.poll(sid).body()).isEqualTo("4b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4hello", "2", "5", "3probe", "x", ""})
    void staysOnPollingAfterAnyOtherFirstPacket(String packet) {
        TestFrameChannel channel = engine.upgrade(sid);

        channel.receive(packet);

        assertThat(channel.isClosed()).isTrue();
        assertStillPolling();
    }

    @Test
    void staysOnPollingWhenTheUpgradeTakesTooLong() {
        TestFrameChannel channel = engine.upgrade(sid);
        channel.receive("2probe");

        engine.advance(Duration.ofMillis(9900));
        assertThat(channel.isClosed()).isFalse();
        engine.advance(Duration.ofMillis(200));

        assertThat(channel.isClosed()).isTrue();
        assertStillPolling();
    }

    @Test
    void staysOnPollingWhenTheWebSocketIsLost() {
        TestFrameChannel channel = engine.upgrade(sid);
        channel.receive("2probe");

        channel.disconnect(null);

        assertStillPolling();
        TestFrameChannel again = engine.upgrade(sid);
        again.receive("2probe");
        again.expect("3probe");
    }

    private void assertStillPolling() {
        assertThat(engine.session().transport()).isEqualTo(TransportType.POLLING);
        assertThat(engine.closes).isEmpty();
        engine.send("still here");
        assertThat(engine.poll(sid).body()).isEqualTo("4still here");
    }

    @Test
    void closesASecondWebSocketWhileItProbes() {
        TestFrameChannel first = engine.upgrade(sid);

        TestFrameChannel second = engine.upgrade(sid);

        assertThat(second.isClosed()).isTrue();
        first.receive("2probe");
        first.expect("3probe");
    }

    @Test
    void closesAnotherWebSocketAfterTheUpgrade() {
        TestEngine fresh = new TestEngine();
        TestFrameChannel upgraded = fresh.upgraded();

        TestFrameChannel second = fresh.upgrade(fresh.session().id());

        assertThat(second.isClosed()).isTrue();
        upgraded.receive("4still here");
        assertThat(fresh.texts()).containsExactly("still here");
    }

    @Test
    void refusesPollsAfterTheUpgrade() {
        TestEngine fresh = new TestEngine();
        fresh.upgraded();

        Poll poll = fresh.poll(fresh.session().id());

        assertThat(poll.status()).isEqualTo(400);
        assertThat(poll.body()).isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
    }

    @Test
    void refusesAnUpgradeThatIsNotAllowed() {
        TestEngine fixed = new TestEngine(options -> options.allowUpgrades(false));
        String fixedSid = fixed.open();

        assertThat(fixed.admit(TestEngine.WEBSOCKET + "&sid=" + fixedSid)).isInstanceOf(Admission.Refused.class);
    }

    @Test
    void countsNothingOfWhatTheWebSocketHasTaken() {
        TestFrameChannel channel = engine.upgrade(sid);
        channel.receive("2probe");
        for (int i = 0; i < 30; i++) {
            engine.send("x".repeat(1000));
        }
        assertThat(engine.server.statistics().slowClients()).isOne();

        channel.receive("5");

        assertThat(channel.sentCount()).isEqualTo(31);
        assertThat(engine.server.statistics().slowClients()).isZero();
        assertThat(engine.server.statistics().outboundBytes()).isZero();
    }

    @Test
    void countsWhatTheWebSocketHasNotTaken() {
        TestFrameChannel channel = engine.upgrade(sid);
        channel.receive("2probe");
        engine.send("x".repeat(30_000));
        channel.stall();

        channel.receive("5");

        assertThat(engine.server.statistics().slowClients()).isOne();
        channel.catchUp();
        assertThat(engine.server.statistics().slowClients()).isZero();
    }

    @Test
    void closesTheProbedWebSocketWithTheSession() {
        TestFrameChannel channel = engine.upgrade(sid);
        channel.receive("2probe");

        engine.post(sid, "1");

        assertThat(channel.isClosed()).isTrue();
        assertThat(engine.closes).containsExactly("transport close");
    }

    @Test
    void closesAfterTheUpgradeWhenAskedDuringIt() {
        TestFrameChannel channel = engine.upgrade(sid);
        channel.receive("2probe");
        channel.expect("3probe");

        engine.session().close();
        assertThat(engine.closes).isEmpty();
        channel.receive("5");

        assertThat(channel.isClosed()).isTrue();
        assertThat(engine.closes).containsExactly("forced close");
    }

    @Test
    void closesOverPollingWhenTheUpgradeFailsMeanwhile() {
        TestFrameChannel channel = engine.upgrade(sid);
        channel.receive("2probe");
        engine.session().close();

        channel.disconnect(null);

        assertThat(engine.poll(sid).body()).isEqualTo("6\u001e1");
        assertThat(engine.closes).containsExactly("forced close");
    }

    @Test
    void takesThePauseAlong() {
        engine.session().setReading(false);

        TestFrameChannel channel = engine.upgrade(sid);
        channel.receive("2probe");
        channel.receive("5");

        assertThat(channel.isReading()).isFalse();
    }

    @Test
    void writesInTheLaneOfTheChannelThoughAnotherThreadHoldsTheSession() throws Exception {
        ExecutorService loopThread = Executors.newSingleThreadExecutor();
        ThreadLane loop = new ThreadLane(loopThread);
        TestFrameChannel channel = new TestFrameChannel(loop);
        Admission admission = engine.admit(TestEngine.WEBSOCKET + "&sid=" + sid);
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Thread holder = new Thread(() -> engine.session().lane().execute(() -> hold(held, release)));
        holder.start();
        assertThat(held.await(10, TimeUnit.SECONDS)).isTrue();

        loop.call(() -> {
            channel.connect(engine.server, admission);
            channel.receive("2probe");
            channel.receive("5");
        });
        engine.send("hello");
        release.countDown();
        holder.join();

        await().untilAsserted(
                        () -> loop.call(() -> assertThat(channel.sentCount()).isEqualTo(2)));
        loop.call(() -> {
            channel.expect("3probe");
            channel.expect("4hello");
        });
        assertThat(channel.strays()).isZero();
        loopThread.shutdown();
    }

    @Test
    void upgradesOverAnotherEventLoopAfterAnUpgradeThatFailed() throws Exception {
        ExecutorService first = Executors.newSingleThreadExecutor();
        ExecutorService second = Executors.newSingleThreadExecutor();
        ThreadLane firstLoop = new ThreadLane(first);
        ThreadLane secondLoop = new ThreadLane(second);
        TestFrameChannel lost = new TestFrameChannel(firstLoop);
        TestFrameChannel channel = new TestFrameChannel(secondLoop);
        Admission admission = engine.admit(TestEngine.WEBSOCKET + "&sid=" + sid);
        firstLoop.call(() -> {
            lost.connect(engine.server, admission);
            lost.receive("2probe");
            lost.disconnect(null);
        });

        secondLoop.call(() -> {
            channel.connect(engine.server, admission);
            channel.receive("2probe");
            channel.receive("5");
            channel.receive("4from the client");
        });
        engine.send("1");
        engine.send("2");

        await().untilAsserted(() ->
                secondLoop.call(() -> assertThat(channel.sentCount()).isEqualTo(3)));
        secondLoop.call(() -> {
            channel.expect("3probe");
            channel.expect("41");
            channel.expect("42");
        });
        await().until(() -> engine.texts().contains("from the client"));
        assertThat(channel.strays()).isZero();
        first.shutdown();
        second.shutdown();
    }

    private static void hold(CountDownLatch held, CountDownLatch release) {
        held.countDown();
        try {
            assertThat(release.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A lane with a thread of its own, as an event loop is. */
    private static final class ThreadLane implements Lane {

        private final ExecutorService loop;
        private final Thread thread;

        private ThreadLane(ExecutorService loop) throws Exception {
            this.loop = loop;
            this.thread = loop.submit(Thread::currentThread).get();
        }

        @Override
        public boolean inLane() {
            return Thread.currentThread() == thread;
        }

        @Override
        public void execute(Runnable task) {
            if (inLane()) {
                task.run();
            } else {
                loop.execute(task);
            }
        }

        @Override
        public void post(Runnable task) {
            loop.execute(task);
        }

        void call(Runnable task) throws Exception {
            loop.submit(task).get(10, TimeUnit.SECONDS);
        }

        <T> T ask(Callable<T> question) throws Exception {
            return loop.submit(question).get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void leavesNoTimerBehind() {
        TestEngine fresh = new TestEngine();
        TestFrameChannel channel = fresh.upgraded();

        channel.disconnect(null);

        assertThat(fresh.server.timersCount()).isZero();
    }
}
