package io.pocketio.annotation.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pocketio.annotation.ExecutionMode;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.scheduling.concurrent.ConcurrentTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

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

    private static String refusal(Executor executor) {
        return String.valueOf(assertThatIllegalArgumentException()
                .isThrownBy(() -> new HandlerExecutors(ExecutionMode.VIRTUAL_THREADS, executor))
                .actual()
                .getMessage());
    }
}
