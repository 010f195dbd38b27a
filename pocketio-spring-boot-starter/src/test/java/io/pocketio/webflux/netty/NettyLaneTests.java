package io.pocketio.webflux.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.pocketio.engine.Admission;
import io.pocketio.engine.CloseReason;
import io.pocketio.engine.EngineServer;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.engine.TestRequests;
import io.pocketio.engine.session.EngineServerBuilder;
import io.pocketio.webflux.RecordingEngine;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NettyLaneTests {

    private static final int MUCH = 1024;

    private final EventLoop loop = new DefaultEventLoop();
    private final EventLoop other = new DefaultEventLoop();

    @AfterEach
    void end() {
        loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
        other.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }

    @Test
    void hasAConnectionWaitThatCausesMoreThanAnotherLaneHasDone() throws Exception {
        NettyLane lane = laneOf(loop);
        NettyLane busy = laneOf(other);
        CountDownLatch done = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        other.execute(() -> await(done));

        boolean readsOn = loop.submit(() -> {
                    lane.beginReading();
                    give(busy, MUCH);
                    return lane.readsOn();
                })
                .get();
        boolean readsOnWithMore = loop.submit(() -> {
                    give(busy, 1);
                    boolean reads = lane.readsOn();
                    lane.readOnLater(goesOn::countDown);
                    return reads;
                })
                .get();
        loop.submit(() -> {}).get();

        assertThat(readsOn).isTrue();
        assertThat(readsOnWithMore).isFalse();
        assertThat(goesOn.getCount()).isOne();
        done.countDown();
        assertThat(goesOn.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(loop.submit(() -> resumes(lane)).get()).isTrue();
    }

    @Test
    void hasNoOtherConnectionWaitForThat() throws Exception {
        NettyLane lane = laneOf(loop);
        NettyLane busy = laneOf(other);
        CountDownLatch done = new CountDownLatch(1);
        other.execute(() -> await(done));

        loop.submit(() -> give(busy, MUCH + 1)).get();

        assertThat(loop.submit(() -> resumes(lane)).get()).isTrue();
        done.countDown();
    }

    @Test
    void hasAConnectionWaitThatAppendsMoreThanItsLaneHasDone() throws Exception {
        NettyLane lane = laneOf(loop);

        boolean readsOn = loop.submit(() -> {
                    lane.beginReading();
                    for (int i = 0; i <= MUCH; i++) {
                        lane.append(() -> {});
                    }
                    return lane.readsOn();
                })
                .get();

        assertThat(readsOn).isFalse();
        CountDownLatch done = new CountDownLatch(1);
        loop.submit(() -> lane.readOnLater(done::countDown)).get();
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(loop.submit(() -> resumes(lane)).get()).isTrue();
    }

    @Test
    void goesOnInTurnsWithWhatIsPostedWhileTheLoopShutsDown() throws Exception {
        NettyLane lane = laneOf(loop);
        CountDownLatch done = new CountDownLatch(1000);

        loop.execute(() -> {
            loop.shutdownGracefully(60, 60, TimeUnit.SECONDS);
            for (int i = 0; i < 1000; i++) {
                lane.post(done::countDown);
            }
        });

        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }

    @Test
    void runsWhatIsLeftWhenTheLoopHasEnded() throws Exception {
        NettyLane lane = laneOf(loop);
        CountDownLatch done = new CountDownLatch(1);

        loop.execute(() -> {
            lane.post(done::countDown);
            loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
        });

        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void runsInOrderWhatIsGivenToALoopThatHasEnded() throws Exception {
        NettyLane lane = laneOf(loop);
        shutDown(loop);
        List<Integer> inLane = new CopyOnWriteArrayList<>();
        CountDownLatch done = new CountDownLatch(1000);

        for (int i = 0; i < 1000; i++) {
            int each = i;
            lane.execute(() -> {
                if (lane.inLane() && lane.inTurn()) {
                    inLane.add(each);
                }
                done.countDown();
            });
        }

        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(inLane).hasSize(1000).isSorted();
        assertThat(lane.inLane()).isFalse();
    }

    @Test
    void endsTheSessionsOfALoopThatHasEnded() throws Exception {
        RecordingEngine application = new RecordingEngine();
        EngineServer engine = EngineServerBuilder.create(application).build();
        Admission admission = engine.admit(TestRequests.webSocket("EIO=4&transport=websocket"))
                .block();
        new TestFrameChannel(laneOf(loop)).connect(engine, admission);
        application.session();
        shutDown(loop);

        engine.close().block(Duration.ofSeconds(10));

        assertThat(application.closed).containsExactly(CloseReason.SERVER_SHUTTING_DOWN);
        assertThat(engine.clientsCount()).isZero();
    }

    private static void shutDown(EventLoop loop) throws InterruptedException {
        loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
        assertThat(loop.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    private static boolean resumes(NettyLane lane) {
        lane.resumeReading();
        return lane.readsOn();
    }

    private static void give(NettyLane lane, int tasks) {
        for (int i = 0; i < tasks; i++) {
            lane.execute(() -> {});
        }
    }

    private static NettyLane laneOf(EventLoop loop) throws Exception {
        return loop.submit(() -> NettyLane.of(loop)).get();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
