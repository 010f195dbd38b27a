package io.pocketio.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What has become of commands. Stateless. */
final class Commands {

    private static final long ANSWER_SECONDS = 10;

    private static final List<String> FOR_LATER = List.of("MOVED ", "ASK ", "TRYAGAIN", "CLUSTERDOWN");

    private static final List<String> NOT_NOW = List.of("LOADING", "READONLY", "MASTERDOWN", "BUSY", "TRYAGAIN");

    private Commands() {}

    /**
     * Blocks until there is one.
     *
     * @throws RedisException if Redis says no, or nothing
     */
    static <T> T answer(RedisFuture<T> command) {
        try {
            return command.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof RedisException why ? why : new RedisException(failure.getCause());
        } catch (TimeoutException failure) {
            throw new RedisException("Redis does not answer", failure);
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw new RedisException("Interrupted while Redis was asked", failure);
        }
    }

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

    /** Redis cannot do it just now, but will: it loads its data, is no master for a moment, or is kept busy. */
    static boolean isNotNow(Throwable failure) {
        if (!isAnswer(failure)) {
            return false;
        }
        String why = String.valueOf(unwrapped(failure).getMessage());
        return NOT_NOW.stream().anyMatch(why::startsWith);
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
