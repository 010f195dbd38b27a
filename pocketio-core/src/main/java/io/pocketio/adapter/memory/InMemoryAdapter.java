package io.pocketio.adapter.memory;

import io.pocketio.adapter.AckCollector;
import io.pocketio.adapter.Adapter;
import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.adapter.LocalSocket;
import io.pocketio.adapter.LocalSockets;
import io.pocketio.adapter.Recovery;
import io.pocketio.adapter.RoomListener;
import io.pocketio.adapter.SocketDescriptor;
import io.pocketio.collect.ClientKeys;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.Packet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The rooms of the sockets of this node, for a server that is alone. Thread-safe.
 *
 * @since 0.1
 */
public final class InMemoryAdapter implements Adapter {

    private final LocalSockets sockets;

    /**
     * Rooms of each socket. Concurrent: changes of one socket's membership happen inside an atomic operation on its entry, and the
     * room index is changed within it; so what {@link #leaveAll} cleans up and what a late {@link #join} adds cannot miss each
     * other.
     */
    private final ConcurrentMap<LocalSocket, Set<String>> memberships = new ConcurrentHashMap<>();

    /** Members of each room. Concurrent: a room comes and goes inside an atomic operation on its entry. */
    private final ConcurrentMap<String, Set<LocalSocket>> rooms = new ConcurrentHashMap<>();

    private final RoomEvents listeners = new RoomEvents();

    private final @Nullable InMemoryRecovery recovery;

    public InMemoryAdapter(LocalSockets sockets) {
        this.sockets = sockets;
        this.recovery = null;
    }

    /**
     * One that lets clients come back.
     *
     * @param budget shared by all namespaces of a server
     * @param scheduler clears away what is too old, and is the clock
     * @throws IllegalStateException when the server does without
     */
    public InMemoryAdapter(LocalSockets sockets, RecoveryBudget budget, Scheduler scheduler) {
        this.sockets = sockets;
        this.recovery = new InMemoryRecovery(sockets, budget, scheduler);
    }

    @Override
    public void join(LocalSocket socket, String room) {
        RoomEvents.Changes changes = listeners.newChanges();
        memberships.compute(socket, (member, joined) -> {
            if (member.isGone() || joined != null && joined.contains(room)) {
                return joined;
            }
            rooms.compute(room, (name, members) -> {
                if (changes != null) {
                    changes.joined(name, member.id(), members == null);
                }
                return CompactSet.with(members, member);
            });
            return CompactSet.with(joined, room);
        });
        tell(changes);
    }

    @Override
    public void leave(LocalSocket socket, String room) {
        RoomEvents.Changes changes = listeners.newChanges();
        memberships.computeIfPresent(socket, (member, joined) -> {
            removeMember(room, member, changes);
            return CompactSet.without(joined, room);
        });
        tell(changes);
    }

    @Override
    public void leaveAll(LocalSocket socket) {
        RoomEvents.Changes changes = listeners.newChanges();
        memberships.computeIfPresent(socket, (member, joined) -> {
            joined.forEach(room -> removeMember(room, member, changes));
            return null;
        });
        tell(changes);
    }

    private void removeMember(String room, LocalSocket member, RoomEvents.@Nullable Changes changes) {
        rooms.computeIfPresent(room, (name, members) -> {
            boolean isMember = members.contains(member);
            Set<LocalSocket> remaining = CompactSet.without(members, member);
            if (changes != null && isMember) {
                changes.left(name, member.id(), remaining == null);
            }
            return remaining;
        });
    }

    /** Outside of atomic operations: a listener may join and leave. */
    private static void tell(RoomEvents.@Nullable Changes changes) {
        if (changes != null) {
            changes.tell();
        }
    }

    @Override
    public Set<String> rooms(LocalSocket socket) {
        return ClientKeys.setOf(memberships.getOrDefault(socket, Set.of()));
    }

