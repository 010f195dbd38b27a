package io.pocketio.webflux.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NettyTurnsTests {

    private static final int MUCH = 1024;

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private final EventLoop loop = loops.next();
    private final EventLoop other = loops.next();
    private final NettyTurns turns = new NettyTurns(loop);

    @AfterEach
    void end() {
        loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }

    @Test
    void runsAtTheEndWhatTheLoopDoesBeforeItLooksAtItsConnectionsAndInTheNextWhatItDoesThen() throws Exception {
        List<String> ran = new CopyOnWriteArrayList<>();
        CountDownLatch done = new CountDownLatch(1);

        loop.execute(() -> {
            turns.inNext(() -> {
                ran.add("next");
                done.countDown();
            });
            turns.atEnd(() -> {
                ran.add("end");
                turns.atEnd(() -> ran.add("end of that"));
            });
        });

        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(ran).containsExactly("end", "end of that", "next");
    }

    @Test
    void runsInTheNextTurnWhatAnotherThreadGives() throws Exception {
        CountDownLatch done = new CountDownLatch(1);

        turns.inNext(() -> {
            if (loop.inEventLoop()) {
                done.countDown();
            }
        });

        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void waitsForWhatItHasCausedInAnotherLoop() throws Exception {
        NettyLane busy = other.submit(() -> NettyLane.of(other)).get();
        CountDownLatch free = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        other.execute(() -> await(free));

        boolean causesTooMuch = loop.submit(() -> {
                    turns.begin();
                    give(busy, MUCH);
                    return turns.causesTooMuch();
                })
                .get();
        boolean causesTooMuchWithMore = loop.submit(() -> {
                    give(busy, 1);
                    turns.inNext(goesOn::countDown);
                    return turns.causesTooMuch();
                })
                .get();

        assertThat(causesTooMuch).isFalse();
        assertThat(causesTooMuchWithMore).isTrue();
        assertThat(goesOn.await(100, TimeUnit.MILLISECONDS)).isFalse();
        free.countDown();
        assertThat(goesOn.await(10, TimeUnit.SECONDS)).isTrue();
        boolean answersForIt = loop.submit(() -> {
                    turns.begin();
                    return turns.causesTooMuch();
                })
                .get();
        assertThat(answersForIt).isFalse();
    }

    private static void give(NettyLane lane, int tasks) {
        for (int i = 0; i < tasks; i++) {
            lane.execute(() -> {});
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
