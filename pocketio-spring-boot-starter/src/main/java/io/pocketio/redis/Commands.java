package io.pocketio.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What has become of commands. Stateless. */
final class Commands {

    private static final List<String> FOR_LATER = List.of("MOVED ", "ASK ", "TRYAGAIN", "CLUSTERDOWN");

    private Commands() {}

    /** It has failed already, though Redis has not said so: it has not been sent. */
    static boolean wasRejected(RedisFuture<?> command) {
        CompletableFuture<?> done = command.toCompletableFuture();
        return done.isCompletedExceptionally()
                && !isAnswer(done.handle((result, failure) -> failure).join());
    }

    /** A cluster has said that it belongs to another of its parts, or that it cannot be taken until the cluster has found itself again. */
    static boolean isForLater(Throwable failure) {
        if (!isAnswer(failure)) {
            return false;
        }
        String why = String.valueOf(unwrapped(failure).getMessage());
        return FOR_LATER.stream().anyMatch(why::startsWith);
    }

    /** Redis has said no; otherwise the connection has gone, or the command was not sent. */
    static boolean isAnswer(Throwable failure) {
        return unwrapped(failure) instanceof RedisCommandExecutionException;
    }

    private static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }
}
