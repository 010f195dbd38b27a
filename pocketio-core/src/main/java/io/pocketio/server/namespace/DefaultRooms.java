package io.pocketio.server.namespace;

import io.pocketio.Namespace;
import io.pocketio.Rooms;
import io.pocketio.adapter.RoomListener;
import io.pocketio.server.broadcast.RoomNames;
import io.pocketio.server.dispatch.BlockingWatch;
import io.pocketio.server.socket.NamespaceMember;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** The rooms of a namespace, as its adapter knows them. Thread-safe. */
final class DefaultRooms implements Rooms {

    private final OwnedAdapter adapter;
    private final NamespaceSockets sockets;
    private final Function<String, Namespace> namespaces;
    private final @Nullable BlockingWatch watch;

    /**
     * @param namespaces those of the server by their names
     * @param watch {@code null} when nobody watches listeners
     */
    DefaultRooms(
            OwnedAdapter adapter,
            NamespaceSockets sockets,
            Function<String, Namespace> namespaces,
            @Nullable BlockingWatch watch) {
        this.adapter = adapter;
        this.sockets = sockets;
        this.namespaces = namespaces;
        this.watch = watch;
    }

    @Override
    public Rooms of(String other) {
        return namespaces.apply(other).rooms();
    }

    @Override
    public void join(String socketId, String... rooms) {
        RoomNames.checked("join", rooms);
        NamespaceMember socket = sockets.find(socketId);
        if (socket != null) {
            socket.join(rooms);
        }
    }

    @Override
    public void leave(String socketId, String room) {
        NamespaceMember socket = sockets.find(socketId);
        if (socket != null) {
            socket.leave(room);
        }
    }

    @Override
    public Mono<Set<String>> members(String room) {
        return adapter.use().members(room);
    }

    @Override
    public Mono<Set<String>> names() {
        return adapter.use().roomNames();
    }

    @Override
    public Disposable addListener(RoomListener listener) {
        return adapter.use().addRoomListener(watch == null ? listener : new WatchedRoomListener(listener, watch));
    }
}
