package io.pocketio.adapter;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;

/** Who wants to know what happens to the rooms of an adapter. Thread-safe. */
final class RoomListeners {

    private static final Logger logger = LoggerFactory.getLogger(RoomListeners.class);

    private final List<RoomListener> listeners = new CopyOnWriteArrayList<>();

    Disposable add(RoomListener listener) {
        listeners.add(listener);
        return Disposables.composite(() -> listeners.remove(listener));
    }

    /** Takes notes of what one operation changes; {@code null} when nobody listens. */
    @Nullable
    RoomChanges newChanges() {
        return listeners.isEmpty() ? null : new RoomChanges(this);
    }

    /** One that fails must not keep others from being told, nor the socket from its room. */
    void tell(Consumer<RoomListener> change) {
        for (RoomListener listener : listeners) {
            try {
                change.accept(listener);
            } catch (Throwable failure) {
                logger.error("A listener to rooms failed", failure);
            }
        }
    }
}
