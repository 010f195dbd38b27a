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
     * @throws IllegalArgumentException when the default mode is virtual threads, and there are none
     */
    public HandlerExecutors(ExecutionMode defaultMode, @Nullable Executor virtualThreads) {
        if (defaultMode == ExecutionMode.VIRTUAL_THREADS && virtualThreads == null) {
            throw new IllegalArgumentException("There are no virtual threads");
        }
        this.defaultMode = defaultMode;
        this.virtualThreads = virtualThreads;
    }

    /**
     * {@code null} for the socket's lane.
     *
     * @throws InvalidSocketHandlerException when the method wants virtual threads, and there are none
     */
    @Nullable
    Executor of(HandlerSignature signature, HandlerResult result) {
        ExecutionMode mode = signature.executionMode();
        if (mode == null) {
            mode = result.isLater() ? ExecutionMode.EVENT_LOOP : signature.executionModeOfClass(defaultMode);
        }
        return switch (mode) {
            case EVENT_LOOP -> null;
            case BOUNDED_ELASTIC -> BOUNDED_ELASTIC;
            case VIRTUAL_THREADS -> virtualThreads(signature);
        };
    }

    private Executor virtualThreads(HandlerSignature signature) {
        if (virtualThreads == null) {
            throw signature.invalid(
                    "is to run on virtual threads, which Java has from version 21 on",
                    "Run the application on a newer Java, or choose BOUNDED_ELASTIC in @HandlerExecution.");
        }
        return virtualThreads;
    }
}
