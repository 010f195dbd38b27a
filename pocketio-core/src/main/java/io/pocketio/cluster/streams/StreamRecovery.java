package io.pocketio.cluster.streams;

import io.pocketio.adapter.BroadcastFlags;
import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.adapter.LocalSocket;
import io.pocketio.adapter.LocalSockets;
import io.pocketio.adapter.RecoverableSession;
import io.pocketio.adapter.RecoverableSockets;
import io.pocketio.adapter.RecoveryOutcome;
import io.pocketio.adapter.Resumption;
import io.pocketio.adapter.memory.LocalRooms;
import io.pocketio.adapter.memory.RecoveryBudget;
import io.pocketio.cluster.ClusterCounters;
import io.pocketio.cluster.RecoveryStore;
import io.pocketio.cluster.StreamEntry;
import io.pocketio.cluster.StreamId;
import io.pocketio.cluster.messages.ClusterMessages;
import io.pocketio.cluster.node.EventLog;
import io.pocketio.cluster.wire.Ids;
import io.pocketio.lane.TimeSource;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.Packet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * The stream as the log of one namespace. Events are given to sockets of this node when they are read, whichever node has sent them, so that
 * all clients get them in one order, and what a client has got ends where its offset says. Thread-safe.
 */
final class StreamRecovery implements EventLog {

    private static final Logger logger = LoggerFactory.getLogger(StreamRecovery.class);

    /** More than any node gives to a session. */
    private static final int MOST_PID_LENGTH = 64;

    private final NamespaceStream stream;
    private final LocalSockets sockets;
    private final RecoverableSockets queues;
    private final LocalRooms rooms;
    private final StreamHistory history;
    private final SessionKeeper keeper;
    private final ClusterMessages messages;
    private final String uid = Ids.hexadecimal();

    /**
     * Held while an event gets its place in the queues of its recipients, and for nothing that is the application's, but for a codec of its
     * own now and then.
     */
    private final Object lock = new Object();

    /** Under {@link #lock}. */
    private final RecentEvents recent;

    /** The last event that was given to sockets. Under {@link #lock}. */
    private StreamId last = StreamId.BEGINNING;

    /** What comes meanwhile for sockets that are about to be attached. What is in it is under {@link #lock}. */
    private final Set<MissedEvents> rejoining = ConcurrentHashMap.newKeySet();

    /** From where the entries come. */
    private volatile @Nullable StreamFeed feed;

    /** @throws IllegalStateException when the server does without */
    StreamRecovery(
            NamespaceStream stream,
            LocalSockets sockets,
            LocalRooms rooms,
            RecoveryStore store,
            SessionOptions options,
            RecoveryBudget budget,
            ClusterCounters counters,
            TimeSource time) {
        this.stream = stream;
        this.sockets = sockets;
        this.queues = sockets.recoverable();
        this.rooms = rooms;
        this.history = new StreamHistory(stream, store, sockets);
        this.recent = new RecentEvents(budget);
        this.messages = new ClusterMessages(sockets.json());
        this.keeper = new SessionKeeper(store, sockets.json(), options, this::snapshot, counters, time);
        rooms.addListener(keeper);
    }

    /** Under which this node says what all others are to do, and not itself. */
    String uid() {
        return uid;
    }

    /** Entries come from there from now on: those behind that one. */
    void open(StreamFeed from, StreamId behind) {
        synchronized (lock) {
            recent.begin(behind);
            feed = from;
        }
    }

    void close() {
        keeper.close();
        synchronized (lock) {
            recent.clear();
        }
    }

    /**
     * Gives an event to the sockets of this node. Called with one entry at a time.
     *
     * @return whether it was an event
     */
    boolean deliver(StreamEntry entry) {
        StoredEvent event = EntryForm.event(entry, sockets.json(), stream.namespace());
        if (event == null) {
            return false;
        }
        BroadcastTarget target = event.target();
        if (!rejoining.isEmpty() || isFor(target)) {
            event.encoded(sockets); // ahead of the lock, as a rule: who comes back meanwhile has it done under it
        }
        Runnable delivery = () -> {};
        synchronized (lock) {
            last = event.id();
            if (event.isKept()) {
                recent.add(event);
            }
            for (MissedEvents meanwhile : rejoining) {
                if (meanwhile.isFor(event)) {
                    meanwhile.add(event.id(), event.encoded(sockets));
                }
            }
            if (isFor(target)) {
                String stored = event.isKept() ? last.toString() : null;
                delivery = queues.enqueue(
                        event.packet(), event.encoded(sockets), stored, rooms.recipients(target), target.flags());
            }
        }
        delivery.run();
        return true;
    }

