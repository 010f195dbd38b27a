package io.pocketio.annotation.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pocketio.annotation.ExecutionMode;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.core.task.support.TaskExecutorAdapter;
import org.springframework.scheduling.concurrent.ConcurrentTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

class HandlerExecutorsTests {

    @Test
    void refusesExecutorsThatRunTasksInTheThreadThatGivesThem() {
        assertThat(refusal(Runnable::run))
                .contains("it runs tasks in the thread that gives them, which is an event loop");
        assertThat(refusal(new SyncTaskExecutor())).contains("it runs tasks in the thread that gives them");
        assertThat(refusal(new ConcurrentTaskExecutor(Runnable::run))).contains("it runs tasks in the thread");
    }

    @Test
    void refusesExecutorsThatDoSoWhenTheyAreFull() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1), new ThreadPoolExecutor.CallerRunsPolicy());
        ThreadPoolTaskExecutor spring = new ThreadPoolTaskExecutor();
        spring.setRejectedExecutionHandler(new ThreadPoolExecutor.CallerRunsPolicy());
        spring.initialize();
        try {
            assertThat(refusal(pool)).contains("when it is full (CallerRunsPolicy)");
            assertThat(refusal(spring)).contains("when it is full (CallerRunsPolicy)");
            assertThat(refusal(new ConcurrentTaskExecutor(pool))).contains("when it is full (CallerRunsPolicy)");
        } finally {
            pool.shutdown();
            spring.shutdown();
        }
    }

    @Test
    void refusesExecutorsOfWhichNobodyKnowsWhatTheyDoWhenTheyAreFull() {
        try (Pool waiting = new Pool(new Waiting());
                Pool derived = new Pool(new ThreadPoolExecutor.AbortPolicy() {})) {
            assertThat(refusal(waiting))
                    .contains("it may block the thread that gives it a task, or run the task there, when it is full ("
                            + Waiting.class.getName() + "). Choose AbortPolicy");
            assertThat(refusal(new TaskExecutorAdapter(waiting))).contains(Waiting.class.getName());
            assertThat(refusal(derived)).contains("(" + HandlerExecutorsTests.class.getName() + "$1)");
        }
    }

    @Test
    void takesExecutorsThatRejectOrDiscardWhatIsTooMuch() {
        for (RejectedExecutionHandler known : List.of(
                new ThreadPoolExecutor.AbortPolicy(),
                new ThreadPoolExecutor.DiscardPolicy(),
                new ThreadPoolExecutor.DiscardOldestPolicy())) {
            try (Pool pool = new Pool(known)) {
                assertThat(HandlerExecutors.objection(pool)).isNull();
                assertThat(HandlerExecutors.objection(new TaskExecutorAdapter(pool)))
                        .isNull();
            }
        }
        SimpleAsyncTaskExecutor rejecting = new SimpleAsyncTaskExecutor();
        rejecting.setConcurrencyLimit(10);
        rejecting.setRejectTasksWhenLimitReached(true);
        assertThat(HandlerExecutors.objection(rejecting)).isNull();
    }

    @Test
    void looksIntoAdapters() {
        SimpleAsyncTaskExecutor throttled = new SimpleAsyncTaskExecutor();
        throttled.setConcurrencyLimit(10);
        ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
        scheduler.setRejectedExecutionHandler(new Waiting());
        scheduler.initialize();
        try (Pool pool = new Pool(new ThreadPoolExecutor.CallerRunsPolicy())) {
            assertThat(refusal(new ConcurrentTaskExecutor(throttled))).contains("it blocks whoever gives it a task");
            assertThat(refusal(new TaskExecutorAdapter(throttled))).contains("it blocks whoever gives it a task");
            assertThat(refusal(new TaskExecutorAdapter(pool))).contains("when it is full (CallerRunsPolicy)");
            assertThat(refusal(new ConcurrentTaskExecutor(new TaskExecutorAdapter(pool))))
                    .contains("when it is full (CallerRunsPolicy)");
            assertThat(refusal(scheduler)).contains(Waiting.class.getName());
        } finally {
            scheduler.shutdown();
        }
    }

    @Test
    void refusesExecutorsThatHaveTheEventLoopWait() {
        SimpleAsyncTaskExecutor throttled = new SimpleAsyncTaskExecutor();
        throttled.setConcurrencyLimit(10);

        assertThat(refusal(throttled))
                .contains("it blocks whoever gives it a task")
                .contains("Remove the limit");
    }

    @Test
    void takesExecutorsWithThreads() {
        ThreadPoolTaskExecutor pool = new ThreadPoolTaskExecutor();
        pool.initialize();
        try {
            assertThat(HandlerExecutors.objection(pool)).isNull();
            assertThat(HandlerExecutors.objection(new SimpleAsyncTaskExecutor()))
                    .isNull();
        } finally {
            pool.shutdown();
        }
    }

    /** Blocks in the application's way; it is never asked here. */
    private static final class Waiting implements RejectedExecutionHandler {

        @Override
        public void rejectedExecution(Runnable task, ThreadPoolExecutor executor) {
            throw new AssertionError("It is not full");
        }
    }

    /** One thread and room for one task. */
    private static final class Pool extends ThreadPoolExecutor implements AutoCloseable {

        Pool(RejectedExecutionHandler whenFull) {
            super(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1), whenFull);
        }

        @Override
        public void close() {
            shutdown();
        }
    }

    private static String refusal(Executor executor) {
        return String.valueOf(assertThatIllegalArgumentException()
                .isThrownBy(() -> new HandlerExecutors(ExecutionMode.VIRTUAL_THREADS, executor))
                .actual()
                .getMessage());
    }
}
