package com.example.bus;

import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.adapter.LocalSocket;
import io.pocketio.adapter.RoomListener;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;

/** Who is in which room, under one lock; listeners are told outside of it. Thread-safe. */
final class RoomIndex {

    private static final Logger log = LoggerFactory.getLogger(RoomIndex.class);

    private final Map<String, Set<LocalSocket>> members = new HashMap<>();
    private final Map<LocalSocket, Set<String>> joined = new HashMap<>();
    private final List<RoomListener> listeners = new CopyOnWriteArrayList<>();

    void join(LocalSocket socket, String room) {
        List<Consumer<RoomListener>> news = new ArrayList<>();
        synchronized (this) {
            if (!socket.isGone()
                    && joined.computeIfAbsent(socket, key -> new LinkedHashSet<>())
                            .add(room)) {
                if (!members.containsKey(room)) {
                    news.add(listener -> listener.created(room));
                }
                members.computeIfAbsent(room, key -> new LinkedHashSet<>()).add(socket);
                news.add(listener -> listener.joined(room, socket.id()));
            }
        }
        tell(news);
    }

    void leave(LocalSocket socket, String room) {
        List<Consumer<RoomListener>> news = new ArrayList<>();
        synchronized (this) {
            Set<String> rooms = joined.get(socket);
            if (rooms != null && rooms.remove(room)) {
                remove(socket, room, news);
            }
        }
        tell(news);
    }

    void leaveAll(LocalSocket socket) {
        List<Consumer<RoomListener>> news = new ArrayList<>();
        synchronized (this) {
            Set<String> rooms = joined.remove(socket);
            if (rooms != null) {
                rooms.forEach(room -> remove(socket, room, news));
            }
        }
        tell(news);
    }

    private void remove(LocalSocket socket, String room, List<Consumer<RoomListener>> news) {
        Set<LocalSocket> inside = members.getOrDefault(room, Set.of());
        inside.remove(socket);
        news.add(listener -> listener.left(room, socket.id()));
        if (inside.isEmpty()) {
            members.remove(room);
            news.add(listener -> listener.deleted(room));
        }
    }

    private void tell(List<Consumer<RoomListener>> news) {
        for (Consumer<RoomListener> each : news) {
            for (RoomListener listener : listeners) {
                try {
                    each.accept(listener);
                } catch (RuntimeException failure) {
                    log.warn("A listener failed", failure);
                }
            }
        }
    }

    Disposable add(RoomListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    synchronized Set<String> rooms(LocalSocket socket) {
        return Set.copyOf(joined.getOrDefault(socket, Set.of()));
    }

    synchronized Set<String> names() {
        return Set.copyOf(members.keySet());
    }

    synchronized Set<LocalSocket> members(String room) {
        return new LinkedHashSet<>(members.getOrDefault(room, Set.of()));
    }

    /** Those whom the target describes, of all that are given. */
    synchronized Set<LocalSocket> select(Iterable<? extends LocalSocket> all, BroadcastTarget target) {
        Set<LocalSocket> selected = new LinkedHashSet<>();
        if (target.rooms().isEmpty()) {
            all.forEach(selected::add);
        }
        target.rooms().forEach(room -> selected.addAll(members.getOrDefault(room, Set.of())));
        target.except().forEach(room -> selected.removeAll(members.getOrDefault(room, Set.of())));
        selected.removeIf(LocalSocket::isGone);
        return selected;
    }

    synchronized void clear() {
        members.clear();
        joined.clear();
    }
}
