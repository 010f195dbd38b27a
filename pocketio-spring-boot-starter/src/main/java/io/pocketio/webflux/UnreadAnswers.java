package io.pocketio.webflux;

import io.pocketio.engine.EngineOptions;
import io.pocketio.log.OncePerMinute;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Answers that their clients have not read yet. The engine knows nothing of them any more, and their sessions may have ended. Whoever does
 * not read one in the time in which he would have had to answer a ping is cut off; and when there is too much of them, who has had one for
 * the longest: of those that there has been time to read, unless it is too much by half. Those that socket buffers take at once are not
 * counted. Thread-safe.
 */
final class UnreadAnswers {

    private static final Logger logger = LoggerFactory.getLogger(UnreadAnswers.class);

    /** Whose writing began less than so many nanoseconds ago may be on the way to a client that reads. */
    private static final long TIME_TO_READ = TimeUnit.SECONDS.toNanos(1);

    private final long maxBytes;
    private final Duration patience;
    private final LongSupplier nanoTime;
    private final Scheduler timer;
    private final OncePerMinute warning;
    private final OncePerMinute failureWarning;

    /** In the order in which their writing has begun. */
    private final ConcurrentSkipListMap<Long, Unread> unread = new ConcurrentSkipListMap<>();

    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    /**
     * Who makes it more than zero cuts, and goes on until it is zero again: nobody is cut for what another is about to free. Who fails
     * leaves it at zero, too.
     */
    private final AtomicInteger looks = new AtomicInteger();

    /** One look is ahead, for when there has been time to read. */
    private final AtomicBoolean looksLater = new AtomicBoolean();

    UnreadAnswers(EngineOptions options) {
        this(options, System::nanoTime, Schedulers.parallel());
    }

    /**
     * @param nanoTime as {@link System#nanoTime}
     * @param timer runs by the same clock
     */
    UnreadAnswers(EngineOptions options, LongSupplier nanoTime, Scheduler timer) {
        this.maxBytes = options.maxTotalOutboundBuffer();
        this.patience = options.pingInterval().plus(options.pingTimeout());
        this.nanoTime = nanoTime;
        this.timer = timer;
        this.warning = new OncePerMinute(nanoTime);
        this.failureWarning = new OncePerMinute(nanoTime);
    }

    /** So much of them there is. */
    long bytes() {
        return bytes.get();
    }

    /** Has an answer of that length written. */
    Mono<Void> write(int length, Mono<Void> writing, ServerHttpResponse out) {
        return length < EngineOptions.UNCOUNTED_BYTES ? writing : Mono.defer(() -> counted(length, writing, out));
    }

    private Mono<Void> counted(int length, Mono<Void> writing, ServerHttpResponse out) {
        long number = begun.incrementAndGet();
        Unread answer = new Unread(length, nanoTime.getAsLong(), Sinks.empty(), new AtomicBoolean(true));
        unread.put(number, answer);
        bytes.addAndGet(length);
        Mono<Void> cut = Mono.defer(() -> timeToCut(answer)).then(EngineServerResponse.cut(out));
        return Mono.firstWithSignal(writing, cut)
                .doFirst(this::cutTheLongest)
                .doFinally(end -> written(number, cut, out));
    }

    private Mono<Void> timeToCut(Unread answer) {
        Duration left = patience.minusNanos(age(answer));
        return answer.toCut().asMono().timeout(left.isNegative() ? Duration.ZERO : left, Mono.empty(), timer);
    }

    private long age(Unread answer) {
        return nanoTime.getAsLong() - answer.begun();
    }

    /** Where the server below says when it has got rid of what it was given, that counts. */
    private void written(long number, Mono<Void> cut, ServerHttpResponse out) {
        Disposable.Swap watch = Disposables.swap();
        boolean isSaid = NativeResponses.whenSent(out, () -> {
            watch.dispose();
            sent(number);
        });
        if (isSaid) {
            watch.update(cut.subscribe(closed -> {}, failure -> logger.debug("A connection was not closed", failure)));
        } else {
            sent(number);
        }
    }

    private void sent(long number) {
        Unread answer = unread.get(number);
        if (answer != null) {
            release(number, answer);
        }
    }

    /** Counts no more before it is gone, so that no other one is taken for it. */
    private void release(long number, Unread answer) {
        if (answer.counts().compareAndSet(true, false)) {
            bytes.addAndGet(-answer.length());
        }
        unread.remove(number);
    }

    private void cutTheLongest() {
        if (looks.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        try {
            while (seen != 0) {
                cutWhileTooMuch();
                seen = looks.addAndGet(-seen);
            }
        } catch (RuntimeException failure) {
            warn(failure);
        } finally {
            if (seen != 0) {
                looks.set(0);
            }
        }
    }

    private void warn(RuntimeException failure) {
        if (failureWarning.test()) {
            logger.warn(
                    "Clients that do not read their answers were not cut off, the next answer tries again."
                            + " More of it is not logged for a minute",
                    failure);
        }
    }

    /** Looks for the next first, then how much there is: what is read in between is not to cost somebody else. */
    private void cutWhileTooMuch() {
        Map.Entry<Long, Unread> longest = unread.firstEntry();
        for (long held = bytes.get(); longest != null && held > maxBytes; held = bytes.get()) {
            long timeLeft = TIME_TO_READ - age(longest.getValue());
            if (timeLeft > 0 && held - maxBytes <= maxBytes / 2) {
                lookIn(timeLeft);
                return;
            }
            longest.getValue().toCut().tryEmitEmpty();
            release(longest.getKey(), longest.getValue());
            warn();
            longest = unread.firstEntry();
        }
    }

    private void lookIn(long nanos) {
        if (looksLater.compareAndSet(false, true)) {
            try {
                timer.schedule(this::lookAgain, nanos, TimeUnit.NANOSECONDS);
            } catch (RuntimeException refused) {
                looksLater.set(false);
                throw refused;
            }
        }
    }

    private void lookAgain() {
        looksLater.set(false);
        cutTheLongest();
    }

    private void warn() {
        if (warning.test()) {
            logger.warn("Clients are cut off that do not read the answers to their polls: more than"
                    + " max-total-outbound-buffer waits for them. More of it is not logged for a minute");
        }
    }

    /**
     * @param begun when its writing began
     * @param counts among the bytes; once not, never again
     */
    private record Unread(int length, long begun, Sinks.Empty<Void> toCut, AtomicBoolean counts) {}
}
