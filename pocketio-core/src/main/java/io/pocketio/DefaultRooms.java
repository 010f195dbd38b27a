package io.pocketio;

import io.pocketio.adapter.RoomListener;
import java.util.Set;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** The rooms of a namespace, as its adapter knows them. Thread-safe. */
final class DefaultRooms implements Rooms {

    private final DefaultNamespace namespace;

    DefaultRooms(DefaultNamespace namespace) {
        this.namespace = namespace;
    }

    @Override
    public Rooms of(String other) {
        return namespace.of(other).rooms();
    }

    @Override
    public void join(String socketId, String... rooms) {
        DefaultSocket socket = namespace.find(socketId);
        if (socket != null) {
            socket.join(rooms);
        }
    }

    @Override
    public void leave(String socketId, String room) {
        DefaultSocket socket = namespace.find(socketId);
        if (socket != null) {
            socket.leave(room);
        }
    }

    @Override
    public Mono<Set<String>> members(String room) {
        return namespace.adapter().members(room);
    }

    @Override
    public Mono<Set<String>> names() {
        return namespace.adapter().roomNames();
    }

    @Override
    public Disposable addListener(RoomListener listener) {
        return namespace.adapter().addRoomListener(listener);
    }
}
