package io.pocketio.adapter.memory;

import io.pocketio.adapter.RoomListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;

/** Who wants to know what happens to the rooms of an adapter. Thread-safe. */
final class RoomEvents {

    private static final Logger logger = LoggerFactory.getLogger(RoomEvents.class);

    private final List<RoomListener> listeners = new CopyOnWriteArrayList<>();

    Disposable add(RoomListener listener) {
        listeners.add(listener);
        return Disposables.composite(() -> listeners.remove(listener));
    }

    /** Takes notes of what one operation changes; {@code null} when nobody listens. */
    @Nullable
    Changes newChanges() {
        return listeners.isEmpty() ? null : new Changes();
    }

    /** One that fails must not keep others from being told, nor the socket from its room. */
    private void tell(Consumer<RoomListener> change) {
        for (RoomListener listener : listeners) {
            try {
                change.accept(listener);
            } catch (Throwable failure) {
                logger.error("A listener to rooms failed", failure);
            }
        }
    }

    /** What one operation of the adapter changes, to be told when it is done. Confined to the thread that joins or leaves. */
    final class Changes {

        private final List<Consumer<RoomListener>> changes = new ArrayList<>(2);

        private Changes() {}

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
            changes.forEach(RoomEvents.this::tell);
        }
    }
}
