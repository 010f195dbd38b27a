package io.pocketio;

import io.pocketio.adapter.Adapter;
import io.pocketio.adapter.BroadcastFlags;
import io.pocketio.adapter.LocalSocket;
import io.pocketio.adapter.RecoverableSockets;
import io.pocketio.adapter.Recovery;
import io.pocketio.adapter.RecoveryOutcome;
import io.pocketio.adapter.Resumption;
import io.pocketio.engine.SessionIdGenerator;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.Packet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The clients of one namespace that can come back. Thread-safe. */
final class NamespaceRecovery implements RecoverableSockets {

    private static final Logger logger = LoggerFactory.getLogger(NamespaceRecovery.class);

    /** So long may the loop of an earlier connection be busy, or the adapter search, before a client is taken for a new one. */
    private static final Duration HAND_OVER = Duration.ofSeconds(5);

    private static final SessionIdGenerator PIDS = SessionIdGenerator.random();

    private final ServerSettings server;
    private final RecoverySettings settings;
    private final Scheduler scheduler;

    /** By pid: connected, and joining when they come back. Concurrent. */
    private final Map<String, DefaultSocket> live = new ConcurrentHashMap<>();

    /** Set once, before the namespace is used. */
    private @Nullable Recovery recovery;

    NamespaceRecovery(ServerSettings server, RecoverySettings settings) {
        this.server = server;
        this.settings = settings;
        this.scheduler = server.timer();
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

    void add(SocketRecovery own, DefaultSocket socket) {
        live.put(own.pid(), socket);
    }

    void remove(SocketRecovery own, DefaultSocket socket) {
        live.remove(own.pid(), socket);
    }

    /** When nobody can come back any more to a session that ends now. */
    long endOfWait() {
        return server.now() + settings.limits().maxDisconnectionDuration().toMillis();
    }

    boolean mayComeBack(String pid, long until) {
        return live.containsKey(pid) || server.now() <= until;
    }

    /** Takes the session, from a socket that is thought alive if need be: its client knows better. */
    Mono<Resumption> resume(String pid, @Nullable String offset) {
        DefaultSocket alive = live.get(pid);
        Mono<Resumption> resumption = log().resume(pid, offset, settings.maxMissedBytes());
        return inTime(alive == null ? resumption : end(alive).then(resumption))
                .defaultIfEmpty(Resumption.failed(RecoveryOutcome.UNAVAILABLE));
    }

    /** An adapter that never answers must not keep a client waiting. */
    <T> Mono<T> inTime(Mono<T> answer) {
        return answer.timeout(HAND_OVER, scheduler);
    }

    private static Mono<Void> end(DefaultSocket alive) {
        logger.debug("Its client has come back by another connection ({})", alive);
        return Mono.create(sink -> alive.enterLane(() -> {
            alive.connection().session().giveUp();
            sink.success();
        }));
    }

    Mono<Resumption> unavailable(Throwable failure) {
        return Mono.just(Resumption.failed(failed(failure)));
    }

    RecoveryOutcome failed(Throwable failure) {
        if (failure instanceof TimeoutException) {
            logger.debug("The earlier connection of a client did not end, or the adapter did not answer, in time");
        } else {
            logger.error("The adapter could not bring a client back", failure);
        }
        return RecoveryOutcome.UNAVAILABLE;
    }

    /** In the lane of the socket. */
    void report(DefaultSocket socket, RecoveryOutcome outcome, int missed) {
        logger.debug("Recovery: {}, {} packets missed ({})", outcome.words(), missed, socket);
        settings.report().count(outcome, server.now());
        RecoveryAttempt attempt = new RecoveryAttempt(socket.namespace().name(), socket.id(), outcome, missed);
        for (RecoveryListener listener : settings.listeners()) {
            try {
                listener.attempted(attempt);
            } catch (Throwable failure) {
                logger.error("A listener failed at the recovery of a socket ({})", socket, failure);
            }
        }
    }

    // What follows is for the adapter.

    @Override
    public Runnable enqueue(
            Packet packet,
            EncodedPacket encoded,
            @Nullable String stored,
            Iterable<? extends LocalSocket> recipients,
            BroadcastFlags flags) {
        SocketRecovery.Sending sending =
                new SocketRecovery.Sending(NamespaceSockets.compressible(encoded, flags), flags.isVolatile());
        QueueDrains drains = new QueueDrains(packet);
        for (LocalSocket recipient : recipients) {
            SocketRecovery own = of(recipient);
            if (own.enqueue(sending, stored)) {
                drains.add((DefaultSocket) recipient, own);
            }
        }
        return drains;
    }

    @Override
    public void attach(LocalSocket socket, List<EncodedPacket> missed, String since, @Nullable String last) {
        of(socket).attach(missed, since, last);
    }

    @Override
    public void detach(LocalSocket socket) {
        of(socket).detach();
    }

    private static SocketRecovery of(LocalSocket socket) {
        return Objects.requireNonNull(((DefaultSocket) socket).recovery());
    }
}
