package io.pocketio.server.dispatch;

import io.pocketio.engine.EngineSession;
import io.pocketio.lane.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Handlers that are at work although their connection has ended: a server that closes waits for them. They are counted only; what is
 * at work refers to its count, and nothing here to what is at work, which may never complete. Thread-safe.
 */
public final class LastHandlers {

    /** So long ago a client may have gone for its handlers to be waited for, about, and so long they are. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final TimeSource time;

    /** A few: ends of sessions that are under way. */
    private final Set<Ending> endings = ConcurrentHashMap.newKeySet();

    /** Of clients that have gone lately, the latest last. Guarded by itself. */
    private final Deque<Recent> recent = new ArrayDeque<>();

    public LastHandlers(TimeSource time) {
        this.time = time;
    }

    /** A connection has ended, and its sockets have. In its lane. */
    public void add(EngineSession session, InboundLoad load) {
        if (load.isIdle()) {
            return;
        }
        AtWork ofClientsThatWent;
        synchronized (recent) {
            ofClientsThatWent = latest().atWork();
            ofClientsThatWent.enter();
        }
        ofClientsThatWent.exitWhenIdle(load);
        for (Ending ending : endings) {
            if (ending.sessions().test(session)) {
                ending.atWork().enter();
                ending.atWork().exitWhenIdle(load);
            }
        }
    }

    /**
     * Ends sessions, and completes when the handlers of these have done what they had in hand.
     *
     * @param sessions which they are; asked when they have ended
     */
    public Mono<Void> finished(Predicate<EngineSession> sessions, Supplier<Mono<Void>> end) {
        return Mono.defer(() -> {
            Ending ending = new Ending(sessions, new AtWork());
            endings.add(ending);
            return Mono.defer(end)
                    .doFinally(signal -> endings.remove(ending))
                    .then(Mono.defer(ending.atWork()::finished));
        });
    }

    /** Completes when the handlers of clients that have gone just now are done, or have had their time. */
    public Mono<Void> finishedLately() {
        List<Mono<Void>> atWork = new ArrayList<>();
        synchronized (recent) {
            forget();
            recent.forEach(group -> atWork.add(group.atWork().finished()));
        }
        return atWork.isEmpty() ? Mono.empty() : Mono.when(atWork).timeout(PATIENCE, Mono.empty(), time.workers());
    }

    private Recent latest() {
        forget();
        Recent last = recent.peekLast();
        if (last == null || last.atWork().isSealed() || age(last) >= PATIENCE.toNanos()) {
            last = new Recent(time.nanos(), new AtWork());
            recent.add(last);
        }
        return last;
    }

    /** Those that not even the last of a group has gone lately. */
    private void forget() {
        recent.removeIf(group -> age(group) >= 2 * PATIENCE.toNanos());
    }

    private long age(Recent group) {
        return time.nanos() - group.since();
    }

    /** Sessions that the server is ending. */
    private record Ending(Predicate<EngineSession> sessions, AtWork atWork) {}

    /** Clients that have gone since then. */
    private record Recent(long since, AtWork atWork) {}

    /** Counts to zero once, from when it is sealed. */
    private static final class AtWork {

        /** One more until it is sealed. */
        private final AtomicInteger count = new AtomicInteger(1);

        private final Sinks.Empty<Void> done = Sinks.empty();

        /** Written by whoever waits first, and before that is seen by others. */
        private volatile boolean sealed;

        void enter() {
            count.incrementAndGet();
        }

        void exitWhenIdle(InboundLoad load) {
            load.idle().subscribe(nothing -> {}, failure -> {}, this::exit);
        }

        private void exit() {
            if (count.decrementAndGet() == 0) {
                done.tryEmitEmpty();
            }
        }

        boolean isSealed() {
            return sealed;
        }

        /** What comes from here on need not be waited for. */
        Mono<Void> finished() {
            if (!sealed) {
                sealed = true;
                exit();
            }
            return done.asMono();
        }
    }
}
