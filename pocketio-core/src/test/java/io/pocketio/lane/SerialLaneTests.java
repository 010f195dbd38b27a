package io.pocketio.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SerialLaneTests {

    private final SerialLane lane = new SerialLane();

    @Test
    void runsATaskAtOnceWhenItIsFree() {
        List<String> ran = new ArrayList<>();

        lane.execute(() -> {
            assertThat(lane.inLane()).isTrue();
            lane.execute(() -> ran.add("nested"));
            ran.add("outer");
        });

        assertThat(ran).containsExactly("nested", "outer");
        assertThat(lane.inLane()).isFalse();
    }

    @Test
    void runsOneTaskAtATimeAndKeepsEachCallersOrder() throws Exception {
        int callers = 4;
        int tasks = 20_000;
        List<List<Integer>> seen = new ArrayList<>();
        int[] total = {0};
        CountDownLatch done = new CountDownLatch(callers);
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        for (int caller = 0; caller < callers; caller++) {
            List<Integer> order = new ArrayList<>();
            seen.add(order);
            threads.execute(() -> {
                for (int i = 0; i < tasks; i++) {
                    int number = i;
                    lane.execute(() -> {
                        order.add(number);
                        total[0]++;
                    });
                }
                lane.execute(done::countDown);
            });
        }

        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        threads.shutdown();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();

        assertThat(total[0]).isEqualTo(callers * tasks);
        assertThat(seen).allSatisfy(order -> assertThat(order).isSorted().hasSize(tasks));
    }

    @Test
    void survivesATaskThatFails() {
        lane.execute(() -> {
            throw new IllegalStateException("bug");
        });
        List<String> ran = new ArrayList<>();

        lane.execute(() -> ran.add("next"));

        assertThat(ran).containsExactly("next");
    }

    @Test
    void makesNobodyWorkForOthers() throws Exception {
        CountDownLatch queued = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        List<Thread> workers = new ArrayList<>();
        Thread caller = new Thread(() -> lane.execute(() -> await(queued)));
        caller.start();
        while (lane.tryEnter()) {
            lane.exit();
        }
        lane.execute(() -> {
            workers.add(Thread.currentThread());
            done.countDown();
        });

        queued.countDown();

        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(workers).doesNotContain(caller, Thread.currentThread());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void borrowsNobodyForWhatIsPosted() {
        ManualExecutor workers = new ManualExecutor();
        SerialLane posted = new SerialLane(workers);
        List<String> ran = new ArrayList<>();

        posted.post(() -> ran.add("outside"));
        assertThat(ran).isEmpty();
        workers.run();
        posted.execute(() -> {
            posted.post(() -> ran.add("inside"));
            ran.add("poster");
        });
        assertThat(ran).containsExactly("outside", "poster");
        posted.execute(() -> ran.add("behind"));
        workers.run();

        assertThat(ran).containsExactly("outside", "poster", "inside", "behind");
    }

    @Test
    void givesOthersTheirTurnWhenMuchWaits() {
        ManualExecutor workers = new ManualExecutor();
        SerialLane busy = new SerialLane(workers);
        List<Integer> ran = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            int number = i;
            busy.post(() -> ran.add(number));
        }

        workers.runNext();
        assertThat(ran).hasSizeBetween(1, 256);
        workers.run();

        assertThat(ran).hasSize(1000).isSorted();
    }

    @Test
    void runsTasksInTheLaneThatItIsRoutedThrough() {
        SerialLane loop = new SerialLane();
        List<Boolean> inLoop = new ArrayList<>();

        lane.execute(() -> lane.routeThrough(loop));
        lane.execute(() -> inLoop.add(loop.inLane()));

        assertThat(inLoop).containsExactly(true);
    }
}
