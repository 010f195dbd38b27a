package io.pocketio.server.namespace;

import io.pocketio.adapter.RoomListener;
import io.pocketio.server.dispatch.BlockingWatch;
import io.pocketio.server.dispatch.WatchedThread;

/** Has a listener watched: the thread that joins or leaves is often that of a lane. Thread-safe. */
record WatchedRoomListener(RoomListener listener, BlockingWatch watch) implements RoomListener {

    @Override
    public void created(String room) {
        watched("room created", () -> listener.created(room));
    }

    @Override
    public void deleted(String room) {
        watched("room deleted", () -> listener.deleted(room));
    }

    @Override
    public void joined(String room, String socketId) {
        watched("room joined", () -> listener.joined(room, socketId));
    }

    @Override
    public void left(String room, String socketId) {
        watched("room left", () -> listener.left(room, socketId));
    }

    private void watched(String occasion, Runnable call) {
        WatchedThread thread = watch.begin(listener, occasion, null);
        try {
            call.run();
        } finally {
            thread.end();
        }
    }
}
