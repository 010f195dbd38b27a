package io.pocketio.adapter;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What one operation of an adapter changes, to be told when it is done. Confined to the thread that joins or leaves. */
final class RoomChanges {

    private final RoomListeners listeners;
    private final List<Consumer<RoomListener>> changes = new ArrayList<>(2);

    RoomChanges(RoomListeners listeners) {
        this.listeners = listeners;
    }

    void joined(String room, String socketId, boolean isFirst) {
        if (isFirst) {
            changes.add(listener -> listener.created(room));
        }
        changes.add(listener -> listener.joined(room, socketId));
    }

    void left(String room, String socketId, boolean isLast) {
        changes.add(listener -> listener.left(room, socketId));
        if (isLast) {
            changes.add(listener -> listener.deleted(room));
        }
    }

    void tell() {
        changes.forEach(listeners::tell);
    }
}