    /** Whether somebody here gets it. */
    private boolean isFor(BroadcastTarget target) {
        return rooms.recipients(target).iterator().hasNext();
    }

    @Override
    public void deliverHere(Packet packet, Packet readable, BroadcastTarget target) {
        BroadcastFlags flags = target.flags();
        Runnable delivery;
        synchronized (lock) {
            EncodedPacket encoded =
                    StoredEvent.encoded(readable, target, position().toString(), sockets);
            delivery = queues.enqueue(packet, encoded, null, rooms.recipients(target), flags);
        }
        delivery.run();
    }

    @Override
    public String position() {
        synchronized (lock) {
            return here().toString();
        }
    }

    /** Under {@link #lock}. Entries for other namespaces count, too: who has missed none of them has missed nothing. */
    private StreamId here() {
        StreamFeed from = feed;
        return from == null ? last : StreamId.later(last, from.position());
    }

    @Override
    public void attach(LocalSocket socket) {
        synchronized (lock) {
            queues.attach(socket, List.of(), here().toString(), null);
        }
        keeper.keep(socket);
    }

    @Override
    public String detach(LocalSocket socket) {
        synchronized (lock) {
            queues.detach(socket);
            return here().toString();
        }
    }

    @Override
    public void forget(LocalSocket socket) {
        keeper.forget(socket);
    }

    @Override
    public void save(RecoverableSession session) {
        keeper.save(dated(session));
    }

    private @Nullable RecoverableSession snapshot(LocalSocket socket) {
        synchronized (lock) {
            RecoverableSession session = queues.snapshot(socket, rooms.rooms(socket), here().toString());
            return session == null ? null : dated(session);
        }
    }

    /** Who was connected before it was known where the stream begins for this node has what was sent before that. */
    private RecoverableSession dated(RecoverableSession session) {
        StreamFeed from = feed;
        StreamId beginning = from == null ? null : from.beginning();
        if (beginning == null || !session.since().equals(StreamId.BEGINNING.toString())) {
            return session;
        }
        return new RecoverableSession(
                session.pid(),
                session.sid(),
                session.rooms(),
                session.data(),
                beginning.toString(),
                session.last(),
                session.left());
    }

    @Override
    public Mono<Resumption> resume(String pid, @Nullable String offset, long maxBytes) {
        if (pid.length() > MOST_PID_LENGTH) {
            return Mono.just(Resumption.failed(RecoveryOutcome.UNKNOWN_SESSION));
        }
        return keeper.take(pid)
                .flatMap(saved -> resume(saved, offset, maxBytes))
                .defaultIfEmpty(Resumption.failed(RecoveryOutcome.UNKNOWN_SESSION))
                .onErrorResume(failure -> Mono.just(Resumption.failed(unavailable(failure))));
    }

    /** As a rule Redis is away, which is told elsewhere, and many come back then. */
    private static RecoveryOutcome unavailable(Throwable failure) {
        logger.debug("A client could not be brought back", failure);
        return RecoveryOutcome.UNAVAILABLE;
    }

    private Mono<Resumption> resume(SavedSession saved, @Nullable String offset, long maxBytes) {
        StreamId start = saved.start(offset);
        if (start == null) {
            return Mono.just(Resumption.failed(RecoveryOutcome.UNKNOWN_OFFSET));
        }
        RecoverableSession session = saved.session();
        MissedEvents missed = new MissedEvents(start, session.rooms(), maxBytes);
        return find(missed, start).map(outcome -> {
            if (outcome != RecoveryOutcome.RECOVERED) {
                return Resumption.failed(outcome);
            }
            if (saved.isLive()) {
                endElsewhere(session.sid());
            }
            return new Resumption(
                    outcome,
                    session,
                    start.toString(),
                    missed.packets(),
                    missed.last(),
                    missed.end().toString());
        });
    }

