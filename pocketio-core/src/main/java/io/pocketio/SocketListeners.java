package io.pocketio;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/** What an application listens to on one socket alone; made with the first listener. Thread-safe. */
final class SocketListeners {

    static final EventHandler[] NO_HANDLERS = {};

    private static final DisconnectListener[] NO_LISTENERS = {};

    private final Map<String, EventHandler[]> events = new ConcurrentHashMap<>(4);

    /** Replaced, never changed, under the monitor of this object; read by any thread. */
    private volatile DisconnectListener[] disconnecting = NO_LISTENERS;

    /** As {@link #disconnecting}. */
    private volatile DisconnectHandler[] disconnect = {};

    private final AnyListeners outgoing = new AnyListeners();

    AnyListeners outgoing() {
        return outgoing;
    }

    void add(String event, EventHandler handler) {
        events.merge(event, new EventHandler[] {handler}, SocketListeners::joined);
    }

    private static EventHandler[] joined(EventHandler[] handlers, EventHandler[] more) {
        EventHandler[] joined = Arrays.copyOf(handlers, handlers.length + 1);
        joined[handlers.length] = more[0];
        return joined;
    }

    synchronized void addDisconnecting(DisconnectListener listener) {
        DisconnectListener[] more = Arrays.copyOf(disconnecting, disconnecting.length + 1);
        more[more.length - 1] = listener;
        disconnecting = more;
    }

    synchronized void addDisconnect(DisconnectListener listener) {
        DisconnectHandler[] more = Arrays.copyOf(disconnect, disconnect.length + 1);
        more[more.length - 1] = (socket, reason) -> {
            listener.disconnected(reason);
            return Mono.empty();
        };
        disconnect = more;
    }

    /** In the order in which they were added; not to be written to. */
    EventHandler[] of(String event) {
        return events.getOrDefault(event, NO_HANDLERS);
    }

    DisconnectListener[] disconnecting() {
        return disconnecting;
    }

    DisconnectHandler[] disconnect() {
        return disconnect;
    }
}
