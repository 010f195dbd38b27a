package io.pocketio.server.recovery;

import io.pocketio.RecoveryAttempt;
import io.pocketio.RecoveryListener;
import io.pocketio.adapter.Adapter;
import io.pocketio.adapter.Recovery;
import io.pocketio.adapter.RecoveryOutcome;
import io.pocketio.adapter.Resumption;
import io.pocketio.engine.SessionIdGenerator;
import io.pocketio.lane.TimeSource;
import io.pocketio.server.socket.OutgoingHost;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** The clients of one namespace that can come back, and the adapter's part in that. Thread-safe. */
final class NamespaceRecovery {

    private static final Logger logger = LoggerFactory.getLogger(NamespaceRecovery.class);

    /** So long may the loop of an earlier connection be busy, or the adapter search, before a client is taken for a new one. */
    private static final Duration HAND_OVER = Duration.ofSeconds(5);

    private static final SessionIdGenerator PIDS = SessionIdGenerator.random();

    private final RecoverySettings settings;
    private final TimeSource time;

    /** By pid: connected, and joining when they come back. Concurrent. */
    private final Map<String, OutgoingHost> live = new ConcurrentHashMap<>();

    /** Set once, before the namespace is used by other threads. */
    private @Nullable Recovery recovery;

    NamespaceRecovery(RecoverySettings settings, TimeSource time) {
        this.settings = settings;
        this.time = time;
    }

    /** @throws IllegalStateException when the adapter has no recovery */
    void use(Adapter adapter) {
        recovery = adapter.recovery();
        if (recovery == null) {
            throw new IllegalStateException(
                    "Connection state recovery is on, but the adapter in use has no support for it: "
                            + adapter.getClass().getName());
        }
    }

    RecoverySettings settings() {
        return settings;
    }

    /** The adapter's part. */
    Recovery log() {
        return Objects.requireNonNull(recovery);
    }

    String newPid() {
        return PIDS.generate();
    }

    void add(String pid, OutgoingHost socket) {
        live.put(pid, socket);
    }

    void remove(String pid, OutgoingHost socket) {
        live.remove(pid, socket);
    }

    /** When nobody can come back any more to a session that ends now. */
    long endOfWait() {
        return time.millis() + settings.limits().maxDisconnectionDuration().toMillis();
    }

    boolean mayComeBack(String pid, long until) {
        return live.containsKey(pid) || time.millis() <= until;
    }

    /** Takes the session, from a socket that is thought alive if need be: its client knows better. Never fails. */
    Mono<Resumption> resume(String pid, @Nullable String offset) {
        OutgoingHost alive = live.get(pid);
        Mono<Resumption> resumption = Mono.defer(() -> log().resume(pid, offset, settings.maxMissedBytes()));
        return inTime(alive == null ? resumption : end(alive).then(resumption))
                .defaultIfEmpty(Resumption.failed(RecoveryOutcome.UNAVAILABLE))
                .onErrorResume(failure -> Mono.just(Resumption.failed(failed(failure))));
    }

    private static Mono<Void> end(OutgoingHost alive) {
        logger.debug("Its client has come back by another connection ({})", alive);
        return Mono.create(sink -> alive.session().post(() -> {
            alive.session().giveUp();
            sink.success();
        }));
    }

    /** Has the adapter give the socket what its client has missed. Never fails. */
    Mono<RecoveryOutcome> reattach(OutgoingHost socket, Resumption found) {
        return inTime(Mono.defer(() -> log().reattach(socket.socket(), found, settings.maxMissedBytes())))
                .defaultIfEmpty(RecoveryOutcome.UNAVAILABLE)
                .onErrorResume(failure -> Mono.just(failed(failure)));
    }

    /** An adapter that never answers must not keep a client waiting. */
    private <T> Mono<T> inTime(Mono<T> answer) {
        return answer.timeout(HAND_OVER, time.timer());
    }

    private static RecoveryOutcome failed(Throwable failure) {
        if (failure instanceof TimeoutException) {
            logger.debug("The earlier connection of a client did not end, or the adapter did not answer, in time");
        } else {
            logger.error("The adapter could not bring a client back", failure);
        }
        return RecoveryOutcome.UNAVAILABLE;
    }

    /** In the lane of the socket. */
    void report(OutgoingHost socket, RecoveryOutcome outcome, int missed) {
        logger.debug("Recovery: {}, {} packets missed ({})", outcome.words(), missed, socket);
        settings.report().count(outcome, time.millis());
        RecoveryAttempt attempt =
                new RecoveryAttempt(socket.namespace().name(), socket.socket().id(), outcome, missed);
        for (RecoveryListener listener : settings.listeners()) {
            try {
                listener.attempted(attempt);
            } catch (Throwable failure) {
                logger.error("A listener failed at the recovery of a socket ({})", socket, failure);
            }
        }
    }
}
