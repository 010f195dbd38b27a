package io.pocketio.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** What has become of commands. Stateless. */
final class Commands {

    private static final long CLOSING_SECONDS = 1;

    private Commands() {}

    /** Blocks until connections are closed, for one second at most: who closes the client next must not find them. */
    static void await(CompletableFuture<?>... closing) {
        CompletableFuture.allOf(closing)
                .completeOnTimeout(null, CLOSING_SECONDS, TimeUnit.SECONDS)
                .exceptionally(failure -> null)
                .join();
    }

    /** It has failed already, though Redis has not said so: it has not been sent. */
    static boolean wasRejected(RedisFuture<?> command) {
        CompletableFuture<?> done = command.toCompletableFuture();
        return done.isCompletedExceptionally()
                && !isAnswer(done.handle((result, failure) -> failure).join());
    }

    /** Redis has said no; otherwise the connection has gone, or the command was not sent. */
    static boolean isAnswer(Throwable failure) {
        Throwable why =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return why instanceof RedisCommandExecutionException;
    }
}
