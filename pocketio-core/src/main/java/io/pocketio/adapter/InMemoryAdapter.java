package io.pocketio.adapter;

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
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

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

    public InMemoryAdapter(LocalSockets sockets) {
        this.sockets = sockets;
    }

    @Override
    public void join(LocalSocket socket, String room) {
        memberships.compute(socket, (member, joined) -> {
            if (member.isGone()) {
                return joined;
            }
            rooms.compute(room, (name, members) -> CompactSet.with(members, member));
            return CompactSet.with(joined, room);
        });
    }

    @Override
    public void leave(LocalSocket socket, String room) {
        memberships.computeIfPresent(socket, (member, joined) -> {
            removeMember(room, member);
            return CompactSet.without(joined, room);
        });
    }

    @Override
    public void leaveAll(LocalSocket socket) {
        memberships.computeIfPresent(socket, (member, joined) -> {
            joined.forEach(room -> removeMember(room, member));
            return null;
        });
    }

    private void removeMember(String room, LocalSocket member) {
        rooms.computeIfPresent(room, (name, members) -> CompactSet.without(members, member));
    }

    @Override
    public Set<String> rooms(LocalSocket socket) {
        return Set.copyOf(memberships.getOrDefault(socket, Set.of()));
    }

    @Override
    public void broadcast(Packet packet, BroadcastTarget target) {
        EncodedPacket encoded = sockets.encode(packet);
        Iterable<? extends LocalSocket> recipients = recipients(target.rooms());
        List<Set<LocalSocket>> excepted = excepted(target.except());
        sockets.deliver(
                packet, encoded, excepted.isEmpty() ? recipients : new Remaining(recipients, excepted), target.flags());
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
        return Mono.fromSupplier(() -> Set.copyOf(rooms.keySet()));
    }

    /** Forgets all rooms. */
    @Override
    public void close() {
        memberships.clear();
        rooms.clear();
    }

    @Override
    public void broadcastWithAck(Packet packet, BroadcastTarget target, Duration timeout, AckCollector collector) {
        throw new UnsupportedOperationException("sketch");
    }

    @Override
    public Flux<SocketDescriptor> fetchSockets(BroadcastTarget target) {
        throw new UnsupportedOperationException("sketch");
    }

    @Override
    public void joinSockets(BroadcastTarget target, Set<String> names) {
        throw new UnsupportedOperationException("sketch");
    }

    @Override
    public void leaveSockets(BroadcastTarget target, Set<String> names) {
        throw new UnsupportedOperationException("sketch");
    }

    @Override
    public void disconnectSockets(BroadcastTarget target, boolean close) {
        throw new UnsupportedOperationException("sketch");
    }

    @Override
    public void serverSideEmit(String event, Arguments arguments) {
        throw new UnsupportedOperationException("sketch");
    }

    @Override
    public Flux<Arguments> serverSideEmitWithAck(String event, Arguments arguments, Duration timeout) {
        throw new UnsupportedOperationException("sketch");
    }

    @Override
    public Mono<Integer> serverCount() {
        throw new UnsupportedOperationException("sketch");
    }

    @Override
    public Disposable addRoomListener(RoomListener listener) {
        throw new UnsupportedOperationException("sketch");
    }
}
