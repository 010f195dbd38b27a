package io.pocketio.adapter.memory;

import io.pocketio.adapter.BroadcastFlags;
import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.adapter.LocalSocket;
import io.pocketio.adapter.LocalSockets;
import io.pocketio.adapter.RecoverableSession;
import io.pocketio.adapter.RecoverableSockets;
import io.pocketio.adapter.Recovery;
import io.pocketio.adapter.RecoveryLimits;
import io.pocketio.adapter.RecoveryOutcome;
import io.pocketio.adapter.Resumption;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.OffsetPacket;
import io.pocketio.protocol.Packet;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The log and the sessions of one namespace on one node. Thread-safe. */
final class InMemoryRecovery implements Recovery {

    private final LocalSockets sockets;
    private final RecoverableSockets queues;
    private final Offsets offsets = new Offsets();

    /** Held while a packet gets its place in the log and in the queues of its recipients, and for nothing that is the application's. */
    private final Object lock = new Object();

    /** Both under {@link #lock}. */
    private final PacketLog log;

    private final SavedSessions sessions;
    private final Sweep sweep;

    InMemoryRecovery(LocalSockets sockets, RecoveryBudget budget, Scheduler scheduler) {
        this.sockets = sockets;
        this.queues = sockets.recoverable();
        this.log = new PacketLog(budget);
        this.sessions = new SavedSessions(budget);
        this.sweep = new Sweep(scheduler, interval(budget.limits()), this::dropOld);
    }

    /** Often enough that what is kept too long is little of what is kept. */
    private static Duration interval(RecoveryLimits limits) {
        return limits.maxDisconnectionDuration().dividedBy(4).plusMillis(1);
    }

    /** @param recipients of a target, found while the lock is held */
    void broadcast(
            Packet packet,
            BroadcastTarget target,
            Function<BroadcastTarget, Iterable<? extends LocalSocket>> recipients) {
        // ahead of the lock: this runs code of the application
        OffsetPacket open = OffsetPacket.encode(packet, sockets::encode);
        BroadcastFlags flags = target.flags();
        Runnable delivery;
        synchronized (lock) {
            String stored = flags.isVolatile() ? null : offsets.format(log.last() + 1);
            EncodedPacket filled = open.fill(stored != null ? stored : offsets.format(log.last()));
            EncodedPacket encoded = flags.mark(filled);
            if (stored != null) {
                log.append(encoded, target, sweep.now());
            }
            delivery = queues.enqueue(packet, encoded, stored, recipients.apply(target), flags);
        }
        sweep.arm();
        delivery.run();
    }

    @Override
    public String position() {
        synchronized (lock) {
            return offsets.format(log.last());
        }
    }

    @Override
    public void attach(LocalSocket socket) {
        synchronized (lock) {
            queues.attach(socket, List.of(), offsets.format(log.last()), null);
        }
    }

    @Override
    public String detach(LocalSocket socket) {
        synchronized (lock) {
            queues.detach(socket);
            return offsets.format(log.last());
        }
    }

    @Override
    public void save(RecoverableSession session) {
        synchronized (lock) {
            sessions.save(session, sweep.now());
        }
        sweep.arm();
    }

    @Override
    public Mono<Resumption> resume(String pid, @Nullable String offset, long maxBytes) {
        return Mono.fromSupplier(() -> take(pid, offset, maxBytes));
    }

    private Resumption take(String pid, @Nullable String offset, long maxBytes) {
        RecoverableSession session;
        long start;
        long end;
        List<PacketLog.Entry> behind;
        synchronized (lock) {
            dropOld();
            session = sessions.take(pid);
            if (session == null) {
                return Resumption.failed(RecoveryOutcome.UNKNOWN_SESSION);
            }
            start = start(session, offset);
            if (start == Offsets.MALFORMED) {
                return Resumption.failed(RecoveryOutcome.UNKNOWN_OFFSET);
            }
            end = log.last();
            behind = log.behind(start);
        }
        if (behind == null) {
            return Resumption.failed(RecoveryOutcome.OFFSET_TOO_OLD);
        }
        Missed missed = new Missed(List.of(), null);
        missed.add(behind, session.rooms(), offsets);
        if (missed.weight() > maxBytes) {
            return Resumption.failed(RecoveryOutcome.TOO_MUCH_MISSED);
        }
        return new Resumption(
                RecoveryOutcome.RECOVERED,
                session,
                offsets.format(start),
                missed.packets(),
                missed.last(),
                offsets.format(end));
    }

    /** Up to where the client has everything. */
    private long start(RecoverableSession session, @Nullable String offset) {
        long said = offset == null ? Offsets.FOREIGN : offsets.parse(offset);
        if (said == Offsets.MALFORMED || said > log.last()) {
            return Offsets.MALFORMED;
        }
        // A client that has received nothing yet sends no offset, or one that it has left of an earlier session.
        long received = Math.max(said, offsets.parse(session.since()));
        String last = session.last();
        boolean hasAll = last == null || offsets.parse(last) <= received;
        // What was sent to others is not missed, and may be forgotten.
        return hasAll ? Math.max(received, offsets.parse(session.left())) : received;
    }

    @Override
    public Mono<RecoveryOutcome> reattach(LocalSocket socket, Resumption resumption, long maxBytes) {
        return Mono.fromSupplier(() -> {
            synchronized (lock) {
                return reattachNow(socket, resumption, maxBytes);
            }
        });
    }

    private RecoveryOutcome reattachNow(LocalSocket socket, Resumption resumption, long maxBytes) {
        List<PacketLog.Entry> behind = log.behind(offsets.parse(resumption.end()));
        if (behind == null) {
            return RecoveryOutcome.OFFSET_TOO_OLD;
        }
        Missed missed = new Missed(resumption.missed(), resumption.last());
        missed.add(behind, resumption.session().rooms(), offsets);
        if (missed.weight() > maxBytes) {
            return RecoveryOutcome.TOO_MUCH_MISSED;
        }
        // who has missed nothing has everything until now
        String since = missed.last() == null ? offsets.format(log.last()) : resumption.start();
        queues.attach(socket, missed.packets(), since, missed.last());
        return RecoveryOutcome.RECOVERED;
    }

    private boolean dropOld() {
        synchronized (lock) {
            log.dropOld(sweep.now());
            sessions.dropOld(sweep.now());
            return log.isEmpty() && sessions.isEmpty();
        }
    }

    void close() {
        synchronized (lock) {
            log.clear();
            sessions.clear();
        }
        sweep.close();
    }
}
