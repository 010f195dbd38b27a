package io.pocketio.cluster.streams;

import io.pocketio.adapter.LocalSocket;
import io.pocketio.adapter.RecoverableSession;
import io.pocketio.adapter.RoomListener;
import io.pocketio.adapter.memory.Sweep;
import io.pocketio.cluster.ClusterCounters;
import io.pocketio.cluster.RecoveryStore;
import io.pocketio.cluster.RecoveryStore.Replacement;
import io.pocketio.json.CodecException;
import io.pocketio.json.JsonCodec;
import io.pocketio.lane.TimeSource;
import io.pocketio.log.OncePerMinute;
import io.pocketio.protocol.MalformedPacketException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Keeps the sessions of one namespace where all nodes find them: of clients that were cut off, and ahead, while they are connected, so that
 * they can come back when this node ends without warning. A session is one node's at a time: who has taken it is not disturbed by what
 * another node knows of it still. What Redis does not do is tried again. Thread-safe.
 */
final class SessionKeeper implements RoomListener {

    private static final Logger logger = LoggerFactory.getLogger(SessionKeeper.class);

    private static final Duration TICK = Duration.ofMillis(100);
    private static final int MOST_AT_ONCE = 1_000;

    /** Until it is tried again what Redis has not answered. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** Of sessions that are to be kept, or to be forgotten, while Redis does not answer. */
    private static final int MOST_UNFINISHED = 10_000;

    private final RecoveryStore store;
    private final JsonCodec codec;
    private final SessionOptions options;
    private final Function<LocalSocket, @Nullable RecoverableSession> snapshots;
    private final ClusterCounters counters;
    private final OncePerMinute warnings;
    private final Sweep ticks;

    /** Of connected sockets, by their ids. */
    private final Map<String, KeptSession> live = new ConcurrentHashMap<>();

    /** By key. */
    private final Map<String, Unfinished> unfinished = new ConcurrentHashMap<>();

    /**
     * @param snapshots what would be left behind by a socket, {@code null} of one that has ended
     * @param counters tell of outages, in which Redis may have forgotten what was kept
     */
    SessionKeeper(
            RecoveryStore store,
            JsonCodec codec,
            SessionOptions options,
            Function<LocalSocket, @Nullable RecoverableSession> snapshots,
            ClusterCounters counters,
            TimeSource time) {
        this.store = store;
        this.codec = codec;
        this.options = options;
        this.snapshots = snapshots;
        this.counters = counters;
        this.warnings = new OncePerMinute(time::nanos);
        this.ticks = new Sweep(time.workers(), TICK, this::tick);
    }

    /** What is to be done with the value of a key, until it is known to be done, or it is too late. */
    private record Unfinished(Mono<?> attempt, long until) {}

    /** The socket is connected: its session is kept ahead from now on. */
    void keep(LocalSocket socket) {
        RecoverableSession session = snapshots.apply(socket);
        if (session == null) {
            return;
        }
        KeptSession kept = new KeptSession(socket, key(session.pid()));
        write(
                kept,
                session,
                value -> store.put(kept.key(), value, options.whileConnected()).thenReturn(Replacement.DONE));
        kept.hasChanged = true; // by those who handle its connection
        live.put(socket.id(), kept); // behind the first write, on which others are built
        ticks.arm();
        if (snapshots.apply(socket) == null
                && live.remove(socket.id(), kept)) { // it has ended meanwhile: who knows how
            finish(kept.key(), remove(kept));
        }
    }

    @Override
    public void joined(String room, String socketId) {
        changed(socketId);
    }

    @Override
    public void left(String room, String socketId) {
        changed(socketId);
    }

    private void changed(String socketId) {
        KeptSession kept = live.get(socketId);
        if (kept != null) {
            kept.hasChanged = true;
        }
    }

    /** Its client has gone, and may come back. */
    void save(RecoverableSession session) {
        KeptSession kept = live.remove(session.sid());
        byte[] value = value(new SavedSession(session, false, true));
        String key = key(session.pid());
        if (kept != null) {
            synchronized (kept) {
                if (!kept.isTaken()) {
                    finish(
                            key,
                            value == null ? remove(kept) : replace(kept, value, options.maxDisconnectionDuration()));
                }
            }
        } else if (value != null) { // it has come back, and has gone before it was connected
            finish(key, store.putIfAbsent(key, value, options.maxDisconnectionDuration()));
        }
    }

    /** Nobody may come back to it. */
    void forget(LocalSocket socket) {
        KeptSession kept = live.remove(socket.id());
        if (kept != null) {
            synchronized (kept) {
                if (!kept.isTaken()) {
                    finish(kept.key(), remove(kept));
                }
            }
        }
    }

