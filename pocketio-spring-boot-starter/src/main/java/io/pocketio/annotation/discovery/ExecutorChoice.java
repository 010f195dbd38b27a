package io.pocketio.annotation.discovery;

import io.pocketio.annotation.ExecutionMode;
import io.pocketio.annotation.signature.HandlerResult;
import io.pocketio.annotation.signature.HandlerSignature;
import io.pocketio.annotation.support.HandlerExecutors;
import io.pocketio.annotation.support.InvalidSocketHandlerException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Where a handler method runs: what it says itself goes before what its class says, and that before the default. Immutable. */
final class ExecutorChoice {

    private final HandlerExecutors executors;

    ExecutorChoice(HandlerExecutors executors) {
        this.executors = executors;
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
            mode = result.isLater()
                    ? ExecutionMode.EVENT_LOOP
                    : signature.executionModeOfClass(executors.defaultMode());
        }
        if (!executors.supports(mode)) {
            throw signature.invalid(
                    "is to run on virtual threads, which Java has from version 21 on",
                    "Run the application on a newer Java, or choose BOUNDED_ELASTIC in @HandlerExecution.");
        }
        return executors.executor(mode);
    }
}