    @Override
    public void broadcast(Packet packet, BroadcastTarget target) {
        if (recovery != null) {
            recovery.broadcast(packet, target, this::recipients);
            return;
        }
        EncodedPacket encoded = sockets.encode(packet);
        sockets.deliver(packet, encoded, recipients(target), target.flags());
    }

    @Override
    public Disposable broadcastWithAck(
            Packet packet, BroadcastTarget target, Duration timeout, AckCollector collector) {
        Disposable pending = sockets.deliverWithAck(packet, recipients(target), target.flags(), collector);
        collector.complete();
        return pending;
    }

    private Iterable<? extends LocalSocket> recipients(BroadcastTarget target) {
        Iterable<? extends LocalSocket> recipients = recipients(target.rooms());
        List<Set<LocalSocket>> excepted = excepted(target.except());
        return excepted.isEmpty() ? recipients : new Remaining(recipients, excepted);
    }

    private Iterable<? extends LocalSocket> recipients(Set<String> names) {
        if (names.isEmpty()) {
            return sockets.all();
        }
        if (names.size() == 1) {
            return membersOf(names.iterator().next());
        }
        Set<LocalSocket> union = new HashSet<>();
        for (String name : names) {
            union.addAll(membersOf(name));
        }
        return union;
    }

    private Set<LocalSocket> membersOf(String room) {
        return rooms.getOrDefault(room, Set.of());
    }

    private List<Set<LocalSocket>> excepted(Set<String> names) {
        List<Set<LocalSocket>> excepted = new ArrayList<>(names.size());
        for (String name : names) {
            Set<LocalSocket> members = rooms.get(name);
            if (members != null) {
                excepted.add(members);
            }
        }
        return excepted;
    }

    @Override
    public Flux<SocketDescriptor> fetchSockets(BroadcastTarget target) {
        return Flux.fromStream(() -> selected(target).stream().map(sockets::describe));
    }

    @Override
    public void joinSockets(BroadcastTarget target, Set<String> names) {
        for (LocalSocket socket : selected(target)) {
            names.forEach(name -> join(socket, name));
        }
    }

    @Override
    public void leaveSockets(BroadcastTarget target, Set<String> names) {
        for (LocalSocket socket : selected(target)) {
            names.forEach(name -> leave(socket, name));
        }
    }

    @Override
    public void disconnectSockets(BroadcastTarget target, boolean close) {
        for (LocalSocket socket : selected(target)) {
            sockets.disconnect(socket, close);
        }
    }

    /** As they are now: what is done with one of them must not change which the others are. */
    private List<LocalSocket> selected(BroadcastTarget target) {
        List<LocalSocket> selected = new ArrayList<>();
        for (LocalSocket socket : recipients(target)) {
            if (!socket.isGone()) {
                selected.add(socket);
            }
        }
        return selected;
    }

    /** There is no other node. */
    @Override
    public void serverSideEmit(String event, Arguments arguments) {
        // nobody to send it to
    }

    /** Empty: there is no other node. */
    @Override
    public Flux<Arguments> serverSideEmitWithAck(String event, Arguments arguments, Duration timeout) {
        return Flux.empty();
    }

    @Override
    public Mono<Integer> serverCount() {
        return Mono.just(1);
    }

    @Override
    public Mono<Set<String>> members(String room) {
        return Mono.fromSupplier(() -> ids(membersOf(room)));
    }

    private static Set<String> ids(Set<LocalSocket> members) {
        Set<String> ids = new HashSet<>();
        for (LocalSocket member : members) {
            ids.add(member.id());
        }
        return Set.copyOf(ids);
    }

    @Override
    public Mono<Set<String>> roomNames() {
        return Mono.fromSupplier(() -> ClientKeys.setOf(rooms.keySet()));
    }

    @Override
    public Disposable addRoomListener(RoomListener listener) {
        return listeners.add(listener);
    }

    @Override
    public @Nullable Recovery recovery() {
        return recovery;
    }

    /** Forgets all rooms, packets and sessions; listeners stay. */
    @Override
    public void close() {
        if (recovery != null) {
            recovery.close();
        }
        memberships.clear();
        rooms.clear();
    }
}
