package io.pocketio.autoconfigure;

import io.pocketio.BlockedHandler;
import io.pocketio.annotation.ExecutionMode;
import io.pocketio.annotation.support.HandlerExecutors;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.system.JavaVersion;
import org.springframework.boot.thread.Threading;
import org.springframework.core.env.Environment;
import org.springframework.core.task.VirtualThreadTaskExecutor;

/** Where handlers run, as the properties and the version of Java have it. Immutable. */
final class HandlerThreads {

    private static final Logger logger = LoggerFactory.getLogger(HandlerThreads.class);

    private static final String THREAD_NAME_PREFIX = "socketio-handler-";

    private final @Nullable ExecutionMode execution;
    private final boolean virtualByDefault;

    HandlerThreads(PocketIoProperties.Handlers properties, Environment environment) {
        this.execution = properties.execution();
        this.virtualByDefault = Threading.VIRTUAL.isActive(environment);
    }

    /** @param taskExecutor of the application, which runs on virtual threads where those are the default */
    HandlerExecutors executors(ObjectProvider<Executor> taskExecutor) {
        if (execution == ExecutionMode.VIRTUAL_THREADS && !hasVirtualThreads()) {
            throw PocketIoProperties.invalid(
                    "handlers.execution", "virtual-threads", "They need Java 21 or later; choose bounded-elastic.");
        }
        ExecutionMode byDefault = virtualByDefault ? ExecutionMode.VIRTUAL_THREADS : ExecutionMode.EVENT_LOOP;
        ExecutionMode mode = execution != null ? execution : byDefault;
        Executor ofApplication = virtualByDefault ? taskExecutor.getIfAvailable() : null;
        HandlerExecutors inApplications = ofApplication == null ? null : executors(mode, ofApplication);
        if (inApplications != null) {
            return inApplications;
        }
        return new HandlerExecutors(
                mode, hasVirtualThreads() ? new VirtualThreadTaskExecutor(THREAD_NAME_PREFIX) : null);
    }

    /** {@code null} when it is unfit: what is right for the application's other work may not be so for that of an event loop. */
    static @Nullable HandlerExecutors executors(ExecutionMode mode, Executor ofApplication) {
        try {
            return new HandlerExecutors(mode, ofApplication);
        } catch (IllegalArgumentException unfit) {
            logger.warn(
                    "Handlers run on virtual threads of their own, not in the application's task executor: {}",
                    unfit.getMessage());
            return null;
        }
    }

    /** Names a handler that should run elsewhere, and shows where it is now. */
    static void warn(BlockedHandler blocked) {
        logger.warn(
                "{}: all clients of that thread wait. Let it run elsewhere: with @HandlerExecution, or"
                        + " pocketio.handlers.execution=bounded-elastic (or virtual-threads); or let it return a Mono of work"
                        + " that is done elsewhere",
                blocked,
                blocked.trace());
    }

    private static boolean hasVirtualThreads() {
        return JavaVersion.getJavaVersion().isEqualOrNewerThan(JavaVersion.TWENTY_ONE);
    }
}