    /** Gathers what is behind, up to where this node is. */
    private Mono<RecoveryOutcome> find(MissedEvents missed, StreamId start) {
        synchronized (lock) {
            if (addRecent(missed)) {
                return Mono.just(outcome(missed));
            }
        }
        // what other nodes have given to the client already must not come from this one, too: it has to have read that
        return history.read(missed, start, null)
                .flatMap(outcome -> outcome == RecoveryOutcome.RECOVERED
                        ? reaches(missed.end()).thenReturn(outcome)
                        : Mono.just(outcome));
    }

    /**
     * Gathers what is behind from memory. Under {@link #lock}.
     *
     * @return whether all of it was there, and nothing else is to be waited for
     */
    private boolean addRecent(MissedEvents missed) {
        StreamFeed from = feed;
        StreamId beginning = from == null ? null : from.beginning();
        StreamId end = missed.end();
        StreamId here = here();
        if (beginning == null || beginning.isBehind(end) || end.isBehind(here) || !recent.reachBackTo(end)) {
            return false;
        }
        for (StoredEvent event : recent.behind(end)) {
            if (missed.isFor(event) && !missed.isTooMuch()) {
                missed.add(event.id(), event.encoded(sockets));
            }
        }
        missed.read(here);
        return true;
    }

    private static RecoveryOutcome outcome(MissedEvents missed) {
        return missed.isTooMuch() ? RecoveryOutcome.TOO_MUCH_MISSED : RecoveryOutcome.RECOVERED;
    }

    /** What its earlier node may think connected still. */
    private void endElsewhere(String sid) {
        BroadcastTarget target = new BroadcastTarget(Set.of(sid), Set.of(), BroadcastTarget.ALL.flags());
        stream.append(messages.disconnect(target, true), uid);
    }

    private Mono<Void> reaches(StreamId id) {
        StreamFeed from = feed;
        return from == null ? Mono.never() : from.reaches(id);
    }

    @Override
    public Mono<RecoveryOutcome> reattach(LocalSocket socket, Resumption resumption, long maxBytes) {
        return Mono.defer(() -> {
                    Set<String> joined = resumption.session().rooms();
                    StreamId end = StreamId.of(resumption.end());
                    MissedEvents before =
                            new MissedEvents(end, resumption.missed(), resumption.last(), joined, maxBytes);
                    StreamId now;
                    MissedEvents meanwhile;
                    synchronized (lock) {
                        if (addRecent(before)) {
                            return Mono.just(attachNow(socket, resumption, before));
                        }
                        now = here();
                        meanwhile = new MissedEvents(StreamId.later(now, end), joined, maxBytes);
                        rejoining.add(meanwhile);
                    }
                    Mono<RecoveryOutcome> read =
                            now.isBehind(end) ? history.read(before, end, now) : Mono.just(RecoveryOutcome.RECOVERED);
                    return read.map(outcome -> attach(socket, resumption, before, meanwhile, outcome))
                            .doFinally(how -> rejoining.remove(meanwhile));
                })
                .doOnNext(outcome -> {
                    if (outcome == RecoveryOutcome.RECOVERED) {
                        keeper.keep(socket);
                    }
                })
                .onErrorResume(failure -> Mono.just(unavailable(failure)));
    }

    private RecoveryOutcome attach(
            LocalSocket socket,
            Resumption resumption,
            MissedEvents missed,
            MissedEvents meanwhile,
            RecoveryOutcome outcome) {
        if (outcome != RecoveryOutcome.RECOVERED) {
            return outcome;
        }
        synchronized (lock) {
            if (!rejoining.remove(meanwhile)) {
                return RecoveryOutcome.UNAVAILABLE; // nobody waits any more
            }
            missed.addAll(meanwhile);
            return attachNow(socket, resumption, missed);
        }
    }

    /** Under {@link #lock}. */
    private RecoveryOutcome attachNow(LocalSocket socket, Resumption resumption, MissedEvents missed) {
        RecoveryOutcome outcome = outcome(missed);
        if (outcome == RecoveryOutcome.RECOVERED) {
            // who has missed nothing has everything until now
            String since = missed.last() == null ? here().toString() : resumption.start();
            queues.attach(socket, missed.packets(), since, missed.last());
        }
        return outcome;
    }
}