    /** The session is not kept any more. Empty when there is none. */
    Mono<SavedSession> take(String pid) {
        return Mono.defer(() -> {
            String key = key(pid);
            unfinished.remove(key);
            return store.take(key).flatMap(value -> Mono.justOrEmpty(read(value)));
        });
    }

    private @Nullable SavedSession read(byte[] value) {
        try {
            return SessionForm.read(value, codec);
        } catch (MalformedPacketException | CodecException strange) {
            logger.debug("A session that was kept means nothing", strange);
            return null;
        }
    }

    private String key(String pid) {
        return options.keyPrefix() + pid;
    }

    /** @return {@code null} when it cannot be written: better none than one that has lost something */
    private byte @Nullable [] value(SavedSession session) {
        try {
            return SessionForm.write(session, codec);
        } catch (RuntimeException unwritable) { // of the application's mapper, which may throw anything
            if (warnings.test()) {
                logger.warn(
                        "A session is not kept, for its data cannot be written. More of it is not logged for a minute",
                        unwritable);
            }
            return null;
        }
    }

    private void write(KeptSession kept, RecoverableSession session, Function<byte[], Mono<Replacement>> how) {
        byte[] value = value(new SavedSession(session, true, true));
        synchronized (kept) {
            if (kept.isTaken()) {
                return;
            }
            if (value == null) { // nor what was kept before, which is not true any more
                kept.taken();
                finish(kept.key(), remove(kept));
                return;
            }
            long outages = counters.outages();
            Mono<Replacement> result = how.apply(value);
            String digest = kept.writing(value, ticks.now() + options.interval().toMillis());
            result.subscribe(what -> written(kept, digest, what, outages), failure -> failed(kept, digest));
        }
    }

    private Mono<Boolean> remove(KeptSession kept) {
        return store.remove(kept.key(), kept.expected());
    }

    /** Where Redis may have forgotten what was kept it is kept anew; otherwise who has taken it has it. */
    private Mono<Replacement> replace(KeptSession kept, byte[] value, Duration duration) {
        boolean mayBeLost = kept.expected().isEmpty() || kept.mayBeLost(counters.outages());
        return store.replace(kept.key(), kept.expected(), value, duration).flatMap(what -> {
            if (what != Replacement.ABSENT || !mayBeLost) {
                return Mono.just(what);
            }
            return store.putIfAbsent(kept.key(), value, duration)
                    .map(isKept -> isKept ? Replacement.DONE : Replacement.OTHER);
        });
    }

    private static void written(KeptSession kept, String digest, Replacement what, long outages) {
        synchronized (kept) {
            if (what == Replacement.DONE) {
                kept.written(digest, outages);
            } else {
                kept.taken();
            }
        }
    }

    private void failed(KeptSession kept, String digest) {
        synchronized (kept) {
            kept.failed(digest, ticks.now() + PAUSE.toMillis());
        }
    }

    private void finish(String key, Mono<?> attempt) {
        finish(
                key,
                new Unfinished(
                        attempt,
                        ticks.now() + options.maxDisconnectionDuration().toMillis()));
    }

    private void finish(String key, Unfinished what) {
        what.attempt().subscribe(done -> {}, failure -> tryAgain(key, what));
    }

    private void tryAgain(String key, Unfinished what) {
        if (unfinished.size() < MOST_UNFINISHED) {
            unfinished.put(key, what);
            ticks.arm();
        } else if (warnings.test()) {
            logger.warn(
                    "Sessions cannot be kept: Redis does not answer, and {} wait. More of it is not logged for a minute",
                    MOST_UNFINISHED);
        }
    }

    /** @return whether nothing is left to do */
    private boolean tick() {
        long now = ticks.now();
        int written = 0;
        for (KeptSession kept : live.values()) {
            if (written < MOST_AT_ONCE && isDue(kept, now)) {
                kept.hasChanged = false; // what changes from here on is for the next time
                RecoverableSession session = snapshots.apply(kept.socket());
                if (session != null) {
                    write(kept, session, value -> replace(kept, value, options.whileConnected()));
                    written++;
                }
            }
        }
        for (Map.Entry<String, Unfinished> each : List.copyOf(unfinished.entrySet())) {
            if (unfinished.remove(each.getKey(), each.getValue())
                    && now < each.getValue().until()) {
                finish(each.getKey(), each.getValue());
            }
        }
        return live.isEmpty() && unfinished.isEmpty();
    }

    private static boolean isDue(KeptSession kept, long now) {
        synchronized (kept) {
            return kept.isDue(now);
        }
    }

    /** Of sockets that end later it is kept nevertheless. */
    void close() {
        ticks.close();
    }
}
