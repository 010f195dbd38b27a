package io.pocketio.annotation.support;

import io.pocketio.annotation.ExecutionMode;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;

/**
 * Where handler methods run, by {@link ExecutionMode}. Immutable.
 *
 * @since 0.1
 */
public final class HandlerExecutors {

    private static final Executor BOUNDED_ELASTIC =
            task -> Schedulers.boundedElastic().schedule(task);

    private final ExecutionMode defaultMode;
    private final @Nullable Executor virtualThreads;

    /**
     * @param defaultMode of methods that may block, and say nothing themselves
     * @param virtualThreads runs each task on a virtual thread; {@code null} where there are none
     * @throws IllegalArgumentException when the default mode is virtual threads, and there are none; or when the executor is {@linkplain
     *     #objection unfit}
     */
    public HandlerExecutors(ExecutionMode defaultMode, @Nullable Executor virtualThreads) {
        if (defaultMode == ExecutionMode.VIRTUAL_THREADS && virtualThreads == null) {
            throw noVirtualThreads();
        }
        String objection = virtualThreads == null ? null : objection(virtualThreads);
        if (objection != null) {
            throw new IllegalArgumentException("Handlers cannot run in " + virtualThreads + ": " + objection);
        }
        this.defaultMode = defaultMode;
        this.virtualThreads = virtualThreads;
    }

    /** Of methods that may block, and say nothing themselves. */
    public ExecutionMode defaultMode() {
        return defaultMode;
    }

    /** Whether methods can run in that mode here. */
    public boolean supports(ExecutionMode mode) {
        return mode != ExecutionMode.VIRTUAL_THREADS || virtualThreads != null;
    }

    /**
     * {@code null} for the socket's lane.
     *
     * @throws IllegalArgumentException when the mode is not supported
     */
    public @Nullable Executor executor(ExecutionMode mode) {
        if (!supports(mode)) {
            throw noVirtualThreads();
        }
        return switch (mode) {
            case EVENT_LOOP -> null;
            case BOUNDED_ELASTIC -> BOUNDED_ELASTIC;
            case VIRTUAL_THREADS -> virtualThreads;
        };
    }

    /**
     * Why an executor is unfit for handlers, a sentence with what to do; {@code null} when it is not known to be. Tasks are handed to it
     * by event loops, which must neither wait for it nor run the tasks themselves. Gives it a task that does nothing.
     */
    public static @Nullable String objection(Executor executor) {
        return ExecutorCheck.objection(executor);
    }

    private static IllegalArgumentException noVirtualThreads() {
        return new IllegalArgumentException("There are no virtual threads");
    }
}
