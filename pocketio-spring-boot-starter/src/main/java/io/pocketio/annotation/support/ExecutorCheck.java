package io.pocketio.annotation.support;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.concurrent.ConcurrentTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** Finds out whether an executor takes tasks without having its caller wait, or do the work. */
final class ExecutorCheck {

    private static final String BLOCKS = "it blocks whoever gives it a task when its concurrency limit is reached."
            + " Remove the limit, or give handlers an executor of their own.";
    private static final String FALLS_BACK =
            "it runs tasks in the thread that gives them when it is full (CallerRunsPolicy)."
                    + " Choose another policy, or give handlers an executor of their own.";
    private static final String RUNS_IN_CALLER = "it runs tasks in the thread that gives them, which is an event loop."
            + " Choose the mode event-loop if that is meant, or an executor with threads.";

    private ExecutorCheck() {}

    static @Nullable String objection(Executor executor) {
        if (executor instanceof SimpleAsyncTaskExecutor simple && simple.isThrottleActive()) {
            return BLOCKS;
        }
        if (isCallerRuns(executor)) {
            return FALLS_BACK;
        }
        return runsInCaller(executor) ? RUNS_IN_CALLER : null;
    }

    private static boolean isCallerRuns(Executor executor) {
        if (executor instanceof ThreadPoolTaskExecutor spring) {
            return isCallerRuns(spring.getThreadPoolExecutor());
        }
        if (executor instanceof ConcurrentTaskExecutor adapter) {
            return isCallerRuns(adapter.getConcurrentExecutor());
        }
        return executor instanceof ThreadPoolExecutor pool
                && pool.getRejectedExecutionHandler() instanceof ThreadPoolExecutor.CallerRunsPolicy;
    }

    private static boolean runsInCaller(Executor executor) {
        Thread caller = Thread.currentThread();
        AtomicBoolean inCaller = new AtomicBoolean();
        try {
            executor.execute(() -> {
                if (Thread.currentThread() == caller) {
                    inCaller.set(true);
                }
            });
        } catch (RejectedExecutionException full) {
            return false; // it may be less busy later
        }
        return inCaller.get();
    }
}
