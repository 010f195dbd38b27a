package io.pocketio.annotation.support;

import java.lang.reflect.Field;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.support.TaskExecutorAdapter;
import org.springframework.scheduling.concurrent.ConcurrentTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.util.ReflectionUtils;

/** Finds out whether an executor takes tasks without having its caller wait, or do the work. */
final class ExecutorCheck {

    private static final String BLOCKS = "it blocks whoever gives it a task when its concurrency limit is reached."
            + " Remove the limit, have it reject tasks then, or give handlers an executor of their own.";
    private static final String RUNS_IN_CALLER = "it runs tasks in the thread that gives them, which is an event loop."
            + " Choose the mode event-loop if that is meant, or an executor with threads.";

    /** What becomes of a task that does not fit is decided at once, and the task is not run. Their subclasses may do otherwise. */
    private static final Set<Class<?>> REJECTING = Set.of(
            ThreadPoolExecutor.AbortPolicy.class,
            ThreadPoolExecutor.DiscardPolicy.class,
            ThreadPoolExecutor.DiscardOldestPolicy.class);

    private ExecutorCheck() {}

    static @Nullable String objection(Executor executor) {
        Executor innermost = unwrapped(executor);
        if (innermost instanceof SimpleAsyncTaskExecutor simple && simple.isThrottleActive() && !rejects(simple)) {
            return BLOCKS;
        }
        if (innermost instanceof ThreadPoolExecutor pool) {
            RejectedExecutionHandler whenFull = pool.getRejectedExecutionHandler();
            if (!REJECTING.contains(whenFull.getClass())) {
                return objection(whenFull);
            }
        }
        return runsInCaller(executor) ? RUNS_IN_CALLER : null;
    }

    private static String objection(RejectedExecutionHandler whenFull) {
        String name = whenFull instanceof ThreadPoolExecutor.CallerRunsPolicy
                ? "CallerRunsPolicy"
                : whenFull.getClass().getName();
        String does = whenFull instanceof ThreadPoolExecutor.CallerRunsPolicy
                ? "it runs tasks in the thread that gives them when it is full"
                : "it may block the thread that gives it a task, or run the task there, when it is full";
        return does + " (" + name + "). Choose AbortPolicy, or give handlers an executor of their own.";
    }

    /** What runs the tasks in the end, as far as Spring's executors tell. */
    private static Executor unwrapped(Executor executor) {
        if (executor instanceof ThreadPoolTaskExecutor spring) {
            return spring.getThreadPoolExecutor();
        }
        if (executor instanceof ThreadPoolTaskScheduler spring) {
            return spring.getScheduledThreadPoolExecutor();
        }
        if (executor instanceof ConcurrentTaskExecutor adapter) {
            return unwrapped(adapter.getConcurrentExecutor());
        }
        return executor instanceof TaskExecutorAdapter adapter
                        && field(TaskExecutorAdapter.class, "concurrentExecutor", adapter) instanceof Executor inner
                ? unwrapped(inner)
                : executor;
    }

    private static boolean rejects(SimpleAsyncTaskExecutor throttled) {
        return Boolean.TRUE.equals(field(SimpleAsyncTaskExecutor.class, "rejectTasksWhenLimitReached", throttled));
    }

    /** There is no getter. {@code null} where the field cannot be read, as in a native image or in another version of Spring. */
    private static @Nullable Object field(Class<?> type, String name, Object target) {
        Field field = ReflectionUtils.findField(type, name);
        if (field == null || !field.trySetAccessible()) {
            return null;
        }
        return ReflectionUtils.getField(field, target);
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
