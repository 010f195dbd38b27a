package io.pocketio.adapter.memory;

import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.adapter.LocalSocket;
import io.pocketio.adapter.LocalSockets;
import io.pocketio.adapter.RoomListener;
import io.pocketio.collect.ClientKeys;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/**
 * Which sockets of this node are in which room. Thread-safe.
 *
 * @since 0.1
 */
public final class LocalRooms {

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

    public LocalRooms(LocalSockets sockets) {
        this.sockets = sockets;
    }

    /** Unless the socket {@linkplain LocalSocket#isGone() is gone}. */
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

    /** Nothing when the socket is not in the room. */
    public void leave(LocalSocket socket, String room) {
        RoomEvents.Changes changes = listeners.newChanges();
        memberships.computeIfPresent(socket, (member, joined) -> {
            removeMember(room, member, changes);
            return CompactSet.without(joined, room);
        });
        tell(changes);
    }

    /** For a socket that is gone. */
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

    /** Those that the socket is in; a copy. */
    public Set<String> rooms(LocalSocket socket) {
        return ClientKeys.setOf(memberships.getOrDefault(socket, Set.of()));
    }

    /** Whom a broadcast goes to, each once; a live view, where that costs less. */
    public Iterable<? extends LocalSocket> recipients(BroadcastTarget target) {
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

    /** As they are now: what is done with one of them must not change which the others are. */
    public List<LocalSocket> selected(BroadcastTarget target) {
        List<LocalSocket> selected = new ArrayList<>();
        for (LocalSocket socket : recipients(target)) {
            if (!socket.isGone()) {
                selected.add(socket);
            }
        }
        return selected;
    }

    /** Whether a socket of this node is in that room. */
    public boolean contains(String room) {
        return rooms.containsKey(room);
    }

    /** Ids of those who are in the room now. */
    public Set<String> members(String room) {
        return ids(membersOf(room));
    }

    private static Set<String> ids(Set<LocalSocket> members) {
        Set<String> ids = new HashSet<>();
        for (LocalSocket member : members) {
            ids.add(member.id());
        }
        return Set.copyOf(ids);
    }

    /** Of all rooms that have a member now. */
    public Set<String> names() {
        return ClientKeys.setOf(rooms.keySet());
    }

    /** @return removes it */
    public Disposable addListener(RoomListener listener) {
        return listeners.add(listener);
    }

    /** Forgets all rooms, and tells nobody; listeners stay. */
    public void clear() {
        memberships.clear();
        rooms.clear();
    }
}
