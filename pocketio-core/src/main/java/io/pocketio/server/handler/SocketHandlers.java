package io.pocketio.server.handler;

import io.pocketio.Ack;
import io.pocketio.DisconnectHandler;
import io.pocketio.DisconnectListener;
import io.pocketio.EventHandler;
import io.pocketio.EventMiddleware;
import io.pocketio.SocketIoSocket;
import io.pocketio.protocol.Arguments;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * What an application listens to on one socket alone; made with the first listener. Thread-safe; whoever is told may add and remove
 * listeners: that has an effect on the next event.
 */
public final class SocketHandlers {

    public static final EventHandler[] NO_HANDLERS = {};

    private static final DisconnectListener[] NO_LISTENERS = {};

    private final Interception interception;
    private final Map<String, EventHandler[]> events = new ConcurrentHashMap<>(4);
    private final AnyListeners incoming = new AnyListeners();
    private final AnyListeners outgoing = new AnyListeners();

    /** Replaced, never changed, under the monitor of this object; read by any thread. */
    private volatile DisconnectListener[] disconnecting = NO_LISTENERS;

    /** As {@link #disconnecting}. */
    private volatile DisconnectHandler[] disconnect = {};

    /** As {@link #disconnecting}. */
    private volatile List<EventMiddleware> middlewares = List.of();

    /** As {@link #disconnecting}. */
    private volatile List<Consumer<Throwable>> errorListeners = List.of();

    public SocketHandlers(Interception interception) {
        this.interception = interception;
    }

    /** @throws IllegalArgumentException when the name is reserved */
    public Disposable add(String event, BiConsumer<Arguments, Ack> listener) {
        EventNames.requireSendable(event);
        return add(event, interception.around(new Registered(listener), event));
    }

    /** With the first argument decoded; {@code null} when it is absent or {@code null}. */
    public <T> Disposable add(String event, Class<T> type, BiConsumer<@Nullable T, Ack> listener) {
        return add(event, (arguments, ack) -> {
            T first = arguments.isNull(0) ? null : arguments.get(0, type);
            listener.accept(first, ack);
        });
    }

    /** @throws IllegalArgumentException when the name is reserved */
    public Disposable addOnce(String event, BiConsumer<Arguments, Ack> listener) {
        EventNames.requireSendable(event);
        return add(event, new OneTime(event, interception.around(new Registered(listener), event)));
    }

    private Disposable add(String event, EventHandler handler) {
        events.merge(event, new EventHandler[] {handler}, (before, one) -> with(before, handler));
        return () -> remove(event, handler);
    }

    public void remove(String event) {
        events.remove(event);
    }

    private void remove(String event, EventHandler handler) {
        events.computeIfPresent(event, (name, handlers) -> without(handlers, handler));
    }

    private static <T> T[] with(T[] elements, T last) {
        T[] more = Arrays.copyOf(elements, elements.length + 1);
        more[elements.length] = last;
        return more;
    }

    private static EventHandler @Nullable [] without(EventHandler[] handlers, EventHandler removed) {
        EventHandler[] left =
                Arrays.stream(handlers).filter(handler -> handler != removed).toArray(EventHandler[]::new);
        return left.length == 0 ? null : left;
    }

    public synchronized void addDisconnecting(DisconnectListener listener) {
        disconnecting = with(disconnecting, listener);
    }

    public synchronized void addDisconnect(DisconnectListener listener) {
        disconnect = with(disconnect, interception.around((socket, reason) -> {
            listener.disconnected(reason);
            return Mono.empty();
        }));
    }

    public synchronized void addMiddleware(EventMiddleware middleware) {
        middlewares = Joined.of(middlewares, List.of(middleware));
    }

    public synchronized void addErrorListener(Consumer<Throwable> listener) {
        errorListeners = Joined.of(errorListeners, List.of(listener));
    }

    /** In the order in which they were added; not to be written to. */
    public EventHandler[] of(String event) {
        return events.getOrDefault(event, NO_HANDLERS);
    }

    /** Whether events have to pass catch-all listeners or middlewares. */
    public boolean isWatching() {
        return !incoming.isEmpty() || !middlewares.isEmpty();
    }

    public AnyListeners incoming() {
        return incoming;
    }

    public AnyListeners outgoing() {
        return outgoing;
    }

    public List<EventMiddleware> middlewares() {
        return middlewares;
    }

    public List<Consumer<Throwable>> errorListeners() {
        return errorListeners;
    }

    public DisconnectListener[] disconnecting() {
        return disconnecting;
    }

    public DisconnectHandler[] disconnect() {
        return disconnect;
    }

    /** Equal to itself alone: a listener may be there twice, and each time is removed for itself. */
    private static final class Registered implements EventHandler {

        private final BiConsumer<Arguments, Ack> listener;

        private Registered(BiConsumer<Arguments, Ack> listener) {
            this.listener = listener;
        }

        @Override
        public Mono<Void> handle(SocketIoSocket socket, Arguments arguments, Ack ack) {
            listener.accept(arguments, ack);
            return Mono.empty();
        }
    }

    /** As {@link Registered}. Called in the socket's lane only. */
    private final class OneTime implements EventHandler {

        private final String event;
        private final EventHandler listener;

        /** Events that were on their way when it was removed come, too. */
        private boolean used;

        private OneTime(String event, EventHandler listener) {
            this.event = event;
            this.listener = listener;
        }

        @Override
        public Mono<Void> handle(SocketIoSocket socket, Arguments arguments, Ack ack) {
            if (used) {
                return Mono.empty();
            }
            used = true;
            remove(event, this);
            return listener.handle(socket, arguments, ack);
        }
    }
}
