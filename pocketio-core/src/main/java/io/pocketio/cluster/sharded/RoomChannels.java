package io.pocketio.cluster.sharded;

import io.pocketio.adapter.RoomListener;
import io.pocketio.adapter.memory.LocalRooms;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import reactor.core.Disposable;

/**
 * Subscribes to the channels of the rooms in which somebody of this node is, as long as that is so. Rooms come and go while their listeners
 * are told of it: what counts is what is so when that is looked at, under the lock of the room. Thread-safe.
 */
final class RoomChannels implements RoomListener, Disposable {

    private final LocalRooms rooms;
    private final Predicate<String> hasChannel;
    private final Function<String, Disposable> subscribe;
    private final Map<String, Disposable> subscribed = new ConcurrentHashMap<>();
    private final Disposable listening;
    private volatile boolean disposed;

    /**
     * @param hasChannel whether a room has one, by its name
     * @param subscribe to the channel of a room; does not block
     */
    RoomChannels(LocalRooms rooms, Predicate<String> hasChannel, Function<String, Disposable> subscribe) {
        this.rooms = rooms;
        this.hasChannel = hasChannel;
        this.subscribe = subscribe;
        this.listening = rooms.addListener(this);
    }

    @Override
    public void created(String room) {
        if (hasChannel.test(room)) {
            reconsider(room);
        }
    }

    @Override
    public void deleted(String room) {
        reconsider(room);
    }

    private void reconsider(String room) {
        subscribed.compute(room, (name, subscription) -> {
            if (!disposed && rooms.contains(name)) {
                return subscription == null ? subscribe.apply(name) : subscription;
            }
            if (subscription != null) {
                subscription.dispose();
            }
            return null;
        });
    }

    @Override
    public void dispose() {
        disposed = true;
        listening.dispose();
        subscribed.keySet().forEach(this::reconsider);
    }
}
